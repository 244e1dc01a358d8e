"""A message that stands in the page until it is dealt with."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.notice import Notice, NoticeKind


class Banner(Notice):
    """A strip across the page; its button leaves it where it is."""

    PADDING_STEPS = 1.5

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
        super().__init__(theme, f"notices.banner.{key}", text, kind, action_text, action, parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", kind)
