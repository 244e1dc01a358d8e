"""Sizes of pictures from the first bytes of their files."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's start-of-frame markers, the ones that carry the size."""


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What a file says of itself; pixels."""

    format: str
    width: int
    height: int


def read_header(data: bytes) -> ImageHeader | None:
    """Format and size of a PNG, JPEG, GIF or WebP file; None for anything else, or for a torn one."""
    for mark, offset, read in _READERS:
        if data[offset : offset + len(mark)] == mark:
            try:
                return read(data)
            except (struct.error, IndexError):
                return None
    return None


def _png(data: bytes) -> ImageHeader:
    return ImageHeader("PNG", *struct.unpack_from(">II", data, 16))


def _gif(data: bytes) -> ImageHeader:
    return ImageHeader("GIF", *struct.unpack_from("<HH", data, 6))


def _jpeg(data: bytes) -> ImageHeader | None:
    place = 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _SIZE_MARKERS:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return ImageHeader("JPEG", width, height)
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    return None


def _webp(data: bytes) -> ImageHeader | None:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        return ImageHeader("WebP", width, height)
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return ImageHeader("WebP", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return ImageHeader("WebP", width & 0x3FFF, height & 0x3FFF)
    return None


_READERS: tuple[tuple[bytes, int, Callable[[bytes], ImageHeader | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, _png),
    (b"\xff\xd8", 0, _jpeg),
    (b"GIF8", 0, _gif),
    (b"WEBP", 8, _webp),
)
