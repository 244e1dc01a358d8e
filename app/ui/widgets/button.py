"""A button with a text."""

from PySide6.QtWidgets import QPushButton, QWidget


class Button(QPushButton):
    """Enter elsewhere in a dialog does not press it, unless it is made the default.

    Args:
        name: object name.
        kind: its look in the style sheet: ``primary``, ``danger``, ``link`` …; empty for the plain one.
    """

    def __init__(self, name: str, parent: QWidget, kind: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
