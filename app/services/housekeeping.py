"""Keeps the library's records and the folders in step: what is gone, what nobody knows, what is broken."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from app.domain.ids import AssetId
from app.domain.library import FileRecord, LibraryCheck, MonthUse
from app.domain.media import Asset, MediaKind, Provenance
from app.services.clock import now
from app.services.events import AssetAdded, Hub, LibraryChanged
from app.storage import provenance
from app.storage.assets import AssetStore
from app.storage.media_files import MediaFiles

CHUNK = 50
"""Files that are looked at in one go: a check can be stopped after each."""

IsSound = Callable[[Path], bool]
"""Whether a picture can be drawn; called in a thread."""

Told = Callable[[int, int], None]
"""How many files were looked at, and how many there are."""


class Housekeeping:
    """Looks through everything, piece by piece; whoever asked may stop waiting at any time."""

    def __init__(self, store: AssetStore, files: MediaFiles, hub: Hub) -> None:
        self._store = store
        self._files = files
        self._hub = hub

    async def months(self) -> tuple[MonthUse, ...]:
        """How much each month takes on the disk, newest first."""
        return await self._store.months()

    async def check(self, is_sound: IsSound | None = None, told: Told | None = None) -> LibraryCheck:
        """Compare records and folders, and look at each picture where it is said how."""
        records = await self._store.files()
        missing: list[AssetId] = []
        broken: list[AssetId] = []
        for number, chunk in enumerate(_chunks(records)):
            gone, bad = await asyncio.to_thread(_look_at, chunk, is_sound)
            missing += gone
            broken += bad
            if told is not None:
                told(min((number + 1) * CHUNK, len(records)), len(records))
        known = frozenset(await self._store.paths())
        found = await asyncio.to_thread(self._files.all_files)
        return LibraryCheck(
            await self._store.get_many(missing),
            tuple(str(path) for path in found if str(path) not in known),
            await self._store.get_many(broken),
        )

    async def take_in(self, path: Path) -> Asset:
        """Make a record of a file in the studio's folders; one that says how it was made keeps that.

        Raises:
            StorageError: it cannot be read.
        """
        record = await asyncio.to_thread(provenance.read, path) or Provenance()
        asset = await self._files.asset_at(path, record, now())
        await self._store.save(asset)
        self._hub.publish(AssetAdded(asset))
        return asset

    async def find_moved(
        self, missing: Iterable[Asset], folder: Path | None = None
    ) -> tuple[tuple[Asset, Path], ...]:
        """Where missing files lie now, by name and size: in a folder and all below it, or in the studio's."""
        wanted = {(Path(one.path).name, one.size_bytes): one for one in missing}
        roots = (folder,) if folder is not None else self._files.roots
        return tuple((wanted[key], path) for key, path in await asyncio.to_thread(_find, wanted, roots))

    async def relocate(self, moved: Iterable[tuple[Asset, Path]]) -> None:
        """Say where files lie now."""
        changed = []
        for asset, path in moved:
            await self._store.move(asset.id, str(path))
            changed.append(asset.id)
        self._hub.publish(LibraryChanged(frozenset(changed)))

    async def forget(self, ids: Iterable[AssetId]) -> None:
        """Delete records; what is left of their files stays."""
        wanted = frozenset(ids)
        await self._store.forget(wanted)
        self._hub.publish(LibraryChanged(wanted))


def _chunks(records: Sequence[FileRecord]) -> Iterator[Sequence[FileRecord]]:
    return (records[start : start + CHUNK] for start in range(0, len(records), CHUNK))


def _look_at(records: Sequence[FileRecord], is_sound: IsSound | None) -> tuple[list[AssetId], list[AssetId]]:
    """The records whose file is gone, and those whose picture cannot be drawn."""
    there = [record for record in records if Path(record.path).is_file()]
    gone = [record.id for record in records if record not in there]
    if is_sound is None:
        return gone, []
    pictures = (record for record in there if record.kind is MediaKind.PICTURE)
    return gone, [record.id for record in pictures if not is_sound(Path(record.path))]


def _find(wanted: dict[tuple[str, int], Asset], roots: Iterable[Path]) -> list[tuple[tuple[str, int], Path]]:
    names = {name for name, _ in wanted}
    files = (path for root in roots if root.is_dir() for path in root.rglob("*") if path.name in names)
    found = {(path.name, path.stat().st_size): path for path in files if path.is_file()}
    return [(key, path) for key, path in found.items() if key in wanted]
