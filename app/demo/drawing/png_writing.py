"""PNG files of 8 bits a channel, written with nothing but zlib."""

import struct
import zlib
from collections.abc import Iterable
from enum import IntEnum

_UNFILTERED = b"\x00"


class Pixels(IntEnum):
    """What a row holds for each pixel (PNG specification, section 11.2.1)."""

    RGB = 2
    PLACES = 3
    """A place in the table of colours."""
    RGBA = 6


def write_png(
    width: int,
    height: int,
    pixels: Pixels,
    rows: Iterable[bytes],
    *,
    colours: bytes = b"",
    opacities: bytes = b"",
    effort: int = 1,
) -> bytes:
    """A file of these rows. ``effort`` is zlib's, from 1 (quick) to 9 (small)."""
    header = struct.pack(">IIBBBBB", width, height, 8, pixels, 0, 0, 0)
    packed = zlib.compress(b"".join(_UNFILTERED + row for row in rows), effort)
    parts = ((b"IHDR", header), (b"PLTE", colours), (b"tRNS", opacities), (b"IDAT", packed))
    chunks = [_chunk(kind, data) for kind, data in parts if data]
    return b"".join([b"\x89PNG\r\n\x1a\n", *chunks, _chunk(b"IEND", b"")])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
