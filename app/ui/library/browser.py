"""Filters above, files below: what the library's page and the picker have in common."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.library import AssetFilter
from app.domain.media import MediaKind
from app.services.events import LibraryChanged
from app.services.studio import Studio
from app.storage.files import prune
from app.ui.bridge import Bridge
from app.ui.library.assets_model import AssetsModel
from app.ui.library.empty import EmptyLibrary
from app.ui.library.filter_bar import FilterBar
from app.ui.library.grid import AssetGrid
from app.ui.library.thumbnail_files import STORED_BYTES
from app.ui.library.thumbnails import Thumbnails
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

THUMBNAILS = "thumbnails"


class LibraryBrowser(QWidget):
    """Finds files. ``refresh`` reads what came since the last time."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self.thumbnails = Thumbnails(thumbnail_folder(studio), self)
        self.assets = AssetsModel(studio.library, bridge, self)
        self.bar = FilterBar(studio.library, theme, self)
        self.grid = AssetGrid("library.grid", self.assets, self.thumbnails, theme, self)
        self._empty = EmptyLibrary(theme, self)
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.grid, 1)
        column.addWidget(self._empty, 1)
        self.bar.changed.connect(self._look_for)
        self.bar.search.returnPressed.connect(self.grid.setFocus)
        self.assets.filled.connect(self._show_filled)
        self.assets.failed.connect(notices.show_error)
        bridge.library_changed.connect(self._library_changed)

    def only(self, kind: MediaKind) -> None:
        """Begin with one kind of files."""
        self.bar.begin_with(kind)
        self.assets.look_for(self.bar.wanted)

    def refresh(self) -> None:
        """Read what was attached meanwhile, and look again at the files in sight."""
        self.thumbnails.look_again()
        self.assets.look_for(self.bar.wanted)
        self.bar.refresh()
        Operation(self, self._catch_up(), failed=self._notices.show_error)

    def event(self, event: QEvent) -> bool:
        """Whoever comes back to the window may have moved or deleted files meanwhile."""
        if event.type() == QEvent.Type.WindowActivate:
            self.thumbnails.look_again()
            self.grid.viewport().update()
        return super().event(event)

    async def _catch_up(self) -> None:
        await self._studio.library.catch_up()
        await asyncio.to_thread(prune, thumbnail_folder(self._studio), STORED_BYTES)

    def _look_for(self, wanted: AssetFilter) -> None:
        self.grid.scrollToTop()
        self.assets.look_for(wanted)

    def _show_filled(self) -> None:
        count = self.assets.rowCount()
        self.bar.show_count(count)
        self._empty.show_reason(filtered=self.assets.filter != AssetFilter(order=self.assets.filter.order))
        if not count and self.grid.hasFocus():
            self.bar.search.setFocus()
        self._empty.setVisible(not count)
        self.grid.setVisible(bool(count))

    def _library_changed(self, event: LibraryChanged) -> None:
        self.thumbnails.forget(tuple(event.ids))
        self.bar.refresh()


def thumbnail_folder(studio: Studio) -> Path:
    """Where small pictures are kept; whoever deletes it loses nothing but time."""
    return studio.places.data / THUMBNAILS
