"""A text of any length."""

from PySide6.QtWidgets import QLabel, QWidget


class WrappedLabel(QLabel):
    """Breaks its lines where the room ends.

    Args:
        kind: its look in the style sheet, such as ``title`` or ``muted``.
    """

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setWordWrap(True)
