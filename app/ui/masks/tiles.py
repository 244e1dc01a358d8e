"""A mask cut into squares, so that a change is remembered by the squares that it touched."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

EDGE = 256
"""In pixels."""
MASK_FORMAT = QImage.Format.Format_Alpha8
"""A byte for each pixel: 255 is painted anew, 0 stays."""
_QUICK = 1


@dataclass(frozen=True, slots=True)
class Tile:
    """What stood in one square."""

    area: QRect
    packed: bytes

    def put_into(self, mask: QImage) -> None:
        """Set the square back to this."""
        pixels = zlib.decompress(self.packed)
        width, height = self.area.width(), self.area.height()
        square = QImage(pixels, width, height, width, MASK_FORMAT)
        painter = QPainter(mask)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(self.area.topLeft(), square)
        painter.end()


def pack(square: QImage, place: QPoint) -> Tile:
    """A square that stood at a place."""
    return Tile(QRect(place, square.size()), zlib.compress(pixels_of(square), _QUICK))


def areas(mask: QImage, touched: QRect) -> Iterator[QRect]:
    """The squares that meet a rectangle, the last of a row or column cut at the mask's edge."""
    touched = touched & mask.rect()
    if touched.isEmpty():
        return
    for y in range(touched.top() // EDGE, touched.bottom() // EDGE + 1):
        for x in range(touched.left() // EDGE, touched.right() // EDGE + 1):
            yield QRect(x * EDGE, y * EDGE, EDGE, EDGE) & mask.rect()


def pixels_of(square: QImage) -> bytes:
    """The bytes of a part of a mask, row by row, without what Qt puts between the rows."""
    width, line = square.width(), square.bytesPerLine()
    data = bytes(square.constBits())
    if line == width:
        return data
    return b"".join(data[start : start + width] for start in range(0, len(data), line))
