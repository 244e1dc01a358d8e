"""Says in the composer that a message goes to several models."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.conversation.chat import Addressee
from app.ui.widgets.button import Button
from app.ui.widgets.elided_label import ElidedLabel


class AddresseeLine(QWidget):
    """Hidden while one model is asked, as usual."""

    dropped = Signal()
    """Only one is to be asked."""
    changed = Signal()
    """Others are to be asked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.addressees: tuple[Addressee, ...] = ()
        """Whom the next message goes to; nobody where it goes to the conversation's own model."""
        self._words = ElidedLabel("muted", self)
        self._words.setObjectName("composer.addressees")
        self._drop = Button("composer.addressees.drop", self, "link")
        self._drop.clicked.connect(self.dropped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._drop)
        self.retranslate()
        self.hide()

    def show_addressees(self, addressees: Sequence[Addressee]) -> None:
        """Name them."""
        self.addressees = tuple(addressees)
        self.setVisible(bool(addressees))
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        models = ", ".join(one.model for one in self.addressees)
        count = self.tr("Goes to %n models", "", len(self.addressees))
        self._words.setText(f"{count}: {models}")
        self._drop.setText(self.tr("Ask only one"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
