"""PNG files as other programs write them are read to their last pixel, large flat ones too."""

import struct
import zlib
from random import Random

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage, QPainter

from app.demo.drawing.painting import paint
from app.demo.drawing.png import PngError, rgba_rows
from app.demo.drawing.retouching import retouched

RGBA = 6


def file_of(image: QImage) -> bytes:
    """A picture as Qt writes it."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes a name
    return bytes(buffer.data().data())


def filtered(rows: list[bytes], kind: int) -> bytes:
    """Rows of four channels as a file in which each is filtered in one way (PNG specification, section 9)."""
    above, packed = bytes(len(rows[0])), b""
    for row in rows:
        packed += bytes([kind]) + bytes(
            (value - _foreseen(kind, row, above, x)) & 255 for x, value in enumerate(row)
        )
        above = row
    header = struct.pack(">IIBBBBB", len(rows[0]) // 4, len(rows), 8, RGBA, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(packed)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind_of + data + struct.pack(">I", zlib.crc32(kind_of + data))
        for kind_of, data in chunks
    )


def _foreseen(kind: int, row: bytes, above: bytes, x: int) -> int:
    left, corner = (row[x - 4], above[x - 4]) if x >= 4 else (0, 0)
    up = above[x]
    guess = left + up - corner
    nearest = min((left, up, corner), key=lambda value: abs(guess - value))
    return (0, left, up, (left + up) // 2, nearest)[kind]


@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("width", [1, 3, 64, 257])
def test_every_filter_is_undone(kind: int, width: int) -> None:
    random = Random(f"{kind} {width}")
    rows = [random.randbytes(4 * width) for _ in range(7)]
    assert rgba_rows(filtered(rows, kind)) == rows


def test_a_large_mask_opens_a_large_picture() -> None:
    mask = QImage(2048, 2048, QImage.Format.Format_ARGB32)
    mask.fill(QColor("black"))
    painter = QPainter(mask)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(600, 600, 800, 900)
    painter.end()
    before = rgba_rows(paint("base", 2048, 2048).png())
    after = rgba_rows(retouched("storm", [paint("base", 2048, 2048).png()], file_of(mask)))
    changed = {y for y in range(2048) if before[y] != after[y]}
    assert changed
    assert 600 <= min(changed) <= max(changed) <= 1500


def test_a_large_photograph_is_not_read_for_ever() -> None:
    random = Random("photograph")
    row = random.randbytes(4 * 2048)
    packed = zlib.compress((b"\x04" + row) * 2048)
    header = struct.pack(">IIBBBBB", 2048, 2048, 8, RGBA, 0, 0, 0)
    file = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + bytes(4)
        for kind, data in ((b"IHDR", header), (b"IDAT", packed))
    )
    with pytest.raises(PngError):
        rgba_rows(file)
