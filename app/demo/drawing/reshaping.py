"""Pictures in another size: enlarged, or placed on a new ground."""

import math
from array import array
from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import itemgetter

from app.demo.drawing.painting import paint
from app.demo.drawing.png import PngError, rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png
from app.demo.drawing.retouching import size_of, words_with

_PIXEL_BYTES = 4
_FOREGROUND = 0.3
"""Half of what counts as foreground, as a part of width and height."""


def placed(picture: bytes, width: int, height: int, words: str) -> bytes:
    """A picture as large as it can be, in the middle of a size; what is left over is painted from words.

    A picture that is no small PNG cannot be read here: the whole is painted then.
    """
    ground = paint(words_with(words, [picture]), width, height)
    try:
        rows = rgba_rows(picture)
    except PngError:
        return ground.png()
    across, down = _fitting(size_of(picture), (width, height))
    left, above = (width - across) // 2, (height - down) // 2
    below = height - down - above
    inner = [*repeat(b"", above), *_scaled(rows, across, down), *repeat(b"", below)]
    laid = (_over(row, inlay, left) for row, inlay in zip(ground.pixels(), inner, strict=True))
    return write_png(width, height, Pixels.RGBA, laid)


def behind(picture: bytes, words: str) -> bytes:
    """A picture whose middle stays while everything around it is painted anew."""
    width, height = size_of(picture)
    ground = paint(words_with(words, [picture]), width, height)
    try:
        rows = rgba_rows(picture)
    except PngError:
        return ground.png()
    spans = (_middle(y, width, height) for y in range(height))
    kept = zip(ground.pixels(), rows, spans, strict=True)
    laid = (
        _over(row, own[_PIXEL_BYTES * start : _PIXEL_BYTES * end], start) for row, own, (start, end) in kept
    )
    return write_png(width, height, Pixels.RGBA, laid)


def _middle(y: int, width: int, height: int) -> tuple[int, int]:
    """The columns of an ellipse that fills the middle of a picture."""
    away = (y + 0.5 - height / 2) / (_FOREGROUND * height)
    half = _FOREGROUND * width * math.sqrt(max(0.0, 1 - away * away))
    return round(width / 2 - half), round(width / 2 + half)


def _fitting(size: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """The largest width and height of the same shape that fit into a room."""
    scale = min(room[0] / size[0], room[1] / size[1])
    return min(room[0], max(1, round(size[0] * scale))), min(room[1], max(1, round(size[1] * scale)))


def _scaled(rows: Sequence[bytes], width: int, height: int) -> Iterator[bytes]:
    """Rows of pixels in another size, each pixel the nearest one."""
    columns = len(rows[0]) // _PIXEL_BYTES
    pick = itemgetter(*(x * columns // width for x in range(width)), 0)
    last, row = -1, b""
    for y in range(height):
        source = y * len(rows) // height
        if source != last:
            last, row = source, array("I", pick(memoryview(rows[source]).cast("I"))[:-1]).tobytes()
        yield row


def _over(row: bytes, inlay: bytes, left: int) -> bytes:
    return row[: _PIXEL_BYTES * left] + inlay + row[_PIXEL_BYTES * left + len(inlay) :]
