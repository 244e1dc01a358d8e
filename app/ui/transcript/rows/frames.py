"""Backgrounds that go on over several rows: bubbles, cards of code, and the bar beside a thought."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.ui.transcript.rows.row import Row, Scene, Spot


def paint_card(
    painter: QPainter, rect: QRect, color: QColor, radius: int, *, first: bool = True, last: bool = True
) -> None:
    """Fill a part of a card; only its first part is round at the top, only its last one at the bottom."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    whole = QRectF(rect).adjusted(0, 0 if first else -2 * radius, 0, 0 if last else 2 * radius)
    painter.drawRoundedRect(whole, radius, radius)
    painter.restore()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the inside of a framed row stands, and what is drawn behind it."""

    left: int
    right: int
    top: int
    bottom: int
    color: QColor
    first: bool = True
    last: bool = True
    radius: int = 0
    bar: int = 0
    """Width of a bar at the left instead of a filled card."""


class FramedRow(Row):
    """A row with a frame around it; the frame's rectangle is ``area``."""

    def __init__(self, inner: Row, frame: Frame, area_left: int, area_width: int) -> None:
        super().__init__(area_width)
        self.inner = inner
        self._frame = frame
        self._left, self._area_width = area_left, area_width
        self.height = frame.top + inner.height + frame.bottom

    @property
    def selectable(self) -> bool:
        return self.inner.selectable

    @property
    def text(self) -> str:
        return self.inner.text

    @property
    def length(self) -> int:
        return self.inner.length

    def paint(self, painter: QPainter, scene: Scene) -> None:
        area = QRect(self._left, 0, self._area_width, self.height)
        self._paint_frame(painter, area)
        x, y = self._origin
        top, bottom = scene.clip
        painter.translate(x, y)
        self.inner.paint(painter, self._inside(scene, (top - y, bottom - y)))
        painter.translate(-x, -y)

    def spots(self) -> Sequence[Spot]:
        return [self._moved(spot) for spot in self.inner.spots()]

    def position_at(self, x: int, y: int) -> int:
        return self.inner.position_at(x - self._origin[0], y - self._origin[1])

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        return self.inner.copied(start, end, whole=whole)

    def rects(self, start: int, end: int) -> list[QRect]:
        return [rect.translated(*self._origin) for rect in self.inner.rects(start, end)]

    def changed_from(self, before: Row) -> int:
        if not isinstance(before, FramedRow) or not self._same_frame(before):
            return 0
        return self._frame.top + self.inner.changed_from(before.inner)

    def formula_at(self, x: int, y: int) -> str:
        return self.inner.formula_at(x - self._origin[0], y - self._origin[1])

    @property
    def wakes(self) -> bool:
        return self.inner.wakes

    def scroll_sideways(self, pixels: int) -> bool:
        return self.inner.scroll_sideways(pixels)

    @property
    def _origin(self) -> tuple[int, int]:
        return self._left + self._frame.left, self._frame.top

    def _same_frame(self, before: "FramedRow") -> bool:
        mine, other = (
            (self._frame, self._left, self._area_width),
            (before._frame, before._left, before._area_width),
        )
        return mine == other

    def _paint_frame(self, painter: QPainter, area: QRect) -> None:
        frame = self._frame
        if frame.bar:
            painter.fillRect(QRect(self._left, 0, frame.bar, self.height), frame.color)
        else:
            paint_card(painter, area, frame.color, frame.radius, first=frame.first, last=frame.last)

    def _inside(self, scene: Scene, clip: tuple[int, int]) -> Scene:
        hot, focused = self._back(scene.hot), self._back(scene.focused)
        return Scene(clip, scene.marks, scene.awake, hot, focused)

    def _moved(self, spot: Spot) -> Spot:
        return Spot(spot.rect.translated(*self._origin), spot.name, spot.value, spot.label, spot.quiet)

    def _back(self, spot: Spot | None) -> Spot | None:
        if spot is None:
            return None
        x, y = self._origin
        return Spot(spot.rect.translated(-x, -y), spot.name, spot.value, spot.label, spot.quiet)
