"""Lines that float over a picture and are seen on every one: white within black."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

SMALLEST_RING_PX = 4
"""In device pixels, as all measures here; a brush that looks smaller is pointed at with a cross."""
_RIMS = ((Qt.GlobalColor.black, 3.0), (Qt.GlobalColor.white, 1.2))
"""Colours and widths at 100 %."""
_REACH = 5
_CROSS = QPointF(2, 2)


def add_ring(path: QPainterPath, center: QPointF, width: float) -> None:
    """The tip of a brush."""
    radius = max(width, SMALLEST_RING_PX) / 2
    path.addEllipse(center, radius, radius)


def add_mark(path: QPainterPath, place: QPointF) -> None:
    """A place that has no pointer over it."""
    path.addRect(QRectF(place - _CROSS, place + _CROSS))


def area_of(path: QPainterPath) -> QRect:
    """All pixels that its lines touch."""
    return path.boundingRect().toAlignedRect().adjusted(-_REACH, -_REACH, _REACH, _REACH)


def draw_outline(painter: QPainter, path: QPainterPath, ratio: float) -> None:
    """Draw it on something that has ``ratio`` device pixels for each of its own."""
    painter.scale(1 / ratio, 1 / ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for color, width in _RIMS:
        painter.strokePath(path, QPen(QColor(color), width * ratio))
