"""Back to what a back-up holds: laid ready while the studio runs, put in place by the next start.

What is there goes into a folder of its own first. Each step is one renaming, and a start that dies between
two of them is gone on with by the next one.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.backup import BackupManifest
from app.domain.errors import ErrorKind, StorageError
from app.storage.backup_archive import (
    DATABASE,
    FOLDERS,
    SETTINGS,
    damaged,
    media_folders,
    members,
    read_manifest,
)
from app.storage.backups import is_sound
from app.storage.failures import storage_errors
from app.storage.files import SIDE_FILES
from app.storage.places import Places
from app.storage.records import from_text, to_text

_PART = "restore.part"
_NOTE = "restore.json"
_ITEMS = (DATABASE, *(f"{DATABASE}{ending}" for ending in SIDE_FILES), SETTINGS, *FOLDERS)
_MOVE = """
UPDATE assets SET path = :new || substr(path, length(:old) + 1) WHERE substr(path, 1, length(:old)) = :old
"""
_MOVE_IN_BODY = """
UPDATE assets SET body = json_set(body, '$.path', path) WHERE json_extract(body, '$.path') != path
"""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a start has put in place."""

    made_at: datetime
    """When the back-up was made."""
    set_aside: Path
    """Where that lies which was there before."""


def lay_ready(
    archive: Path, places: Places, progress: Callable[[int, int], None], name: str = ""
) -> BackupManifest:
    """Unpack a back-up beside the data, every member checked; the next start puts it in place.

    Files that were made go to their folders at once, where nothing is overwritten.

    Raises:
        StorageError: it is damaged, of a later version, or the disk refuses; nothing is laid ready then.
    """
    manifest = read_manifest(archive, name)
    part, ready = places.data / _PART, places.restore
    with storage_errors():
        shutil.rmtree(part, ignore_errors=True)
        try:
            part.mkdir(mode=0o700)
            _want_room(places.data, manifest.size_bytes)
            for _ in members(archive, manifest, progress, name, part):
                pass
            if not is_sound(part / DATABASE):
                raise damaged(name or archive.name, "the database is not sound")
            _lead_to(part / DATABASE, manifest, places)
            _put_media(part, places)
            shutil.rmtree(ready, ignore_errors=True)
            (part / _NOTE).write_text(to_text(manifest), encoding="utf-8")
            part.replace(ready)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return manifest


def is_ready(places: Places) -> bool:
    """Whether the next start will put a back-up in place."""
    return (places.restore / _NOTE).exists()


def call_off(places: Places) -> None:
    """Leave the data as it is."""
    shutil.rmtree(places.restore, ignore_errors=True)


def put_in_place(places: Places, now: datetime) -> RestoreReport | None:
    """Swap what was laid ready with what is there; None where nothing was. Before anything is opened.

    Raises:
        StorageError: the disk refuses; the next start tries again.
    """
    ready = places.restore
    note = ready / _NOTE
    if not note.exists():
        return None
    with storage_errors():
        manifest = from_text(BackupManifest, note.read_text(encoding="utf-8"))
        aside = _folder_aside(ready, places, now)
        held = {file.name.partition("/")[0] for file in manifest.files}
        for item in _ITEMS:
            _swap(item, ready, places.data, aside, replaced=item in held)
        places.attachments.mkdir(mode=0o700, exist_ok=True)
        note.unlink()
        shutil.rmtree(ready, ignore_errors=True)
    return RestoreReport(manifest.made_at, aside)


def _folder_aside(ready: Path, places: Places, now: datetime) -> Path:
    """The folder for what was there; the same one when a swap is gone on with."""
    chosen = ready / "aside.txt"
    if not chosen.exists():
        written = chosen.with_suffix(".part")
        written.write_text(f"before-restore-{now.astimezone():%Y%m%d-%H%M%S}", encoding="utf-8")
        written.replace(chosen)
    aside = places.data / chosen.read_text(encoding="utf-8")
    aside.mkdir(mode=0o700, exist_ok=True)
    return aside


def _swap(item: str, ready: Path, data: Path, aside: Path, *, replaced: bool) -> None:
    """Move one item aside, then the new one in, if there is one; whatever was done before is left alone."""
    there, kept, new = data / item, aside / item, ready / item
    if replaced and not new.exists():
        return
    if there.exists() and not kept.exists():
        there.rename(kept)
    if replaced:
        new.rename(there)


def _lead_to(database: Path, manifest: BackupManifest, places: Places) -> None:
    """Have the library's records lead to the folders of this computer."""
    moved = [(manifest.data_folder, str(places.data))]
    here = dict(media_folders(places))
    moved += [(old, str(here[name])) for name, old in manifest.media_folders if name in here]
    with closing(sqlite3.connect(database)) as connection:
        for old, new in moved:
            if old and old != new:
                connection.execute(_MOVE, {"old": old, "new": new})
        connection.execute(_MOVE_IN_BODY)
        connection.commit()
        connection.execute("PRAGMA journal_mode = DELETE")


def _put_media(part: Path, places: Places) -> None:
    """Files that were made go where they belong, unless something is there already."""
    for name, folder in media_folders(places):
        source = part / "media" / name
        for path in sorted(source.rglob("*")) if source.is_dir() else ():
            target = folder / path.relative_to(source)
            if path.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, target)
    shutil.rmtree(part / "media", ignore_errors=True)


def _want_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size * 1.1:
        raise StorageError(ErrorKind.DISK_FULL, {"path": str(folder)})
