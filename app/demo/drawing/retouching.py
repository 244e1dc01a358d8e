"""Pictures that are changed: the demo paints over what a mask leaves open, or over the whole."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from hashlib import sha256

from app.demo.drawing.painting import paint
from app.demo.drawing.picture_files import read_header
from app.demo.drawing.png import PngError, knows_opacity, rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png
from app.demo.failures import bad_parameter

_PAINTED = re.compile(rb"[^\x00]+")
_OPEN = re.compile(rb"\x00+")
_USUAL_SIZE = 1024
_RED, _OPACITY = 0, 3
_DARK, _LIGHT = b"\x00" * 128 + b"\x01" * 128, b"\x01" * 128 + b"\x00" * 128
_CLEAR = b"\x00" + b"\x01" * 255


class Opening(Enum):
    """Which part of a mask is painted over: the channel that tells, and what of it is open (0)."""

    TRANSPARENT = (_OPACITY, _CLEAR)
    WHITE = (_RED, _LIGHT)
    BLACK = (_RED, _DARK)


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a picture, or the usual ones where it does not tell."""
    header = read_header(picture)
    return (header.width, header.height) if header else (_USUAL_SIZE, _USUAL_SIZE)


def words_with(words: str, pictures: Iterable[bytes]) -> str:
    """Words that stand for a wish and the pictures that go with it."""
    return " ".join([words, *(sha256(picture).hexdigest()[:16] for picture in pictures)])


def check_mask(picture: bytes, mask: bytes) -> None:
    """Let a mask through that fits its picture.

    Raises:
        Refusal: it has another size, or cannot be seen through.
    """
    problem = "" if knows_opacity(mask) else "mask image missing alpha channel"
    if size_of(mask) != size_of(picture):
        problem = "mask size does not match image size"
    if problem:
        raise bad_parameter(f"Invalid mask image format - {problem}", "invalid_image_format", param="mask")


def retouched(
    words: str, pictures: Sequence[bytes], mask: bytes | None, opening: Opening = Opening.TRANSPARENT
) -> bytes:
    """The first picture, painted over where the mask is open; without a mask, with shapes over it.

    A picture that is no small PNG cannot be read here: one of its size and with colours of its own is
    painted in its place.
    """
    width, height = size_of(pictures[0])
    words = words_with(words, pictures)
    try:
        below, openings = rgba_rows(pictures[0]), _openings(mask, opening)
    except PngError:
        return paint(words, width, height).png()
    painting = paint(words, width, height, transparent=mask is None)
    edges = openings or [_spans(_PAINTED, row) for row in painting.rows]
    rows = map(_joined, below, painting.pixels(), edges)
    return write_png(width, height, Pixels.RGBA, rows)


def _openings(mask: bytes | None, opening: Opening) -> list[list[tuple[int, int]]]:
    """Where each row of a mask is open."""
    rows = rgba_rows(mask) if mask is not None else []
    channel, table = opening.value
    return [_spans(_OPEN, row[channel::4].translate(table)) for row in rows]


def _spans(pattern: re.Pattern[bytes], row: bytes) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(row)]


def _joined(below: bytes, above: bytes, spans: list[tuple[int, int]]) -> bytes:
    row = bytearray(below)
    for start, end in spans:
        row[4 * start : 4 * end] = above[4 * start : 4 * end]
    return bytes(row)
