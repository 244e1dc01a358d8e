"""A batch of which something failed, and the button that tries it again."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.remote_task import RemoteTask
from app.ui.images.task_words import may_cost_again
from app.ui.theme.theme import Theme


class FailedRow(QWidget):
    """Says beforehand where trying again may be charged again."""

    again_wanted = Signal(object)
    """The tasks that failed."""

    def __init__(self, number: int, tasks: Sequence[RemoteTask], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tuple(tasks)
        self._label = QLabel(self)
        self._label.setProperty("kind", "muted")
        self._again = QPushButton(self)
        self._again.setObjectName(f"queue.failed.{number}")
        self._again.setProperty("kind", "link")
        self._again.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self._label, 1)
        row.addWidget(self._again)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        count = str(len(self._tasks))
        begun = self._tasks[0].created_at.astimezone()
        text = self.tr("Batch of %1: %2 failed").replace("%1", f"{begun:%H:%M}").replace("%2", count)
        self._label.setText(text)
        verb = self.tr("Try again")
        if any(map(may_cost_again, self._tasks)):
            verb = self.tr("Try again (may be billed again)")
        self._again.setText(verb)
        self._again.setAccessibleName(f"{text}. {verb}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _ask(self) -> None:
        """The second press of a double click shall cost nothing."""
        self._again.setEnabled(False)
        self.again_wanted.emit(self._tasks)
