"""The library: every file that was made, found by what it was made from."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.domain.errors import StorageError
from app.domain.ids import AssetId
from app.domain.library import AssetFilter, LibraryCheck, MonthUse
from app.domain.media import Asset, Provenance
from app.services.clock import now
from app.services.events import AssetAdded, Hub, LibraryChanged
from app.storage import provenance
from app.storage.assets import AssetStore
from app.storage.media_files import MediaFiles

log = logging.getLogger(__name__)


class Library:
    """Records of files. A removed one comes back until ``empty`` sends its file to the system's trash."""

    def __init__(self, store: AssetStore, files: MediaFiles, hub: Hub) -> None:
        self._store = store
        self._files = files
        self._hub = hub

    async def ids(self, wanted: AssetFilter = AssetFilter()) -> tuple[AssetId, ...]:
        """The files that a filter leaves in, in its order."""
        return await self._store.ids(wanted)

    async def get_many(self, ids: Sequence[AssetId]) -> tuple[Asset, ...]:
        """The records of some ids, in their order."""
        return await self._store.get_many(ids)

    async def tags(self) -> tuple[str, ...]:
        """Every tag in use."""
        return await self._store.tags()

    async def models(self) -> tuple[str, ...]:
        """Every model that something was made with."""
        return await self._store.models()

    async def months(self) -> tuple[MonthUse, ...]:
        """How much each month takes on the disk, newest first."""
        return await self._store.months()

    async def set_favourite(self, ids: Iterable[AssetId], favourite: bool) -> None:
        """Mark or unmark files."""
        wanted = frozenset(ids)
        await self._store.set_favourite(wanted, favourite)
        self._hub.publish(LibraryChanged(wanted))

    async def set_tags(self, ids: Iterable[AssetId], tags: Iterable[str]) -> None:
        """Give files these tags, and no others."""
        wanted = frozenset(ids)
        await self._store.set_tags(wanted, tags)
        self._hub.publish(LibraryChanged(wanted))

    async def remove(self, ids: Iterable[AssetId]) -> None:
        """Take files out of the library; ``restore`` undoes it."""
        wanted = frozenset(ids)
        await self._store.hide(wanted)
        self._hub.publish(LibraryChanged(wanted))

    async def restore(self, ids: Iterable[AssetId]) -> None:
        """Put removed files back."""
        wanted = frozenset(ids)
        await self._store.restore(wanted)
        self._hub.publish(LibraryChanged(wanted))

    async def empty(self) -> None:
        """Send the files of everything that was removed to the system's trash."""
        for asset in await self._store.hidden():
            try:
                await self._files.trash(Path(asset.path))
            except StorageError as error:
                log.warning("A file stays where it is: %s", error)
                continue
            await self._store.forget((asset.id,))

    async def add_file(self, path: Path) -> Asset:
        """Take in a file that lies in the studio's folders without a record.

        Raises:
            StorageError: it cannot be read.
        """
        record = await asyncio.to_thread(provenance.read, path) or Provenance()
        asset = await self._files.asset_at(path, record, now())
        await self._store.save(asset)
        self._hub.publish(AssetAdded(asset))
        return asset

    async def check(self) -> LibraryCheck:
        """Compare records and folders: files that are gone, and files that nobody knows."""
        assets = await self._store.get_many(await self._store.ids())
        known = frozenset(await self._store.paths())
        missing = await asyncio.to_thread(lambda: [one for one in assets if not Path(one.path).is_file()])
        files = await asyncio.to_thread(self._files.all_files)
        return LibraryCheck(tuple(missing), tuple(str(path) for path in files if str(path) not in known))
