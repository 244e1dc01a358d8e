"""A back-up as one archive: the database, settings, attachments, own cards, and files that were made.

``manifest.json`` stands at the end and says what each member has to be. Keys are in none of it: they lie in
the keyring.
"""

import hashlib
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from app.domain.archives import UNREADABLE_ARCHIVE
from app.domain.backup import BackupManifest, PackedFile
from app.domain.errors import ErrorKind, StorageError, Technical
from app.storage.backups import copy_database, is_sound, version_of
from app.storage.failures import storage_errors
from app.storage.files import written_whole
from app.storage.migrations import MIGRATIONS
from app.storage.places import Places
from app.storage.records import from_text, to_text

VERSION = 1
MANIFEST = "manifest.json"
DATABASE = "studio.db"
SETTINGS = "settings.json"
FOLDERS = ("attachments", "cards")
"""Folders of the data that go along."""
_PART_BYTES = 1024 * 1024
_MANIFEST_LIMIT = 64 * 1024 * 1024
_MADE = "SELECT path FROM assets WHERE origin = 'made' AND deleted_at IS NULL"

Progress = Callable[[int, int], None]
"""Hears bytes done and in all; may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    name: str
    compressed: bool = False


def write_backup(
    target: Path, places: Places, *, media: bool, program: str, made_at: datetime, progress: Progress
) -> BackupManifest:
    """Write an archive and read it back; it stands under its name only if it is what it should be.

    Raises:
        StorageError: the disk refuses, or what was written cannot be read back.
    """
    with storage_errors(), tempfile.TemporaryDirectory(dir=places.scratch) as scratch:
        database = Path(scratch, DATABASE)
        copy_database(places.database, database)
        sources = [*_sources(places, database), *(_media(places, database) if media else ())]
        total = sum(source.path.stat().st_size for source in sources)
        _want_room(target.parent, total)
        with written_whole(target) as part:
            packed = _pack(part, sources, lambda done: progress(done, 2 * total))
            manifest = _manifest(database, places, packed, program, made_at)
            with zipfile.ZipFile(part, "a", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(MANIFEST, to_text(manifest))
            verify(part, lambda done, of: progress(total + done, 2 * total), name=target.name)
    return manifest


def read_manifest(path: Path, name: str = "") -> BackupManifest:
    """What an archive says of itself.

    Raises:
        StorageError: BACKUP_DAMAGED; DATA_NEWER, a later version wrote it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > _MANIFEST_LIMIT:
                raise ValueError("the manifest is too large")
            manifest = from_text(BackupManifest, archive.read(MANIFEST).decode("utf-8"))
    except UNREADABLE_ARCHIVE as error:
        raise damaged(name or path.name, str(error)) from error
    if manifest.version > VERSION or manifest.data_version > len(MIGRATIONS):
        raise StorageError(ErrorKind.DATA_NEWER, {"path": name or path.name})
    return manifest


def verify(path: Path, progress: Progress, name: str = "") -> BackupManifest:
    """Read every member of an archive and compare it with the manifest.

    Raises:
        StorageError: as of ``read_manifest``; BACKUP_DAMAGED, a member is missing, other or too much.
    """
    manifest = read_manifest(path, name)
    for _ in members(path, manifest, progress, name):
        pass
    return manifest


def members(
    path: Path, manifest: BackupManifest, progress: Progress, name: str = "", folder: Path | None = None
) -> Iterator[PackedFile]:
    """Read the members one by one, into a folder where there is one; each is given out once it is known good.

    Raises:
        StorageError: BACKUP_DAMAGED.
        OSError: the disk refuses.
    """
    shown, total, done = name or path.name, manifest.size_bytes, 0
    try:
        with zipfile.ZipFile(path) as archive:
            _compare_names(archive, manifest, shown)
            for file in manifest.files:
                target = _target(folder, file.name, shown) if folder is not None else None
                with archive.open(file.name) as member:
                    checksum, size = _copy(member, target, partial(_told, progress, done, total))
                if (checksum, size) != (file.checksum, file.size_bytes):
                    raise damaged(shown, f"{file.name} is another file")
                done += size
                yield file
    except UNREADABLE_ARCHIVE as error:
        raise damaged(shown, str(error)) from error


