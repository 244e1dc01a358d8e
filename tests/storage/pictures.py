"""Headers of small pictures, made by hand."""

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """A whole, black PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, thumbnail: int = 0) -> bytes:
    """The segments of a JPEG up to its frame, after a camera's data of some size."""
    camera = b"\xff\xe1" + struct.pack(">H", thumbnail + 2) + b"\0" * thumbnail
    return b"\xff\xd8" + camera + b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3)


def gif(width: int, height: int) -> bytes:
    """The start of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height)


def bmp(width: int, height: int) -> bytes:
    """The start of a BMP whose rows run downwards."""
    return b"BM" + b"\0" * 12 + struct.pack("<Iii", 40, width, -height)


def webp(kind: bytes, width: int, height: int) -> bytes:
    """The start of a WebP: lossy, lossless or extended."""
    bodies = {
        b"VP8 ": b"\0" * 3 + b"\x9d\x01\x2a" + struct.pack("<HH", width, height),
        b"VP8L": b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14),
        b"VP8X": b"\0" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
    }
    return b"RIFF\0\0\0\0WEBP" + kind + b"\0" * 4 + bodies[kind]
