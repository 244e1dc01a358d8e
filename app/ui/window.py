"""The window: rail, top bar, pages, messages, and an orderly end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.domain.errors import StudioError
from app.ui.languages import Languages
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.page import Page
from app.ui.page_deck import PageDeck
from app.ui.palette import CommandPalette
from app.ui.palette_entry import PaletteEntry
from app.ui.rail import Rail
from app.ui.theme.theme import Theme
from app.ui.top_bar import TopBar

if TYPE_CHECKING:
    from app.catalog.advice import Advice
    from app.ui.queue.jobs_button import JobsButton

log = logging.getLogger(__name__)

SMALLEST = QSize(720, 480)
USUAL = QSize(1180, 780)
NARROW_STEPS = 225
SHUT_DOWN_LIMIT_S = 10.0
BOTTOM_SHORTCUT = "Ctrl+,"


async def _agree() -> bool:
    return True


async def _nothing() -> None:
    return None


class Window(QMainWindow):
    """Holds the pages and knows nothing of what is on them.

    ``before_leaving`` may keep the window by answering False; else ``shut_down`` runs to its end, and only
    then the window goes and ``closed`` is emitted. Both run in an operation: neither may cancel all
    operations.
    """

    closed = Signal()

    def __init__(self, theme: Theme, languages: Languages, advice: Callable[[], "Advice"]) -> None:
        super().__init__()
        self.before_leaving: Callable[[], Awaitable[bool]] = _agree
        self.shut_down: Callable[[], Awaitable[None]] = _nothing
        self._theme = theme
        self._titles: dict[str, tuple[str, Callable[[], str]]] = {}
        self._numbered_pages = 0
        self._leaving: Operation[bool] | None = None
        self._leaving_for_good = False
        self._may_close = False
        self.is_quitting = False
        """Whether the person wants the studio to end, rather than its window out of sight."""
        self.setObjectName("window")
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self._rail = Rail(theme, self)
        self._top_bar = TopBar(theme, self)
        self._deck = PageDeck(self)
        self._strip = QVBoxLayout()
        self._strip.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self.notices = Notices(theme, languages, advice, self._strip, self._deck)
        self.command_palette = CommandPalette(theme, self)
        self.command_palette.register(self._page_entries)
        self._connect()

    def add_page(
        self,
        key: str,
        icon: str,
        title: Callable[[], str],
        factory: Callable[[], Page],
        *,
        bottom: bool = False,
    ) -> None:
        """Give a page its place in the rail; it is built on the first visit.

        Args:
            title: gives the label of the rail in the present language.
            bottom: at the rail's lower end, reached by Ctrl+, rather than by Ctrl and a number.
        """
        shortcut = BOTTOM_SHORTCUT if bottom else f"Ctrl+{self._numbered_pages + 1}"
        self._numbered_pages += 0 if bottom else 1
        self._titles[key] = (icon, title)
        self._deck.add(key, factory)
        self._rail.add(key, icon, title, shortcut, bottom=bottom)
        self._add_shortcut(shortcut, partial(self.show_page, key))

    def show_page(self, key: str) -> Page:
        """Bring a page to the front; the page."""
        self._deck.show_page(key)
        return self._deck.page(key)

    def page(self, key: str) -> Page:
        """A page, without bringing it to the front."""
        return self._deck.page(key)

    @property
    def built_pages(self) -> tuple[Page, ...]:
        """The pages that were used."""
        return self._deck.built

    @property
    def current_page(self) -> str:
        """Key of the page in front; empty before the first one."""
        return self._deck.current_key

    def set_profile_switcher(self, widget: QWidget) -> None:
        """Put the profile switcher into the top bar."""
        self._top_bar.set_profile_switcher(widget)

    def set_jobs(self, jobs: "JobsButton") -> None:
        """Put the button that says what goes on into the top bar."""
        self._top_bar.set_jobs(jobs)

    def raise_to_front(self) -> None:
        """Show the window above all others, also where it was minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave_unasked(self) -> None:
        """Shut down and go, for one who cannot answer a question; one that is open counts as answered."""
        if self._leaving is not None and not self._leaving_for_good:
            self._leaving.cancel()
            self._leaving = None
        self.before_leaving = _agree
        self.close()

    def quit(self) -> None:
        """Close the window, and end the studio with it."""
        self.is_quitting = True
        self.close()

    def geometry_text(self) -> str:
        """Size and place as a text for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_size(self, geometry: str) -> None:
        """Take size and place as ``geometry_text`` gave them; called before the window is shown."""
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))

    def restore(self, geometry: str, page: str, first_page: str) -> None:
        """Take size, place and page as they were saved; ``first_page`` stands in for an unknown one."""
        self.restore_size(geometry)
        self.show_page(page if self._deck.knows(page) else first_page)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
            self.closed.emit()
            return
        event.ignore()
        if self._leaving is None:
            self._leaving = Operation(self, self._leave(), done=self._left, failed=self._left_badly)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_title()
        super().changeEvent(event)

    async def _leave(self) -> bool:
        """Ask, then shut down; False where the window stays."""
        if not await self.before_leaving():
            return False
        self._leaving_for_good = True
        self.setEnabled(False)
        async with asyncio.timeout(SHUT_DOWN_LIMIT_S):
            await self.shut_down()
        return True

    def _left(self, gone: bool) -> None:
        self._leaving = None
        self.is_quitting = gone
        if gone:
            self._may_close = True
            self.close()

    def _left_badly(self, error: StudioError) -> None:
        """Something could not be put away; holding the person back would not mend it."""
        log.error("The shut-down failed: %s", error)
        self._left(True)

    def _lay_out(self) -> None:
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar)
        column.addLayout(self._strip)
        column.addWidget(self._deck, 1)
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(content, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self._rail.chosen.connect(self.show_page)
        self._deck.page_shown.connect(self._rail.show_current)
        self._deck.page_shown.connect(self._show_title)
        self._top_bar.palette_wanted.connect(self.command_palette.open)
        self._theme.changed.connect(self._fit)
        self._add_shortcut("Ctrl+P", self.command_palette.open)
        self._add_shortcut("Ctrl+Q", self.quit)

    def _add_shortcut(self, keys: str, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _fit(self) -> None:
        narrow = self.width() < self._theme.space(NARROW_STEPS)
        self._rail.set_narrow(narrow)
        self._top_bar.set_narrow(narrow)

    def _show_title(self) -> None:
        product = self.tr("Relay Studio")
        key = self.current_page
        title = self._deck.page(key).title() if key else ""
        self._top_bar.set_title(title)
        self.setWindowTitle(f"{title} — {product}" if title else product)

    def _page_entries(self, query: str) -> list[PaletteEntry]:
        return [
            PaletteEntry(title(), self.tr("Page"), icon, partial(self.show_page, key))
            for key, (icon, title) in self._titles.items()
        ]
