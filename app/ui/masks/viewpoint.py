"""From which distance and at which place a picture is looked at."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QTransform

NEAREST = 32.0
STEP = 1.25
_MARGIN = 0.04
"""Of the room, left free around a whole picture."""
_IN_SIGHT = 40
"""Pixels of the picture's edge that stay in sight wherever it is moved."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Turns places of the picture into places of the view and back. ``scale`` is view pixels for one of the
    picture's.
    """

    picture: QSize
    room: QSize
    scale: float = 1.0
    origin: QPointF = field(default_factory=QPointF)
    """Where the picture's corner is in the view."""

    @classmethod
    def fitted(cls, picture: QSize, room: QSize, largest: float) -> "Viewpoint":
        """The whole picture in the middle, at most at a scale."""
        free = QSizeF(room) * (1 - 2 * _MARGIN)
        scale = min(largest, free.width() / picture.width(), free.height() / picture.height())
        shown = QSizeF(picture) * scale
        origin = QPointF((room.width() - shown.width()) / 2, (room.height() - shown.height()) / 2)
        return cls(picture, room, scale, origin)

    @property
    def farthest(self) -> float:
        """The smallest scale: a quarter of what shows the whole picture."""
        fitted = Viewpoint.fitted(self.picture, self.room, 1.0)
        return fitted.scale / 4

    def zoomed(self, factor: float, around: QPointF) -> "Viewpoint":
        """Nearer or farther, with one place of the view staying where it is."""
        scale = min(max(self.scale * factor, self.farthest), NEAREST)
        origin = around - (around - self.origin) * (scale / self.scale)
        return replace(self, scale=scale, origin=origin)._kept_in_sight()

    def moved(self, by: QPointF) -> "Viewpoint":
        """Moved by view pixels; some of the picture stays in sight."""
        return replace(self, origin=self.origin + by)._kept_in_sight()

    def resized(self, room: QSize) -> "Viewpoint":
        """In another room, what was in the middle stays there."""
        shift = QPointF(room.width() - self.room.width(), room.height() - self.room.height()) / 2
        return replace(self, room=room, origin=self.origin + shift)._kept_in_sight()

    def to_picture(self, place: QPointF) -> QPointF:
        """A place of the view in the picture."""
        return (place - self.origin) / self.scale

    def to_view(self, area: QRect) -> QRect:
        """An area of the picture in the view, with all pixels that it touches."""
        corner = QPointF(area.topLeft()) * self.scale + self.origin
        shown = QRectF(corner, QSizeF(area.size()) * self.scale)
        return shown.toAlignedRect().adjusted(-1, -1, 1, 1)

    @property
    def transform(self) -> QTransform:
        """For a painter that draws in pixels of the picture."""
        return QTransform.fromTranslate(self.origin.x(), self.origin.y()).scale(self.scale, self.scale)

    def _kept_in_sight(self) -> "Viewpoint":
        shown = QSizeF(self.picture) * self.scale
        x = _between(self.origin.x(), _IN_SIGHT - shown.width(), self.room.width() - _IN_SIGHT)
        y = _between(self.origin.y(), _IN_SIGHT - shown.height(), self.room.height() - _IN_SIGHT)
        return replace(self, origin=QPointF(x, y))


def _between(value: float, low: float, high: float) -> float:
    return min(max(value, low), max(low, high))
