"""Which part of a picture is looked at, without saying how large picture or window are."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

NEAREST = 64.0
"""Device pixels for each pixel of the picture at the most."""


@dataclass(frozen=True, slots=True)
class Zoom:
    """``center`` is a place of the picture as fractions of its sides; 1.0 is as large as fits the window.

    Two pictures of different sizes that share a value show the same part of their motif.
    """

    magnification: float = 1.0
    center_x: float = 0.5
    center_y: float = 0.5

    @property
    def is_whole(self) -> bool:
        """Whether all of the picture is in sight."""
        return self.magnification <= 1.0


def fitting_scale(picture: QSizeF, room: QSizeF, *, enlarges: bool) -> float:
    """Logical pixels for each pixel of a picture that just fits."""
    if picture.isEmpty() or room.isEmpty():
        return 1.0
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    return scale if enlarges else min(1.0, scale)


def target_of(zoom: Zoom, picture: QSizeF, room: QSizeF, scale: float) -> QRectF:
    """Where the whole picture lies in the room; ``scale`` is the one that fits."""
    size = picture * (scale * zoom.magnification)
    left = room.width() / 2 - zoom.center_x * size.width()
    top = room.height() / 2 - zoom.center_y * size.height()
    return QRectF(QPointF(left, top), size)


def zoomed(zoom: Zoom, factor: float, place: QPointF, target: QRectF, limits: tuple[float, float]) -> Zoom:
    """Nearer or farther, the picture staying where it is below ``place``."""
    least, most = limits
    magnification = min(max(zoom.magnification * factor, least), most)
    change = zoom.magnification / magnification
    fraction_x = (place.x() - target.left()) / target.width()
    fraction_y = (place.y() - target.top()) / target.height()
    return kept_inside(
        Zoom(
            magnification,
            fraction_x + (zoom.center_x - fraction_x) * change,
            fraction_y + (zoom.center_y - fraction_y) * change,
        )
    )


def moved(zoom: Zoom, by: QPointF, target: QRectF) -> Zoom:
    """The picture pushed by a distance."""
    center_x = zoom.center_x - by.x() / target.width()
    center_y = zoom.center_y - by.y() / target.height()
    return kept_inside(replace(zoom, center_x=center_x, center_y=center_y))


def kept_inside(zoom: Zoom) -> Zoom:
    """A picture that fits stands in the middle; of a larger one the middle of the window shows some part."""
    if zoom.is_whole:
        return Zoom(zoom.magnification)
    center_x, center_y = (min(1.0, max(0.0, value)) for value in (zoom.center_x, zoom.center_y))
    return replace(zoom, center_x=center_x, center_y=center_y)
