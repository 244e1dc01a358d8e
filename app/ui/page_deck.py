"""The pages, each built on its first visit and kept with its state."""

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.page import Page

log = logging.getLogger(__name__)

PageFactory = Callable[[], Page]
PageState = dict[str, object]


class PageDeck(QStackedWidget):
    """Shows one page at a time; what was saved for a page waits until the page is built."""

    page_shown = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._factories: dict[str, PageFactory] = {}
        self._pages: dict[str, Page] = {}
        self._saved: dict[str, PageState] = {}

    def add(self, key: str, factory: PageFactory) -> None:
        """Make a page known."""
        self._factories[key] = factory

    def knows(self, key: str) -> bool:
        """Whether there is such a page."""
        return key in self._factories

    def page(self, key: str) -> Page:
        """The page, built now if this is its first use."""
        if key not in self._pages:
            page = self._factories[key]()
            self._pages[key] = page
            self.addWidget(page)
            page.restore(self._saved.pop(key, {}))
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        page = self.page(key)
        if self.currentWidget() is not page:
            self.setCurrentWidget(page)
        page.shown()
        self.page_shown.emit(key)

    @property
    def current_key(self) -> str:
        """The page in front; empty before the first one."""
        return next((key for key, page in self._pages.items() if page is self.currentWidget()), "")

    def states(self) -> dict[str, PageState]:
        """What every page wants restored at the next start."""
        return self._saved | {key: page.state() for key, page in self._pages.items()}

    def restore(self, states: Mapping[str, PageState]) -> None:
        """Hand saved states to the pages, to those not yet built when they are."""
        for key, state in states.items():
            if key in self._pages:
                self._pages[key].restore(state)
            else:
                self._saved[key] = state
