"""The pages, each built on its first visit and kept with its state."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.page import Page

PageFactory = Callable[[], Page]


class PageDeck(QStackedWidget):
    """Shows one page at a time."""

    page_shown = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._factories: dict[str, PageFactory] = {}
        self._pages: dict[str, Page] = {}

    def add(self, key: str, factory: PageFactory) -> None:
        """Make a page known."""
        self._factories[key] = factory

    def knows(self, key: str) -> bool:
        """Whether there is such a page."""
        return key in self._factories

    @property
    def built(self) -> tuple[Page, ...]:
        """The pages that were used."""
        return tuple(self._pages.values())

    def page(self, key: str) -> Page:
        """The page, built now if this is its first use."""
        if key not in self._pages:
            page = self._factories[key]()
            self._pages[key] = page
            self.addWidget(page)
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
