"""A message that stands in the page until it is dealt with."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.toast import TOKENS, NoticeKind


class Banner(QFrame):
    """A strip with a text, perhaps a button, and a close cross.

    Args:
        key: carried by ``closed``.
        action: called by the button, which is there where it has a text.
    """

    closed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        key: str,
        text: str,
        kind: NoticeKind,
        action_text: str,
        action: Callable[[], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._kind = kind
        self._action = action
        self.setObjectName(f"notices.banner.{key}")
        self.setProperty("kind", "banner")
        self.setProperty("tone", kind)
        self._lay_out(text, action_text)
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

    def _lay_out(self, text: str, action_text: str) -> None:
        self._icon = QLabel(self)
        label = QLabel(text, self)
        label.setWordWrap(True)
        self._close = IconButton(self._theme, "close", f"{self.objectName()}.close", self)
        self._close.clicked.connect(self._emit_closed)
        layout = QHBoxLayout(self)
        layout.addWidget(self._icon)
        layout.addWidget(label, 1)
        if action_text:
            button = QPushButton(action_text, self)
            button.setObjectName(f"{self.objectName()}.action")
            button.clicked.connect(self._act)
            layout.addWidget(button)
        layout.addWidget(self._close)

    def _fit(self) -> None:
        space = self._theme.space
        edge = self._theme.icon_size
        self._icon.setPixmap(self._theme.icon(self._kind, TOKENS[self._kind]).pixmap(QSize(edge, edge)))
        self.layout().setContentsMargins(space(3), space(1.5), space(2), space(1.5))  # type: ignore[union-attr]
        self.layout().setSpacing(space(2))  # type: ignore[union-attr]

    def _act(self) -> None:
        if self._action is not None:
            self._action()

    def _emit_closed(self) -> None:
        self.closed.emit(self._key)
