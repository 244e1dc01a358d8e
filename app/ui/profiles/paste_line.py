"""A line that tells when something was pasted into it rather than typed."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

_PASTED_LENGTH = 8
"""A text that grows by this much at once was pasted or dropped."""


class PasteLine(QLineEdit):
    """``pasted`` carries the whole text after a paste; ``textChanged`` tells of every change as usual."""

    pasted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._length = 0
        self.textChanged.connect(self._measure)

    def put(self, text: str) -> None:
        """Write the studio's own text; nobody is told."""
        with QSignalBlocker(self):
            self.setText(text)
        self._length = len(text)

    def _measure(self, text: str) -> None:
        grown = len(text) - self._length
        self._length = len(text)
        if grown >= _PASTED_LENGTH:
            self.pasted.emit(text)
