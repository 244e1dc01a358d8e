"""Pictures in the size and shape in which a card shows them, made once and not for every frame."""

from collections import OrderedDict

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

_MOST_KEPT = 256


class RoundedPictures:
    """Keeps those that were shown last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int, int, float], QPixmap] = OrderedDict()

    def picture(self, image: QImage, size: QSize, radius: float, ratio: float) -> QPixmap:
        """An image with round corners.

        Args:
            size: in logical pixels.
            ratio: device pixels for each logical one.
        """
        key = (image.cacheKey(), size.width(), size.height(), ratio)
        pixmap = self._kept.get(key)
        if pixmap is None:
            pixmap = self._kept[key] = _rounded(image, size, radius, ratio)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return pixmap


def _rounded(image: QImage, size: QSize, radius: float, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(shape)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
    return pixmap
