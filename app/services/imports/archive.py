"""The file that was picked: a text, or an archive with texts and files; never unfolded past a bound."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from app.domain.archives import UNREADABLE_ARCHIVE
from app.domain.imported import MOST_BYTES

MOST_RATIO = 200
"""A text that was packed more tightly than this, and is large, was made to be one."""
_FREE_BYTES = 64 * 1024 * 1024
_MOST_TEXTS = 200
_PART_BYTES = 1024 * 1024
_NAMES = ("conversations", "data")


class TooLarge(Exception):
    """It unfolds to more than is read."""


def texts(path: Path) -> Iterator[str]:
    """The texts in which conversations may be, one after the other.

    Raises:
        TooLarge: together they are longer than is read.
        ValueError: no text, or a damaged or locked archive.
        OSError: it cannot be read.
    """
    if not zipfile.is_zipfile(path):
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge
        yield path.read_bytes().decode("utf-8-sig")
        return
    try:
        with zipfile.ZipFile(path) as archive:
            room = MOST_BYTES
            for member in _members(archive):
                data = _unfolded(archive, member, room)
                room -= len(data)
                yield data.decode("utf-8-sig")
    except UNREADABLE_ARCHIVE as error:
        raise ValueError(str(error)) from error


class Members:
    """Files of an archive, found by how their names begin. Closes with the block."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else None
        names = self._archive.infolist() if self._archive else []
        self._members = [(PurePosixPath(member.filename).name, member) for member in names]

    def __enter__(self) -> "Members":
        return self

    def __exit__(self, *error: object) -> None:
        if self._archive is not None:
            self._archive.close()

    def read(self, beginning: str, limit_bytes: int) -> bytes | None:
        """The content of the file whose name begins so; None where there is none or it is too large."""
        found = next((one for name, one in self._members if name.startswith(beginning)), None)
        if self._archive is None or found is None:
            return None
        try:
            return _unfolded(self._archive, found, limit_bytes)
        except (TooLarge, OSError, *UNREADABLE_ARCHIVE):
            return None


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of conversations by their usual names; all texts where none is called so."""
    found = [member for member in archive.infolist() if member.filename.lower().endswith(".json")]
    named = [one for one in found if PurePosixPath(one.filename).name.lower().startswith(_NAMES)]
    return sorted(named or found, key=lambda member: member.filename)[:_MOST_TEXTS]


def _unfolded(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    """The content, read in parts: what an archive says of its own sizes is no promise."""
    if member.file_size > room:
        raise TooLarge
    data = bytearray()
    with archive.open(member) as file:
        while part := file.read(_PART_BYTES):
            data += part
            tight = len(data) > _FREE_BYTES and len(data) > MOST_RATIO * max(1, member.compress_size)
            if len(data) > room or tight:
                raise TooLarge
    return bytes(data)
