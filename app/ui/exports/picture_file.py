"""A conversation as one long picture, or as several where one would be too long."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.ui.exports.ink import Ink
from app.ui.exports.job import ExportJob
from app.ui.exports.outline import Outline
from app.ui.exports.strips import Room, Strip, StripMaker

WIDTH = 760
MARGIN = 28
RATIO = 2
"""Pixels of the picture for each one of the layout."""
HIGHEST = 16_000
"""In pixels; many programs open no picture that is higher."""
_BETWEEN = 14.0
Part = tuple[Strip, float, float]


def write_pictures(
    target: Callable[[int], Path], outline: Outline, job: ExportJob, told: Callable[[], None]
) -> int:
    """Write as many pictures as are needed, from 1 on; how many there are.

    Raises:
        OSError: the disk refuses.
    """
    ink = Ink(job, RATIO)
    room = Room(WIDTH - 2 * MARGIN, 900)
    number = 0
    for parts in _sheets(StripMaker(job, ink, room).strips(outline), told):
        number += 1
        _write(target(number), parts, ink)
    return number


def _sheets(strips: Iterator[Strip], told: Callable[[], None]) -> Iterator[list[Part]]:
    """The parts of each picture."""
    highest = HIGHEST / RATIO - 2 * MARGIN
    parts: list[Part] = []
    used = 0.0
    for strip in strips:
        start = 0.0
        while start < strip.height - 0.5:
            gap = _BETWEEN if parts and start == 0 else 0.0
            end = _end(strip, start, highest - used - gap, empty=not parts)
            if end <= start:
                yield parts
                parts, used = [], 0.0
                continue
            parts.append((strip, start, end))
            used += gap + end - start
            start = end
        told()
    if parts:
        yield parts


def _end(strip: Strip, start: float, room: float, *, empty: bool) -> float:
    if strip.height - start <= room:
        return strip.height
    fitting = [cut for cut in strip.cuts if start < cut <= start + room]
    if fitting:
        return fitting[-1]
    return start + room if empty else start


def _write(path: Path, parts: list[Part], ink: Ink) -> None:
    height = 2 * MARGIN + sum(_height(part, index) for index, part in enumerate(parts))
    image = QImage(WIDTH * RATIO, round(height * RATIO), QImage.Format.Format_RGB32)
    if image.isNull():
        raise MemoryError
    image.fill(ink.color("surface"))
    painter = QPainter(image)
    painter.scale(RATIO, RATIO)
    painter.translate(MARGIN, MARGIN)
    for index, (strip, start, end) in enumerate(parts):
        if index and start == 0:
            painter.translate(0, _BETWEEN)
        strip.paint(painter, start, end)
        painter.translate(0, end - start)
    painter.end()
    if not QImageWriter(str(path), QByteArray(b"png")).write(image):
        raise OSError(f"{path} cannot be written")


def _height(part: Part, index: int) -> float:
    _, start, end = part
    return end - start + (_BETWEEN if index and start == 0 else 0.0)
