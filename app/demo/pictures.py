"""A small set of pictures for trying out, drawn in code and always the same."""

import math
import struct
import zlib
from collections.abc import Callable
from functools import cache

WIDTH = 320
HEIGHT = 200

Colour = tuple[int, int, int]
Painter = Callable[[float, float], Colour]
"""From a place in the picture, 0 to 1 in both directions, to its colour."""


def _sunset(x: float, y: float) -> Colour:
    if math.hypot((x - 0.5) * WIDTH / HEIGHT, y - 0.62) < 0.17:
        return 255, 214, 102
    if y > 0.72:
        return 24, 44, 84
    return 255 - int(90 * (0.72 - y)), 120 + int(60 * y), 90 + int(120 * (0.72 - y))


def _tiles(x: float, y: float) -> Colour:
    return ((32, 128, 141), (240, 237, 229))[(int(x * 16) + int(y * 10)) % 2]


def _rings(x: float, y: float) -> Colour:
    distance = math.hypot((x - 0.5) * WIDTH / HEIGHT, y - 0.5)
    return ((214, 40, 57), (255, 255, 255), (38, 70, 150))[int(distance * 12) % 3]


PICTURES: dict[str, Painter] = {"sunset": _sunset, "tiles": _tiles, "rings": _rings}


@cache
def draw(name: str) -> bytes:
    """One of PICTURES as a PNG file."""
    paint = PICTURES[name]
    rows = (
        b"\x00" + bytes(part for column in range(WIDTH) for part in paint(column / WIDTH, row / HEIGHT))
        for row in range(HEIGHT)
    )
    return encode_png(WIDTH, HEIGHT, b"".join(rows))


def encode_png(width: int, height: int, rows: bytes) -> bytes:
    """A PNG file of 8-bit RGB rows, each led by its filter byte."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, data) for kind, data in chunks)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
