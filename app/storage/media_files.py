"""The person's own folders of pictures, videos and music: where results get their final name, or none."""

import asyncio
import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from app.domain.errors import ErrorKind, ProtocolError, StorageError, Technical
from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind, Provenance
from app.storage import mp4, provenance
from app.storage.failures import storage_errors
from app.storage.file_types import HEAD_BYTES, FileType, dimensions, recognise
from app.storage.files import settle
from app.storage.media_names import readable_stem
from app.storage.places import Places

MOST_PIXELS = 300_000_000
"""A picture that says it is larger is kept as a file and never decoded."""

ROOM_BYTES = 64 * 1024 * 1024
"""What is left free on a disk beside a download."""

_CHUNK_BYTES = 1024 * 1024
_SVG = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]", re.DOTALL)
_SVG_TYPE = FileType(MediaKind.PICTURE, "image/svg+xml", ".svg")
_BINARY_TYPE = FileType(MediaKind.FILE, "application/octet-stream", ".bin")
_NUMBERED = re.compile(r"(.+-\d+)(?:\.[A-Za-z0-9]{1,5}){1,2}")
_PART = ".part"
_PASSING = {_PART, provenance.PASSING, ".json"}


@dataclass(frozen=True, slots=True)
class MediaName:
    """What a file is named after."""

    kind: MediaKind
    when: datetime
    model: str
    prompt: str
    index: int = 0


class MediaFiles:
    """Makes readable names, and gives them to what is whole and is media."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._incoming = places.data / "incoming"
        self._planned: set[str] = set()

    def plan(self, name: MediaName) -> str:
        """A free name without its ending, which depends on what will come: an absolute path.

        The name stays taken until the program ends; who keeps it tells ``remember`` at the next start.
        """
        folder = self.folder_of(name.kind) / name.when.astimezone().strftime("%Y-%m")
        stem = readable_stem(name.when, name.model, name.prompt)
        number = name.index + 1
        while self._is_taken(folder, f"{stem}-{number}"):
            number += 1
        planned = folder / f"{stem}-{number}"
        self.remember([str(planned)])
        return str(planned)

    def remember(self, planned: Iterable[str]) -> None:
        """Names that are promised already."""
        self._planned.update(path.lower() for path in planned)

    def folder_of(self, kind: MediaKind) -> Path:
        """Where files of a kind lie, month by month."""
        match kind:
            case MediaKind.VIDEO:
                return self._places.videos
            case MediaKind.AUDIO:
                return self._places.music
            case _:
                return self._places.pictures

    def part_of(self, planned: str) -> Path:
        """What a planned file is called until it is whole; its folder exists afterwards.

        Raises:
            StorageError: the folder cannot be made.
        """
        part = Path(f"{planned}{_PART}")
        with storage_errors():
            part.parent.mkdir(parents=True, exist_ok=True)
        return part

    def check_room(self, folder: Path, needed_bytes: int) -> None:
        """Refuse what the disk cannot hold.

        Raises:
            StorageError: DISK_FULL.
        """
        with storage_errors():
            free = shutil.disk_usage(folder).free
        if free < needed_bytes + ROOM_BYTES:
            cause = Technical(cause=f"{needed_bytes} bytes wanted, {free} free")
            raise StorageError(ErrorKind.DISK_FULL, {"path": str(folder)}, technical=cause)

    def finished(self, planned: str) -> Path | None:
        """The file that has a planned name already: it was finished just before the program was killed."""
        folder, stem = Path(planned).parent, Path(planned).name
        if not folder.is_dir():
            return None
        found = (path for path in folder.iterdir() if _stem_of(path.name) == stem)
        return next((path for path in found if path.suffix not in _PASSING), None)

    async def finish(self, planned: str, record: Provenance, created_at: datetime) -> Asset:
        """Check a whole ``.part``, write its provenance into it, and give it its final name.

        Raises:
            ProtocolError: RESULT_NOT_MEDIA, or STREAM_CUT where its structure says that its end is missing.
            StorageError: the disk refuses.
        """
        return await asyncio.to_thread(self._finish, planned, record, created_at)

    async def check_kind(self, planned: str, kind: MediaKind) -> None:
        """Refuse a ``.part`` that holds something else than it is for.

        Raises:
            ProtocolError: RESULT_NOT_MEDIA, or as of ``finish``.
            StorageError: it cannot be read.
        """

        def work() -> None:
            with storage_errors():
                if checked_type(self.part_of(planned)).kind is not kind:
                    raise ProtocolError(ErrorKind.RESULT_NOT_MEDIA)

        await asyncio.to_thread(work)

    async def asset_at(self, path: Path, record: Provenance, created_at: datetime) -> Asset:
        """The record of a file that stands under its final name.

        Raises:
            StorageError: it cannot be read.
        """
        return await asyncio.to_thread(self._asset_at, path, record, created_at)

    async def spool(self, data: bytes) -> str:
        """Put bytes that came inline into a file of their own at once: its name, for ``unspool``.

        Raises:
            StorageError: the disk refuses.
        """
        return await asyncio.to_thread(self._spool, data)

    async def unspool(self, name: str, planned: str) -> None:
        """Bring a spooled file to the ``.part`` of a planned one; it stays where it is until ``clear_spool``.

        Raises:
            StorageError: the disk refuses, or the file is gone.
        """
        await asyncio.to_thread(self._unspool, name, planned)

    async def clear_spool(self, names: Iterable[str]) -> None:
        """Delete spooled files that are saved elsewhere by now."""
        wanted = tuple(names)

        def work() -> None:
            for name in wanted:
                (self._incoming / name).unlink(missing_ok=True)

        with storage_errors():
            await asyncio.to_thread(work)

    async def trash(self, path: Path) -> None:
        """Move a file and its side-car to the system's trash.

        Raises:
            StorageError: the system has none for this file, or refuses. A file that is gone is fine.
        """
        await asyncio.to_thread(_trash, path)

    @property
    def roots(self) -> tuple[Path, ...]:
        """The studio's folders."""
        return tuple(dict.fromkeys((self._places.pictures, self._places.videos, self._places.music)))

    def all_files(self) -> tuple[Path, ...]:
        """Every finished file in the studio's folders; call it off the event loop."""
        found = (path for root in self.roots if root.is_dir() for path in root.glob("*/*") if path.is_file())
        return tuple(path for path in found if path.suffix not in _PASSING)

    def _is_taken(self, folder: Path, stem: str) -> bool:
        if str(folder / stem).lower() in self._planned:
            return True
        if not folder.is_dir():
            return False
        wanted = stem.lower()
        return any(_stem_of(path.name).lower() == wanted for path in folder.iterdir())

    def _finish(self, planned: str, record: Provenance, created_at: datetime) -> Asset:
        part = self.part_of(planned)
        with storage_errors():
            file_type = checked_type(part)
            beside = not provenance.write_into(part, record)
            target = Path(f"{planned}{file_type.extension}")
            if beside:
                provenance.write_beside(target, record)
            settle(part, target)
            return self._asset_at(target, record, created_at)

    def _asset_at(self, path: Path, record: Provenance, created_at: datetime) -> Asset:
        with storage_errors():
            with path.open("rb") as file:
                head = file.read(HEAD_BYTES)
            file_type = _type_of(head)
            asset = Asset(
                id=AssetId(uuid4().hex),
                kind=file_type.kind,
                mime=file_type.mime,
                path=str(path),
                size_bytes=path.stat().st_size,
                created_at=created_at,
                checksum=_checksum(path),
                provenance=record,
            )
        return _measured(asset, path, head, file_type)

    def _spool(self, data: bytes) -> str:
        name = uuid4().hex
        with storage_errors():
            self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self._incoming / f"{name}{_PART}"
            try:
                part.write_bytes(data)
                settle(part, self._incoming / name)
            finally:
                part.unlink(missing_ok=True)
        return name

    def _unspool(self, name: str, planned: str) -> None:
        part = self.part_of(planned)
        with storage_errors():
            self.check_room(part.parent, (self._incoming / name).stat().st_size)
            shutil.copyfile(self._incoming / name, part)


