"""What a hand draws into a mask, in pixels of the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

_EDGE = 2
"""Pixels by which what is drawn may reach over its own measure."""


class Mark(Enum):
    """What a shape does with the area under it."""

    PAINT = QPainter.CompositionMode.CompositionMode_SourceOver
    ERASE = QPainter.CompositionMode.CompositionMode_Clear

    @property
    def other(self) -> "Mark":
        """Its opposite."""
        return Mark.ERASE if self is Mark.PAINT else Mark.PAINT


class Shape(Protocol):
    """Something that can be drawn."""

    @property
    def bounds(self) -> QRect:
        """All pixels that it can touch."""
        ...

    def draw(self, painter: QPainter) -> None:
        """Fill its area."""
        ...


@dataclass(frozen=True, slots=True)
class Stroke:
    """A round brush on its way from a point to the next."""

    start: QPointF
    end: QPointF
    width: float

    @property
    def bounds(self) -> QRect:
        reach = self.width / 2 + _EDGE
        way = QRectF(self.start, self.end).normalized()
        return way.adjusted(-reach, -reach, reach, reach).toAlignedRect()

    def draw(self, painter: QPainter) -> None:
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(QBrush(Qt.GlobalColor.black), self.width, Qt.PenStyle.SolidLine, cap, join))
        if self.start == self.end:
            painter.drawPoint(self.start)
        else:
            painter.drawLine(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle between two corners; each corner's pixel is inside."""

    corner: QPointF
    opposite: QPointF

    @property
    def bounds(self) -> QRect:
        return QRectF(self.corner, self.opposite).normalized().toAlignedRect()

    def draw(self, painter: QPainter) -> None:
        painter.fillRect(self.bounds, Qt.GlobalColor.black)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a line goes around; its end meets its beginning."""

    points: Sequence[QPointF]

    @property
    def bounds(self) -> QRect:
        return QPolygonF(self.points).boundingRect().toAlignedRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)

    def draw(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawPolygon(QPolygonF(self.points), Qt.FillRule.WindingFill)


def square_corner(corner: QPointF, opposite: QPointF) -> QPointF:
    """The opposite corner moved so that both span a square."""
    across, down = opposite.x() - corner.x(), opposite.y() - corner.y()
    edge = max(abs(across), abs(down))
    return QPointF(corner.x() + (edge if across >= 0 else -edge), corner.y() + (edge if down >= 0 else -edge))
