"""What happens to the database file before it is used: refused, restored, migrated or made."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.errors import ErrorKind, StorageError, Technical
from app.storage import backups as snapshots
from app.storage.files import written_whole
from app.storage.migrations import MIGRATIONS, Migration, upgrade

_SMALL_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OpeningReport:
    """What the person should hear about the opening of their data; empty on an ordinary day."""

    created: bool = False
    restored_from: date | None = None
    """The day of the snapshot that took the place of damaged or missing data."""
    set_aside: Path | None = None
    """Where the damaged file lies now."""
    migrated_from: int | None = None
    kept_version: Path | None = None
    """The data as it was before the migration."""


def prepare(path: Path, backups: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> OpeningReport:
    """Leave a sound database of the newest version at ``path``.

    Raises:
        StorageError: the data is of a later version, or the disk refuses; nothing was changed then.
        OSError, sqlite3.Error: the disk refuses.
    """
    newest = len(migrations)
    report = OpeningReport()
    if path.exists():
        _refuse_newer(path, newest)
    if not path.exists() or _is_damaged(path):
        report = _replace_damaged(path, backups, newest)
    suspicion(path).unlink(missing_ok=True)
    if report.created:
        _migrate(path, migrations)
        return report
    version = snapshots.version_of(path) or 0
    if version == newest:
        return report
    _fold_log(path)
    kept = snapshots.keep_version(path, backups, version)
    _migrate(path, migrations)
    return replace(report, migrated_from=version, kept_version=kept)


def suspicion(path: Path) -> Path:
    """The file whose presence says that the database showed damage while it was used."""
    return path.with_name(path.name + ".suspect")


def _refuse_newer(path: Path, newest: int) -> None:
    version = snapshots.version_of(path)
    if version is not None and version > newest:
        cause = f"data of version {version}, this program knows {newest}"
        raise StorageError(ErrorKind.DATA_NEWER, {"path": str(path)}, technical=Technical(cause=cause))


def _is_damaged(path: Path) -> bool:
    """Looks at the header each time; through the whole file if it is small or the last end was unclean."""
    if snapshots.version_of(path) is None:
        return True
    log = path.with_name(path.name + "-wal")
    doubtful = suspicion(path).exists() or (log.exists() and log.stat().st_size > 0)
    return (doubtful or path.stat().st_size < _SMALL_BYTES) and not snapshots.is_sound(path)


def _replace_damaged(path: Path, backups: Path, newest: int) -> OpeningReport:
    """Put the newest good snapshot in the place of a damaged or missing file; without one, start anew."""
    source = snapshots.newest_sound(backups, newest)
    if source is None:
        return OpeningReport(created=True, set_aside=snapshots.set_aside(path))
    with written_whole(path) as part:
        shutil.copyfile(source, part)
        aside = snapshots.set_aside(path)
    return OpeningReport(restored_from=snapshots.snapshot_date(source), set_aside=aside)


def _fold_log(path: Path) -> None:
    """Write everything that the write-ahead log holds into the file itself, and end the log."""
    with closing(sqlite3.connect(path)) as connection:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    if mode != "delete":
        cause = "another program holds the database"
        raise StorageError(ErrorKind.NOT_WRITABLE, {"path": str(path)}, technical=Technical(cause=cause))


def _migrate(path: Path, migrations: tuple[Migration, ...]) -> None:
    """Migrate a copy and swap it in: whenever the program dies, either the old or the new file is whole."""
    with written_whole(path) as copy:
        if path.exists():
            shutil.copyfile(path, copy)
        upgrade(copy, migrations)
