"""A back-up on its way to a place and back. Blocking; for threads alone."""

import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path

from app.domain.backup import BackupFile, left_over, superfluous
from app.domain.errors import ErrorKind, StorageError, StudioError
from app.services.backups.place import PlaceFiles

_CHUNK_BYTES = 1024 * 1024
Progress = Callable[[int, int], None]


def send(files: PlaceFiles, source: Path, name: str, progress: Progress) -> None:
    """Send a back-up and read it back; one that came back as another is taken away again.

    Raises:
        StorageError: BACKUP_DAMAGED; else as the place says.
    """
    size = source.stat().st_size
    files.put(source, name, lambda done: progress(done, 2 * size))
    wanted = _checksum(source)
    checksum, done = hashlib.sha256(), 0
    for part in files.read(name):
        checksum.update(part)
        done += len(part)
        progress(size + min(done, size), 2 * size)
    if checksum.hexdigest() != wanted:
        _try_remove(files, name)
        raise StorageError(ErrorKind.BACKUP_DAMAGED, {"name": name})


def fetch(files: PlaceFiles, backup: BackupFile, target: Path, progress: Progress) -> None:
    """Bring a back-up here."""
    done = 0
    with target.open("wb") as copy:
        for part in files.read(backup.name):
            copy.write(part)
            done += len(part)
            progress(done, max(backup.size_bytes, done))


def rotate(files: PlaceFiles, keep: int) -> None:
    """Delete the oldest back-ups beyond what is kept, and what was left by one that was killed."""
    there = files.files()
    for old in (*superfluous(there, keep), *left_over(there)):
        files.remove(old.name)


def try_out(files: PlaceFiles, scratch: Path) -> None:
    """Write a small file, read it back, and delete it.

    Raises:
        StorageError: as the place says; BACKUP_DAMAGED, another file came back.
    """
    name, content = f"relay-studio-test-{secrets.token_hex(4)}.txt", secrets.token_bytes(64)
    source = scratch / name
    source.write_bytes(content)
    try:
        files.files()
        files.put(source, name, lambda done: None)
        came_back = b"".join(files.read(name))
        files.remove(name)
    finally:
        source.unlink(missing_ok=True)
    if came_back != content:
        raise StorageError(ErrorKind.BACKUP_DAMAGED, {"name": name})


def _checksum(path: Path) -> str:
    checksum = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK_BYTES):
            checksum.update(part)
    return checksum.hexdigest()


def _try_remove(files: PlaceFiles, name: str) -> None:
    try:
        files.remove(name)
    except StudioError:
        return