def checked_type(path: Path) -> FileType:
    """What a downloaded file is.

    Raises:
        ProtocolError: no media, or its end is missing.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    file_type = _type_of(head)
    if file_type.kind is MediaKind.TEXT or not head:
        shown = Technical(body=head[:2048].decode("utf-8", "replace"))
        raise ProtocolError(ErrorKind.RESULT_NOT_MEDIA, technical=shown)
    if not _has_end(path, file_type):
        raise ProtocolError(ErrorKind.STREAM_CUT, technical=Technical(cause="the file ends too early"))
    return file_type


def _type_of(head: bytes) -> FileType:
    """SVG can hold scripts: it is kept as a file that nobody draws, like what nobody knows."""
    if _SVG.match(head[:4096].removeprefix(b"\xef\xbb\xbf")):
        return _SVG_TYPE
    file_type = recognise(head)
    return file_type if file_type.extension else _BINARY_TYPE


def _has_end(path: Path, file_type: FileType) -> bool:
    """Whether the file is as long as its own structure says, where that is easy to tell."""
    size = path.stat().st_size
    if file_type.mime in ("video/mp4", "video/quicktime", "audio/mp4"):
        return mp4.is_whole(path)
    with path.open("rb") as file:
        if file_type.mime == "image/png":
            file.seek(-min(size, 64), os.SEEK_END)
            return b"IEND" in file.read()
        if file_type.mime == "image/webp":
            return size >= 8 + int.from_bytes(file.read(8)[4:8], "little")
    return True


def _measured(asset: Asset, path: Path, head: bytes, file_type: FileType) -> Asset:
    """The record with size and length, as far as the file's header tells."""
    if file_type.kind is MediaKind.VIDEO or file_type.mime == "audio/mp4":
        facts = mp4.movie_facts(path)
        return replace(asset, duration_ms=facts.duration_ms, width=facts.width, height=facts.height)
    size = dimensions(head, file_type)
    if size is None:
        return asset
    kind = asset.kind if size[0] * size[1] <= MOST_PIXELS else MediaKind.FILE
    return replace(asset, kind=kind, width=size[0], height=size[1])


def _checksum(path: Path) -> str:
    checksum = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            checksum.update(chunk)
    return checksum.hexdigest()


def _stem_of(name: str) -> str:
    """A file's name up to its number; a dot in the name of a model ends nothing."""
    found = _NUMBERED.fullmatch(name)
    return found[1] if found else name


def _trash(path: Path) -> None:
    from send2trash import TrashPermissionError, send2trash

    for file in (path, provenance.side_car(path)):
        if not file.exists():
            continue
        try:
            send2trash(file)
        except (TrashPermissionError, OSError) as error:
            cause = Technical(cause=str(error))
            raise StorageError(ErrorKind.NOT_WRITABLE, {"path": str(file)}, technical=cause) from error
