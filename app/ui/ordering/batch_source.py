"""Where the orders of a batch come from: each tab of the dialog is one."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.domain.batch import BatchRow


class BatchSource(QWidget):
    """Subclasses take something in, and make orders of it."""

    changed = Signal()

    def rows(self) -> tuple[BatchRow, ...]:
        """The orders, good and faulty ones."""
        raise NotImplementedError

    def complaint(self) -> str:
        """Why nothing could be read at all; empty where something was, or nothing is there yet."""
        return ""

    def remark(self) -> str:
        """What was read in another way than one may expect."""
        return ""

    def take_focus(self) -> None:
        """Begin where one writes."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