def damaged(name: str, cause: str) -> StorageError:
    """The error of an archive that is not what it says."""
    return StorageError(ErrorKind.BACKUP_DAMAGED, {"name": name}, technical=Technical(cause=cause))


def _told(progress: Progress, before: int, total: int, more: int) -> None:
    progress(before + more, total)


def _compare_names(archive: zipfile.ZipFile, manifest: BackupManifest, shown: str) -> None:
    listed = [file.name for file in manifest.files] + [MANIFEST]
    if sorted(archive.namelist()) != sorted(listed) or DATABASE not in listed:
        raise damaged(shown, "the members are not those of the list")


def _target(folder: Path, name: str, shown: str) -> Path:
    """Where a member goes; a name that leads out of the folder is no name of ours."""
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise damaged(shown, f"{name} leads elsewhere")
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _copy(source: IO[bytes], target: Path | None, told: Callable[[int], None]) -> tuple[str, int]:
    """Read to the end, into a file where there is one: checksum and size."""
    checksum, size = hashlib.sha256(), 0
    copy = target.open("wb") if target is not None else None
    try:
        while part := source.read(_PART_BYTES):
            checksum.update(part)
            size += len(part)
            if copy is not None:
                copy.write(part)
            told(size)
    finally:
        if copy is not None:
            copy.close()
    return checksum.hexdigest(), size


def _sources(places: Places, database: Path) -> Iterator[_Source]:
    yield _Source(database, DATABASE, compressed=True)
    if places.settings.exists():
        yield _Source(places.settings, SETTINGS, compressed=True)
    for name in FOLDERS:
        folder = places.data / name
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.suffix != ".part":
                yield _Source(path, f"{name}/{path.relative_to(folder).as_posix()}")


def media_folders(places: Places) -> tuple[tuple[str, Path], ...]:
    """The folders of files that were made, by their names in a back-up."""
    return (("pictures", places.pictures), ("videos", places.videos), ("music", places.music))


def _media(places: Places, database: Path) -> Iterator[_Source]:
    """Files of the library that lie in the studio's own folders."""
    with closing(sqlite3.connect(database)) as connection:
        paths = [Path(path) for (path,) in connection.execute(_MADE)]
    for path in sorted(set(paths)):
        for name, folder in media_folders(places):
            if path.is_relative_to(folder) and path.is_file():
                yield _Source(path, f"media/{name}/{path.relative_to(folder).as_posix()}")
                break


def _pack(target: Path, sources: list[_Source], progress: Callable[[int], None]) -> tuple[PackedFile, ...]:
    packed, done = [], 0
    with zipfile.ZipFile(target, "w") as archive:
        for source in sources:
            info = zipfile.ZipInfo.from_file(source.path, source.name, strict_timestamps=False)
            info.compress_type = zipfile.ZIP_DEFLATED if source.compressed else zipfile.ZIP_STORED
            checksum, size = hashlib.sha256(), 0
            with source.path.open("rb") as file, archive.open(info, "w", force_zip64=True) as member:
                while part := file.read(_PART_BYTES):
                    checksum.update(part)
                    size += len(part)
                    member.write(part)
                    progress(done + size)
            done += size
            packed.append(PackedFile(source.name, size, checksum.hexdigest()))
    return tuple(packed)


def _manifest(
    database: Path, places: Places, packed: tuple[PackedFile, ...], program: str, made_at: datetime
) -> BackupManifest:
    if not is_sound(database):
        raise StorageError(ErrorKind.DATA_DAMAGED)
    with closing(sqlite3.connect(database)) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in (
                "conversations WHERE deleted_at IS NULL",
                "messages WHERE deleted_at IS NULL",
                "profiles",
            )
        ]
    return BackupManifest(
        version=VERSION,
        program=program,
        made_at=made_at,
        data_version=version_of(database) or 0,
        conversations=counts[0],
        messages=counts[1],
        profiles=counts[2],
        files=packed,
        data_folder=str(places.data),
        media_folders=tuple((name, str(folder)) for name, folder in media_folders(places)),
    )


def _want_room(folder: Path, size: int) -> None:
    """A back-up must not be what fills the disk."""
    if shutil.disk_usage(folder).free < size + _PART_BYTES:
        raise StorageError(ErrorKind.DISK_FULL, {"path": str(folder)})
