"""Masks and pictures to try things with."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.masks.fitting import jpeg_of
from app.ui.masks.mask import Mask
from app.ui.masks.shapes import Box, Mark
from app.ui.masks.tiles import pixels_of

LYING, STANDING = 6, 1
"""How a photograph says that it is to be turned by a quarter, and that it is not."""


def photo(width: int = 200, height: int = 120) -> QImage:
    """A picture in which every place looks different."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            image.setPixelColor(x, y, QColor(x % 256, y % 256, (x * y) % 256))
    return image


def grey_file(size: QSize, white: QRect) -> QImage:
    """A black picture with a white part, as other programs write masks."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.fillRect(white, Qt.GlobalColor.white)
    painter.end()
    return image


def painted(size: QSize, *areas: QRect) -> Mask:
    """A mask on which rectangles are painted."""
    mask = Mask.blank(size)
    for area in areas:
        mask.draw(Box(QPointF(area.topLeft()), QPointF(area.bottomRight()) + QPointF(1, 1)), Mark.PAINT)
        mask.settle()
    return mask


def values(mask: QImage, places: Iterable[tuple[int, int]]) -> list[int]:
    """How much is painted at some places, 0 to 255."""
    data = pixels_of(mask)
    return [data[y * mask.width() + x] for x, y in places]


def photograph(orientation: int) -> bytes:
    """A JPEG whose left half is red and right half is blue, with a camera's note of how it was held."""
    image = QImage(64, 32, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    painter = QPainter(image)
    painter.fillRect(0, 0, 32, 32, Qt.GlobalColor.red)
    painter.end()
    data = jpeg_of(image)
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + bytes([0, orientation, 0, 0])
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + bytes(4)
    return data[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + data[2:]
