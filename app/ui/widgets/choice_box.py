"""A drop-down of keyed choices."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class ChoiceBox(QComboBox):
    """Speaks in keys, not in rows, and lets a scrolling page pass over it unchanged."""

    chosen = Signal(str)
    """The person chose a key; not emitted for a choice made by the program."""

    def __init__(self, name: str, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key in keys:
            self.addItem(key, key)
        self.activated.connect(self._tell)

    @property
    def key(self) -> str:
        """The present choice."""
        return str(self.currentData())

    def choose(self, key: str) -> None:
        """Show a choice without telling anybody; an unknown key changes nothing."""
        row = self.findData(key)
        if row >= 0:
            self.setCurrentIndex(row)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Name the choices, in the order of their keys."""
        for row, text in enumerate(texts):
            self.setItemText(row, text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        self.chosen.emit(self.key)
