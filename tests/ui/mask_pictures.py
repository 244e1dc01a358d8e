"""Masks and pictures to try things with."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.masks.mask import Mask
from app.ui.masks.shapes import Box, Mark
from app.ui.masks.tiles import pixels_of


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
