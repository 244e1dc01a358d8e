"""One short message that goes away by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.notice import Notice, NoticeKind

SHORT_MS = 5_000
LONG_MS = 12_000
WIDTH_STEPS = 90


class Toast(Notice):
    """Stays while the pointer is on it, and longer where something can be done about it."""

    BUTTON_KIND = "link"

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: NoticeKind,
        action_text: str,
        action: Callable[[], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(theme, "notices.toast", text, kind, action_text, action, parent)
        self.text = text
        self._times = 1
        self.setProperty("kind", "toast")
        self._timer = QTimer(
            self, singleShot=True, interval=LONG_MS if action_text or kind == "error" else SHORT_MS
        )
        self._timer.timeout.connect(self.closed)
        self._timer.start()

    def repeat(self) -> None:
        """The same happened again: count it and stay a while longer."""
        self._times += 1
        self._label.setText(f"{self.text}  ×{self._times}")
        self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def _act(self) -> None:
        super()._act()
        self.closed.emit()
