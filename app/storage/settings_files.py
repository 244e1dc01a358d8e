"""Settings and exports of other programs, read when the person picks one."""

import zipfile
from pathlib import Path

from app.domain.archives import UNREADABLE_ARCHIVE
from app.domain.errors import ErrorKind, InputError

LONGEST_BYTES = 32 * 1024 * 1024
_ZIPPED_DATA = "data.json"
"""What Cherry Studio calls the settings in its backups."""


def read_settings_file(path: Path) -> str:
    """The text of a file, or of the settings inside a zipped backup. May block.

    Raises:
        InputError: it cannot be read, or is too large.
    """
    try:
        data = _unzipped(path) if zipfile.is_zipfile(path) else _bounded(path)
    except (OSError, *UNREADABLE_ARCHIVE) as error:
        raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": path.name}) from error
    if len(data) > LONGEST_BYTES:
        limit = f"{LONGEST_BYTES // 1024 // 1024} MB"
        raise InputError(ErrorKind.ATTACHMENT_TOO_LARGE, {"name": path.name, "limit": limit})
    return data.decode("utf-8-sig", "replace")


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST_BYTES + 1)


def _unzipped(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(_ZIPPED_DATA) as file:
        return file.read(LONGEST_BYTES + 1)
