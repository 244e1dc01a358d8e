"""The library: every file that was made or attached, found by what it was made from."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from app.domain.errors import StorageError
from app.domain.ids import AssetId
from app.domain.library import AssetFilter
from app.domain.media import Asset, AssetOrigin
from app.services.clock import now
from app.services.events import Hub, LibraryChanged
from app.services.housekeeping import Housekeeping
from app.services.supervisor import Supervisor
from app.storage.assets import AssetStore
from app.storage.attached import AttachedFiles
from app.storage.media_files import MediaFiles

log = logging.getLogger(__name__)

UNDO_S = 60.0
"""How long a removed file can be brought back while the studio runs."""


class Library:
    """Records of files. A removed one comes back until its file was sent to the system's trash."""

    def __init__(
        self,
        store: AssetStore,
        attached: AttachedFiles,
        files: MediaFiles,
        hub: Hub,
        supervisor: Supervisor,
        undo_s: float = UNDO_S,
    ) -> None:
        self._store = store
        self._attached = attached
        self._files = files
        self._hub = hub
        self._supervisor = supervisor
        self._undo_s = undo_s
        self.housekeeping = Housekeeping(store, files, hub)

    async def catch_up(self) -> None:
        """Take in what was attached, and came in answers, since the last time."""
        if await self._attached.take_in():
            self._hub.publish(LibraryChanged(frozenset()))

    async def ids(self, wanted: AssetFilter = AssetFilter()) -> tuple[AssetId, ...]:
        """The files that a filter leaves in, in its order."""
        return await self._store.ids(wanted)

    async def get_many(self, ids: Sequence[AssetId]) -> tuple[Asset, ...]:
        """The records of some ids, in their order."""
        return await self._store.get_many(ids)

    async def tags(self) -> tuple[str, ...]:
        """Every tag in use."""
        return await self._store.tags()

    async def tags_of(self, ids: Iterable[AssetId]) -> dict[str, int]:
        """How many of some files have each tag."""
        return await self._store.tags_of(ids)

    async def models(self) -> tuple[str, ...]:
        """Every model that something was made with."""
        return await self._store.models()

    async def profile_names(self) -> tuple[str, ...]:
        """The name of every profile by which something was made."""
        return await self._store.profile_names()

    async def set_favourite(self, ids: Iterable[AssetId], favourite: bool) -> None:
        """Mark or unmark files."""
        wanted = frozenset(ids)
        await self._store.set_favourite(wanted, favourite)
        self._hub.publish(LibraryChanged(wanted))

    async def toggle_favourite(self, ids: Iterable[AssetId]) -> None:
        """Mark files; where all are marked already, unmark them."""
        wanted = tuple(ids)
        marked = all(asset.favourite for asset in await self.get_many(wanted))
        await self.set_favourite(wanted, not marked)

    async def set_tags(self, ids: Iterable[AssetId], tags: Iterable[str]) -> None:
        """Give files these tags, and no others."""
        wanted = frozenset(ids)
        await self._store.set_tags(wanted, tags)
        self._hub.publish(LibraryChanged(wanted))

    async def add_tag(self, ids: Iterable[AssetId], tag: str) -> None:
        """Give files a tag beside those that they have."""
        wanted = frozenset(ids)
        await self._store.add_tag(wanted, tag)
        self._hub.publish(LibraryChanged(wanted))

    async def remove_tag(self, ids: Iterable[AssetId], tag: str) -> None:
        """Take a tag from files."""
        wanted = frozenset(ids)
        await self._store.remove_tag(wanted, tag)
        self._hub.publish(LibraryChanged(wanted))

    async def remove(self, ids: Iterable[AssetId]) -> None:
        """Take files out of the library; ``restore`` undoes it while its time has not run out."""
        wanted = frozenset(ids)
        await self._store.hide(wanted)
        self._hub.publish(LibraryChanged(wanted))
        self._supervisor.start("empty the library", self._empty_later())

    async def restore(self, ids: Iterable[AssetId]) -> None:
        """Put removed files back."""
        wanted = frozenset(ids)
        await self._store.restore(wanted)
        self._hub.publish(LibraryChanged(wanted))

    async def empty(self, age_s: float = 0.0) -> None:
        """Send the files of what was removed so long ago to the system's trash.

        What was attached stays where it is: its conversation still shows it.
        """
        for asset in await self._store.hidden(now() - timedelta(seconds=age_s)):
            try:
                if asset.origin is AssetOrigin.MADE:
                    await self._files.trash(Path(asset.path))
            except StorageError as error:
                log.warning("A file stays where it is: %s", error)
                continue
            await self._store.forget((asset.id,))

    async def empty_leftovers(self) -> None:
        """Send away what an earlier start has left; what was removed just now can still come back."""
        await self.empty(self._undo_s)

    async def _empty_later(self) -> None:
        await asyncio.sleep(self._undo_s)
        await self.empty(self._undo_s)
