"""What is behind the hand: the picture with the red veil over it, drawn again only where it changed."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap, QRegion

from app.ui.masks.feather import Feather
from app.ui.masks.mask import Mask
from app.ui.masks.viewpoint import Viewpoint

VEIL = Qt.GlobalColor.red
"""The picture under it looks the same in every theme, and so does the veil."""
CHECK_PX = 8
_PIXELS_SHOW = 3.0
"""From this scale on single pixels are worth seeing."""
_SHADES = QImage.Format.Format_ARGB32_Premultiplied


class Scenery:
    """Keeps the drawn view in device pixels; ``touch`` says what is stale, ``drawn`` brings it up to date."""

    def __init__(self, picture: QImage, mask: Mask) -> None:
        self._levels = [picture.convertToFormat(_SHADES)]
        self._mask = mask
        self._drawn = QImage()
        self._stale = QRegion()
        self._ground, self._tiles = QColor(), QBrush()
        self.viewpoint = Viewpoint(picture.size(), QSize(1, 1))
        self.opacity = 0.5
        self.feather: Feather | None = None

    def set_colors(self, ground: QColor, light: QColor, dark: QColor) -> None:
        """What is around the picture, and the chequers behind what can be seen through."""
        chequers = QPixmap(2 * CHECK_PX, 2 * CHECK_PX)
        chequers.fill(light)
        painter = QPainter(chequers)
        painter.fillRect(0, 0, CHECK_PX, CHECK_PX, dark)
        painter.fillRect(CHECK_PX, CHECK_PX, CHECK_PX, CHECK_PX, dark)
        painter.end()
        self._ground, self._tiles = ground, QBrush(chequers)
        self.touch_all()

    def look(self, viewpoint: Viewpoint) -> None:
        """Look from elsewhere; a mere move keeps what stays in sight."""
        before, self.viewpoint = self.viewpoint, viewpoint
        if self._drawn.size() != viewpoint.room:
            self._drawn = QImage(viewpoint.room, QImage.Format.Format_RGB32)
            self.touch_all()
        elif before.scale != viewpoint.scale:
            self.touch_all()
        else:
            self._shift((viewpoint.origin - before.origin).toPoint())

    def touch(self, area: QRect) -> None:
        """An area of the view is stale."""
        self._stale += area & self._drawn.rect()

    def touch_all(self) -> None:
        """Everything is stale."""
        self._stale = QRegion(self._drawn.rect())

    def follow(self, touched: QRect) -> QRect:
        """The mask changed there; the stale area of the view."""
        if touched.isEmpty():
            return QRect()
        soft = self.feather.update(touched) if self.feather else touched
        area = self.viewpoint.to_view(soft)
        self.touch(area)
        return area

    def drawn(self) -> QImage:
        """The view as it is now."""
        stale, self._stale = self._stale, QRegion()
        painter = QPainter(self._drawn)
        for area in stale:  # type: ignore[attr-defined]  # the stubs leave it out
            painter.setClipRect(area)
            painter.fillRect(area, self._ground)
            self._draw_picture(painter)
            painter.drawImage(area.topLeft(), self._veil(area))
        painter.end()
        return self._drawn

    def _shift(self, by: QPoint) -> None:
        if by.isNull():
            return
        moved = QImage(self._drawn.size(), self._drawn.format())
        painter = QPainter(moved)
        painter.drawImage(by, self._drawn)
        painter.end()
        self._drawn = moved
        whole = QRegion(moved.rect())
        self._stale = (self._stale.translated(by) & whole) + (whole - whole.translated(by))

    def _draw_picture(self, painter: QPainter) -> None:
        level = self._level()
        place = QRectF(self.viewpoint.transform.mapRect(QRectF(self._levels[0].rect())))
        if level.hasAlphaChannel():
            painter.fillRect(place, self._tiles)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._is_smooth)
        painter.drawImage(place, level, QRectF(level.rect()))

    def _veil(self, area: QRect) -> QImage:
        veil = QImage(area.size(), _SHADES)
        veil.fill(Qt.GlobalColor.transparent)
        painter = QPainter(veil)
        painter.translate(-area.topLeft())
        painter.setTransform(self.viewpoint.transform, combine=True)
        painter.setClipRect(self._mask.pixels.rect())
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform, self._is_smooth or self.feather is not None
        )
        if self.feather is None:
            painter.drawImage(0, 0, self._mask.pixels)
        else:
            painter.scale(self.feather.cell, self.feather.cell)
            painter.drawImage(0, 0, self.feather.small)
        painter.resetTransform()
        painter.setClipping(False)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        red = QColor(VEIL)
        red.setAlphaF(self.opacity)
        painter.fillRect(veil.rect(), red)
        painter.end()
        return veil

    @property
    def _is_smooth(self) -> bool:
        return self.viewpoint.scale < _PIXELS_SHOW

    def _level(self) -> QImage:
        """The picture halved as often as it is shown at less than half: Qt would leave pixels out."""
        halved = 0
        while self.viewpoint.scale * 2 ** (halved + 1) <= 1:
            halved += 1
        while len(self._levels) <= halved:
            last = self._levels[-1]
            half = QSize(max(1, last.width() // 2), max(1, last.height() // 2))
            how = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._levels.append(last.scaled(half, *how))
        return self._levels[halved]
