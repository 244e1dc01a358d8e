"""Snapshots of the database: made once a day, kept for a week, looked through when the file is damaged."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.errors import ErrorKind, StorageError, Technical
from app.storage.failures import sqlite_kind
from app.storage.files import SIDE_FILES, written_whole
from app.storage.migrations import APPLICATION_ID

_KEPT_SNAPSHOTS = 7
_KEPT_VERSIONS_FOR = timedelta(days=365)
_ROOM_FACTOR = 3
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\x00"


def version_of(path: Path) -> int | None:
    """The version in a database's header; None when the file is no database of ours. Opens nothing."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    ours = header.startswith(_MAGIC) and int.from_bytes(header[68:72]) == APPLICATION_ID
    return int.from_bytes(header[60:64]) or None if ours else None


def is_sound(path: Path) -> bool:
    """Whether a database can be read through and through. Reads the whole file."""
    if version_of(path) is None:
        return False
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        # A full disk or a folder without rights is no damage, and must never look like one.
        if sqlite_kind(error) is ErrorKind.DATA_DAMAGED:
            return False
        raise


def snapshot(path: Path, backups: Path) -> Path:
    """Today's snapshot, made now unless it exists; older ones beyond the newest seven are removed.

    It reads through a connection of its own, so that the database goes on working meanwhile.

    Raises:
        StorageError: the database is damaged; earlier snapshots stay.
    """
    target = backups / f"studio-{_today()}.db"
    if target.exists():
        return target
    _want_room(path, backups)
    with written_whole(target) as part:
        copy_database(path, part)
        if not is_sound(part):
            raise StorageError(ErrorKind.DATA_DAMAGED, technical=Technical(cause="the snapshot is not sound"))
    for old in snapshots(backups)[_KEPT_SNAPSHOTS:]:
        old.unlink()
    return target


def snapshots(backups: Path) -> list[Path]:
    """Daily snapshots, newest first."""
    return sorted(backups.glob("studio-????-??-??.db"), reverse=True)


def snapshot_date(path: Path) -> date:
    """The day on which a snapshot was made."""
    return date.fromisoformat(path.stem.removeprefix("studio-"))


def newest_sound(backups: Path, newest_version: int) -> Path | None:
    """The newest snapshot that this program can read."""
    for path in snapshots(backups):
        version = version_of(path)
        if version is not None and version <= newest_version and is_sound(path):
            return path
    return None


def keep_version(path: Path, backups: Path, version: int) -> Path:
    """Keep a closed database as it is before a migration, for a year."""
    kept = backups / f"version-{version}-{_today()}.db"
    with written_whole(kept) as part:
        shutil.copyfile(path, part)
    for old in backups.glob("version-*.db"):
        if datetime.now(UTC) - datetime.fromtimestamp(old.stat().st_mtime, UTC) > _KEPT_VERSIONS_FOR:
            old.unlink()
    return kept


def set_aside(path: Path) -> Path | None:
    """Move a damaged file out of the way, with the log that belongs to it; where it lies now.

    An empty file holds nothing and is not spoken of.
    """
    kept = path.with_name(f"{path.stem}-damaged-{_stamp()}{path.suffix}")
    for suffix in ("", *SIDE_FILES):
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(kept.with_name(kept.name + suffix))
    if kept.exists() and kept.stat().st_size == 0:
        kept.unlink()
    return kept if kept.exists() else None


def _want_room(path: Path, backups: Path) -> None:
    """A snapshot must not be what fills the disk."""
    if shutil.disk_usage(backups).free < _ROOM_FACTOR * path.stat().st_size:
        raise StorageError(ErrorKind.DISK_FULL, {"path": str(backups)})


def copy_database(path: Path, target: Path) -> None:
    """A consistent copy of a database that others may be writing to."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _today() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d}"


def _stamp() -> str:
    return f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
