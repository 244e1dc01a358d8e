"""Files that stand under their final name whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage.failures import storage_errors

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, as endings of its name."""


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A passing name to write to: it becomes the final name if the block ends well, and goes otherwise."""
    part = target.with_name(f"{target.name}.part")
    _discard(part)
    try:
        yield part
        settle(part, target)
    finally:
        _discard(part)


def write_bytes(target: Path, data: bytes) -> None:
    """Write a file of the person's.

    Raises:
        StorageError: the disk refuses; what stood there before is untouched.
    """
    with storage_errors(), written_whole(target) as part:
        part.write_bytes(data)


def copy_into(folder: Path, source: Path) -> Path:
    """Copy a file into a folder of the person's, under a name that is free there.

    Raises:
        StorageError: the disk refuses, or the source is gone.
    """
    target, number = folder / source.name, 1
    while target.exists():
        number += 1
        target = folder / f"{source.stem} ({number}){source.suffix}"
    with storage_errors(), written_whole(target) as part:
        shutil.copyfile(source, part)
    return target


def copy_to(target: Path, source: Path) -> None:
    """Copy a file to a name that the person chose, and may replace what stood there.

    Raises:
        StorageError: the disk refuses, or the source is gone; what stood there before is untouched.
    """
    if target != source:
        with storage_errors(), written_whole(target) as part:
            shutil.copyfile(source, part)


def passing_folder(target: Path) -> Path:
    """A folder beside a file for what belongs together and is not whole yet; who gives up deletes it."""
    return target.with_name(f"{target.name}.part")


def settle(part: Path, target: Path) -> None:
    """Give a finished file its final name, once its content is on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)


def prune(folder: Path, most_bytes: int) -> None:
    """Delete the oldest files of a cache beyond a bound: they can be made again. Its files lie in folders."""
    files = sorted((path.stat().st_mtime, path) for path in folder.glob("*/*"))
    total = sum(path.stat().st_size for _, path in files)
    for _, path in files:
        if total <= most_bytes:
            break
        total -= path.stat().st_size
        path.unlink(missing_ok=True)


def _discard(part: Path) -> None:
    """A journal that a killed program left would be played back into the next file of that name."""
    for suffix in ("", *SIDE_FILES):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
