"""The boxes of an MP4 or QuickTime file: whether it is whole, its length and size, and a note at its end.

ISO/IEC 14496-12; the note is XMP in a ``uuid`` box, as XMP part 3 (Adobe) lays down.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_LONGEST_NOTE = 4 * 1024 * 1024
_CONTAINERS = {b"moov", b"trak"}


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its place in the file: where its content begins, and where it ends."""

    kind: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MovieFacts:
    """What the header of a film says."""

    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None


def is_whole(path: Path) -> bool:
    """Whether the boxes reach exactly to the end of the file, and one of them describes the film."""
    try:
        with path.open("rb") as file:
            kinds = {box.kind for box in boxes(file, 0, path.stat().st_size)}
    except (ValueError, struct.error):
        return False
    return b"moov" in kinds or b"moof" in kinds


def movie_facts(path: Path) -> MovieFacts:
    """Duration and picture size, as far as the file tells."""
    try:
        with path.open("rb") as file:
            return facts_in(file, path.stat().st_size)
    except (OSError, ValueError, struct.error, ZeroDivisionError):
        return MovieFacts()


def append_note(path: Path, xmp: bytes) -> bool:
    """Put a note behind the last box; False where the file does not end with a box of known size."""
    if not is_whole(path):
        return False
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 24 + len(xmp), b"uuid") + _XMP + xmp)
    return True


def read_note(path: Path) -> bytes:
    """The note, or nothing."""
    with path.open("rb") as file:
        for box in boxes(file, 0, path.stat().st_size):
            if box.kind == b"uuid" and 16 < box.end - box.start < _LONGEST_NOTE:
                file.seek(box.start)
                if file.read(16) == _XMP:
                    return file.read(box.end - box.start - 16)
    return b""


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes of a stretch.

    Raises:
        ValueError: one of them has no sound size.
    """
    while start < end:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        content = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            content += 8
        if start + size > end or start + size < content:
            raise ValueError("a box without end")
        yield Box(kind, content, start + size)
        start += size


def facts_in(file: BinaryIO, end: int) -> MovieFacts:
    """The same of an open file that ends there.

    Raises:
        ValueError, struct.error, ZeroDivisionError: it makes no sense.
    """
    duration: int | None = None
    size: tuple[int, int] | None = None
    waiting = list(boxes(file, 0, end))
    while waiting:
        box = waiting.pop(0)
        if box.kind in _CONTAINERS:
            waiting += boxes(file, box.start, box.end)
        elif box.kind == b"mvhd":
            duration = _duration_ms(file, box)
        elif box.kind == b"tkhd":
            size = size or _track_size(file, box)
    width, height = size or (None, None)
    return MovieFacts(duration, width, height)


def _duration_ms(file: BinaryIO, box: Box) -> int | None:
    file.seek(box.start)
    version = file.read(4)[0]
    layout = ">16xIQ" if version == 1 else ">8xII"
    scale, duration = struct.unpack(layout, file.read(struct.calcsize(layout)))
    return round(duration * 1000 / scale) or None


def _track_size(file: BinaryIO, box: Box) -> tuple[int, int] | None:
    """Width and height, 16.16 fixed point at the box's end; a track of sound has none."""
    file.seek(box.end - 8)
    width, height = (value >> 16 for value in struct.unpack(">II", file.read(8)))
    return (width, height) if width and height else None
