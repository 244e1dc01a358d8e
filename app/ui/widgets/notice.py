"""The shape of everything that the window says: an icon, a text, perhaps a button, and a cross."""

from collections.abc import Callable
from typing import ClassVar, Literal

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton

NoticeKind = Literal["info", "success", "warning", "error"]
_TOKENS: dict[NoticeKind, str] = {
    "info": "accent",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}


class Notice(QFrame):
    """A message that can be closed.

    Args:
        name: object name; its parts are named after it.
        action: called by the button, which is there where it has a text.
    """

    closed = Signal()

    PADDING_STEPS: ClassVar[float] = 2
    """Above and below the text."""
    BUTTON_KIND: ClassVar[str] = ""

    def __init__(
        self,
        theme: Theme,
        name: str,
        text: str,
        kind: NoticeKind,
        action_text: str,
        action: Callable[[], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._theme = theme
        self._action = action
        self.setObjectName(name)
        self._icon = QLabel(self)
        self._label = QLabel(text, self)
        self._label.setObjectName(f"{name}.text")
        self._label.setWordWrap(True)
        self._close = IconButton(theme, "close", f"{name}.close", self)
        self._close.clicked.connect(self.closed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._label, 1)
        if action_text:
            self._row.addWidget(self._make_button(action_text))
        self._row.addWidget(self._close)
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        """Name the button that has no text."""
        self._close.describe(self.tr("Dismiss"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _make_button(self, text: str) -> Button:
        button = Button(f"{self.objectName()}.action", self, self.BUTTON_KIND)
        button.setText(text)
        button.clicked.connect(self._act)
        return button

    def _act(self) -> None:
        if self._action is not None:
            self._action()

    def _fit(self) -> None:
        space, edge = self._theme.space, self._theme.icon_size
        self._icon.setPixmap(self._theme.icon(self.kind, _TOKENS[self.kind]).pixmap(QSize(edge, edge)))
        self._row.setContentsMargins(space(3), space(self.PADDING_STEPS), space(2), space(self.PADDING_STEPS))
        self._row.setSpacing(space(2))
