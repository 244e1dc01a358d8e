"""A strip in a dialog that says something and offers what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.profiles.field import set_look
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a question; ``key`` ends its object name, ``kind`` is its look."""

    key: str
    text: str
    run: Callable[[], None]
    kind: str = ""


class Question(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "banner")
        self._theme = theme
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setObjectName(f"{name}.text")
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._text)
        self._column.addLayout(self._buttons)
        theme.changed.connect(self._space)
        self._space()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, *actions: Choice, tone: str = "") -> None:
        """Show a sentence with its buttons. ``tone`` is empty for a warning, ``info`` or ``error``."""
        self._clear()
        set_look(self, "tone", tone)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        for action in actions:
            self._buttons.addWidget(self._make_button(action))
        self.show()

    def _make_button(self, action: Choice) -> Button:
        button = Button(f"{self.objectName()}.{action.key}", self, action.kind)
        button.setText(action.text)
        button.clicked.connect(self.hide)
        button.clicked.connect(action.run)
        return button

    def _clear(self) -> None:
        while self._buttons.count() > 1:
            item = self._buttons.takeAt(1)
            if item is not None and (button := item.widget()) is not None:
                button.setParent(None)
                button.deleteLater()

    def _space(self) -> None:
        edge = self._theme.space(3)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(self._theme.space(2))
        self._buttons.setSpacing(self._theme.space(2))
