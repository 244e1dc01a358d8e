"""Moving pictures as GIF files, stored without compressing them."""

import struct
from collections.abc import Iterator, Sequence

from app.demo.drawing.painting import Painting

_CODE_BITS = 8
_CLEAR, _END = 128, 129
_MOST_BEFORE_CLEAR = 100
"""A table that is cleared this often never outgrows codes of eight bits (GIF89a, appendix F)."""
_COLOURS = 128
_BLOCK = 255


def write_gif(frames: Sequence[Painting], frames_per_second: int) -> bytes:
    """A GIF that plays for ever; paintings of one size with no more than 128 colours each."""
    first = frames[0]
    head = b"GIF89a" + struct.pack("<HHBBB", first.width, first.height, 0, 0, 0)
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    pause = max(2, round(100 / frames_per_second))
    return b"".join([head, loop, *(_frame(frame, pause) for frame in frames), b"\x3b"])


def _frame(painting: Painting, hundredths: int) -> bytes:
    control = b"\x21\xf9\x04\x00" + struct.pack("<HB", hundredths, 0) + b"\x00"
    place = b"\x2c" + struct.pack("<HHHHB", 0, 0, painting.width, painting.height, 0x80 | 6)
    colours = bytes(part for colour in painting.colours for part in colour).ljust(3 * _COLOURS, b"\x00")
    codes = bytes(_codes(b"".join(painting.rows)))
    blocks = (codes[start : start + _BLOCK] for start in range(0, len(codes), _BLOCK))
    data = b"".join(bytes([len(block)]) + block for block in blocks)
    return control + place + colours + bytes([_CODE_BITS - 1]) + data + b"\x00"


def _codes(pixels: bytes) -> Iterator[int]:
    for start in range(0, len(pixels), _MOST_BEFORE_CLEAR):
        yield _CLEAR
        yield from pixels[start : start + _MOST_BEFORE_CLEAR]
    yield _END
