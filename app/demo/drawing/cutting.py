"""Pictures freed of their background."""

from collections.abc import Iterator

from app.demo.drawing.png import PngError, rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png

_NEAR = 24
"""Colours that are nearer than this, summed over red, green and blue, go over into each other."""


def cut_out(picture: bytes) -> bytes | None:
    """A picture that is seen through from its upper edge down to where colours change.

    None where it cannot be read here.
    """
    try:
        rows = rgba_rows(picture)
    except PngError:
        return None
    return write_png(len(rows[0]) // 4, len(rows), Pixels.RGBA, _without_sky(rows))


def _without_sky(rows: list[bytes]) -> Iterator[bytes]:
    above, falling = rows[0], list(range(0, len(rows[0]), 4))
    for row in rows:
        falling = [place for place in falling if _are_near(row[place : place + 3], above[place : place + 3])]
        pixels = bytearray(row)
        for place in falling:
            pixels[place + 3] = 0
        yield bytes(pixels)
        above = row


def _are_near(one: bytes, other: bytes) -> bool:
    return one == other or sum(abs(a - b) for a, b in zip(one, other, strict=True)) < _NEAR
