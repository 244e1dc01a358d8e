"""What a tool does between the press and the release of a button."""

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from app.ui.masks.mask import Mask
from app.ui.masks.shapes import Box, Mark, Outline, Stroke, square_corner


class Tool(StrEnum):
    """What the hand holds; its value is part of the button's name."""

    BRUSH = "brush"
    ERASER = "eraser"
    RECTANGLE = "rectangle"
    LASSO = "lasso"

    @property
    def is_round(self) -> bool:
        """Whether it draws with a round tip of the brush's size."""
        return self in (Tool.BRUSH, Tool.ERASER)

    @property
    def mark(self) -> Mark:
        """What it does with what it touches."""
        return Mark.ERASE if self is Tool.ERASER else Mark.PAINT


class Gesture(Protocol):
    """Places and widths are in pixels of the picture; what is returned is the area that was painted."""

    def move(self, place: QPointF, width: float, *, regular: bool) -> QRect:
        """Go on to a place; ``regular`` makes a rectangle a square."""
        ...

    def finish(self) -> QRect:
        """Let go."""
        ...

    @property
    def preview(self) -> QPainterPath:
        """The outline of what letting go would paint."""
        ...


class Brushing:
    """Paints while it moves."""

    def __init__(self, mask: Mask, mark: Mark, start: QPointF) -> None:
        self._mask = mask
        self._mark = mark
        self._last = start

    def move(self, place: QPointF, width: float, *, regular: bool) -> QRect:
        stroke = Stroke(self._last, place, width)
        self._last = place
        return self._mask.draw(stroke, self._mark)

    def finish(self) -> QRect:
        return QRect()

    @property
    def preview(self) -> QPainterPath:
        return QPainterPath()


class Boxing:
    """Spans a rectangle."""

    def __init__(self, mask: Mask, mark: Mark, start: QPointF) -> None:
        self._mask = mask
        self._mark = mark
        self._corner = self._opposite = start

    def move(self, place: QPointF, width: float, *, regular: bool) -> QRect:
        self._opposite = square_corner(self._corner, place) if regular else place
        return QRect()

    def finish(self) -> QRect:
        if self._opposite == self._corner:
            return QRect()
        return self._mask.draw(Box(self._corner, self._opposite), self._mark)

    @property
    def preview(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(QRectF(Box(self._corner, self._opposite).bounds))
        return path


class Lassoing:
    """Goes around an area."""

    def __init__(self, mask: Mask, mark: Mark, start: QPointF) -> None:
        self._mask = mask
        self._mark = mark
        self._points = [start]

    def move(self, place: QPointF, width: float, *, regular: bool) -> QRect:
        self._points.append(place)
        return QRect()

    def finish(self) -> QRect:
        return self._mask.draw(Outline(self._points), self._mark)

    @property
    def preview(self) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF(self._points))
        return path


def begun(tool: Tool, mark: Mark, mask: Mask, start: QPointF) -> Gesture:
    """What a press with a tool begins."""
    if tool.is_round:
        return Brushing(mask, mark, start)
    return Boxing(mask, mark, start) if tool is Tool.RECTANGLE else Lassoing(mask, mark, start)
