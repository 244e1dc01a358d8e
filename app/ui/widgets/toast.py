"""One short message that goes away by itself."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

NoticeKind = Literal["info", "success", "warning", "error"]
TOKENS: dict[NoticeKind, str] = {
    "info": "accent",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}
SHORT_MS = 5_000
LONG_MS = 12_000
WIDTH_STEPS = 90


class Toast(QFrame):
    """Stays while the pointer is on it, and longer where something can be done about it.

    Args:
        action: called by the button, which is there where it has a text.
    """

    gone = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: NoticeKind,
        action_text: str,
        action: Callable[[], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.text = text
        self.kind = kind
        self._theme = theme
        self._action = action
        self._times = 1
        self.setObjectName("notices.toast")
        self.setProperty("kind", "toast")
        self._lay_out(action_text)
        self._timer = QTimer(
            self, singleShot=True, interval=LONG_MS if action_text or kind == "error" else SHORT_MS
        )
        self._timer.timeout.connect(self.gone)
        self._timer.start()
        self.retranslate()

    def repeat(self) -> None:
        """The same happened again: count it and stay a while longer."""
        self._times += 1
        self._label.setText(f"{self.text}  ×{self._times}")
        self._timer.start()

    def retranslate(self) -> None:
        """Name the button that has no text."""
        self._close.describe(self.tr("Dismiss"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def _lay_out(self, action_text: str) -> None:
        icon = QLabel(self)
        edge = self._theme.icon_size
        icon.setPixmap(self._theme.icon(self.kind, TOKENS[self.kind]).pixmap(QSize(edge, edge)))
        self._label = QLabel(self.text, self)
        self._label.setObjectName("notices.toast.text")
        self._label.setWordWrap(True)
        self._close = IconButton(self._theme, "close", "notices.toast.close", self)
        self._close.clicked.connect(self.gone)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(
            self._theme.space(3), self._theme.space(2), self._theme.space(2), self._theme.space(2)
        )
        layout.setSpacing(self._theme.space(2))
        layout.addWidget(icon)
        layout.addWidget(self._label, 1)
        if action_text:
            layout.addWidget(self._make_action(action_text))
        layout.addWidget(self._close)

    def _make_action(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("notices.toast.action")
        button.setProperty("kind", "link")
        button.clicked.connect(self._act)
        return button

    def _act(self) -> None:
        if self._action is not None:
            self._action()
        self.gone.emit()
