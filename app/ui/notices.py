"""What the window has to say: short messages over the page, lasting ones below the top bar."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import StudioError
from app.ui.languages import Languages
from app.ui.theme.theme import Theme
from app.ui.widgets.banner import Banner
from app.ui.widgets.notice import NoticeKind
from app.ui.widgets.toast import WIDTH_STEPS, Toast

if TYPE_CHECKING:
    from app.catalog.advice import Advice, ErrorWords

MOST_TOASTS = 4
MARGIN_STEPS = 4


class Notices(QObject):
    """Shows messages over and in a window, and turns errors into the person's words.

    Args:
        advice: gives the words of errors; first called when there is an error.
        strip: where the lasting messages stand, one below the other.
        area: the part of its parent over whose upper edge the short messages float.
    """

    def __init__(
        self,
        theme: Theme,
        languages: Languages,
        advice: Callable[[], "Advice"],
        strip: QVBoxLayout,
        area: QWidget,
    ) -> None:
        super().__init__(area)
        self._theme = theme
        self._languages = languages
        self._advice = advice
        self._strip = strip
        self._area = area
        self._host = area.parentWidget() or area
        self._toasts: list[Toast] = []
        self._banners: dict[str, Banner] = {}
        area.installEventFilter(self)
        theme.changed.connect(self._place)
        theme.changed.connect(self._pad)

    def show(
        self,
        text: str,
        kind: NoticeKind = "info",
        action_text: str = "",
        action: Callable[[], None] | None = None,
    ) -> None:
        """Say something once; the same said again while it stands is only counted."""
        for toast in self._toasts:
            if (toast.text, toast.kind) == (text, kind) and not action_text:
                toast.repeat()
                return
        self._add(Toast(self._theme, text, kind, action_text, action, self._host))
        announce(self._host, text)

    def show_error(
        self, error: StudioError, action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say what went wrong and what to do, in the language of the window."""
        words = self.words(error)
        self.show("\n".join(filter(None, (words.sentence, words.step))), "error", action_text, action)

    def words(self, error: StudioError) -> "ErrorWords":
        """An error in the language of the window."""
        return self._advice().words(error.kind, error.values, self._languages.current)

    def keep(
        self,
        key: str,
        text: str,
        kind: NoticeKind = "info",
        action_text: str = "",
        action: Callable[[], None] | None = None,
    ) -> None:
        """Say something that stays until the person closes it or ``drop`` is called with the same key."""
        self.drop(key)
        banner = Banner(self._theme, key, text, kind, action_text, action, self._host)
        banner.closed.connect(partial(self.drop, key))
        self._banners[key] = banner
        self._strip.addWidget(banner)
        self._pad()
        banner.show()
        announce(self._host, text)

    def drop(self, key: str) -> None:
        """Take a lasting message away."""
        banner = self._banners.pop(key, None)
        if banner is not None:
            self._strip.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
            self._pad()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the messages at their edge when the window changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _add(self, toast: Toast) -> None:
        toast.closed.connect(self._remove_sender)
        self._toasts.append(toast)
        while len(self._toasts) > MOST_TOASTS:
            self._remove(self._toasts[0])
        toast.show()
        self._place()

    def _remove_sender(self) -> None:
        toast = self.sender()
        if isinstance(toast, Toast):
            self._remove(toast)

    def _remove(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _pad(self) -> None:
        """Room around the lasting messages, and none where there is no message."""
        margins = (4, 2, 4, 0) if self._banners else (0, 0, 0, 0)
        self._strip.setContentsMargins(*(self._theme.space(steps) for steps in margins))
        self._strip.setSpacing(self._theme.space(1))

    def _place(self) -> None:
        """Stack them from the area's upper edge, where they cover no field, the newest first."""
        room = self._area.geometry()
        margin = self._theme.space(MARGIN_STEPS)
        width = min(self._theme.space(WIDTH_STEPS), room.width() - 2 * margin)
        top = room.top() + margin
        for toast in reversed(self._toasts):
            height = max(toast.heightForWidth(width), toast.minimumSizeHint().height())
            toast.setGeometry(QRect(room.center().x() - width // 2, top, width, height))
            toast.raise_()
            top += height + self._theme.space(2)


def announce(widget: QWidget, text: str) -> None:
    """Have assistive programs read a text aloud."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
