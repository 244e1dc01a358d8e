"""Masks as each vendor reads them, turned into the one kind that is painted with here."""

from app.demo.drawing.png import rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png

_MIDDLE = 128
_BRIGHT = bytes(255 if value >= _MIDDLE else 0 for value in range(256))
_DARK = bytes(255 - value for value in _BRIGHT)


def see_through(mask: bytes, *, repaints: str) -> bytes:
    """A mask that is seen through where something is painted anew.

    Args:
        repaints: which part of the given one that is: ``white`` or ``black``.

    Raises:
        PngError: the mask cannot be read.
    """
    keeps = _DARK if repaints == "white" else _BRIGHT
    rows = [_row(row, keeps) for row in rgba_rows(mask)]
    return write_png(len(rows[0]) // 4, len(rows), Pixels.RGBA, rows)


def _row(row: bytes, keeps: bytes) -> bytes:
    """The opacity of each pixel from its red; masks are grey."""
    pixels = bytearray(row)
    pixels[3::4] = row[::4].translate(keeps)
    return bytes(pixels)
