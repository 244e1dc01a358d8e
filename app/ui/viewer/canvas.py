"""A picture that can be come close to, down to its pixels, and be pushed around."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.viewer.loading import LoadedPicture
from app.ui.viewer.zoom import NEAREST, Zoom, fitting_scale, kept_inside, moved, target_of, zoomed

STEP = 1.25
_PUSH_STEPS = 15
_PIXELS_SHOW_AT = 2.0
"""From here on pixels are painted as squares rather than blurred."""
_PUSHES = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class PictureCanvas(QWidget):
    """The wheel zooms at the pointer, dragging pushes, a double click goes between whole and own size.

    Args:
        enlarges: a small picture fills the room too, so that it can be laid over a large one.
    """

    zoomed = Signal(object)
    """The person looks at another part: the ``Zoom``."""
    shown = Signal()
    """It is shown at another size."""

    def __init__(self, name: str, theme: Theme, parent: QWidget, *, enlarges: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._enlarges = enlarges
        self._picture: LoadedPicture | None = None
        self._dragged_from: QPointF | None = None
        self.zoom = Zoom()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(1, 1)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        theme.changed.connect(self.update)

    @property
    def picture(self) -> LoadedPicture | None:
        """What is shown."""
        return self._picture

    @property
    def percent(self) -> float:
        """Device pixels for each hundred pixels of the picture."""
        return 100 * self._scale * self.zoom.magnification * self.devicePixelRatioF()

    def show_picture(self, picture: LoadedPicture | None, *, keep_zoom: bool = False) -> None:
        """Show a picture, or none; a new one begins whole."""
        self._picture = picture
        if not keep_zoom:
            self.zoom = Zoom()
        self.update()
        self.shown.emit()

    def show_zoom(self, zoom: Zoom) -> None:
        """Look at a part, without telling."""
        self.zoom = zoom
        self.update()
        self.shown.emit()

    def fit(self) -> None:
        """The whole picture."""
        self._look(Zoom())

    def show_pixels(self, place: QPointF | None = None) -> None:
        """One pixel of the picture for each of the screen."""
        self.zoom_by(100 / self.percent, place)

    def zoom_by(self, factor: float, place: QPointF | None = None) -> None:
        """Come nearer or go away, at a place or in the middle."""
        if self._picture is not None:
            at = place or QPointF(self.rect().center())
            whole = self._scale * self.devicePixelRatioF()
            limits = (min(1.0, 1 / whole), max(1.0, NEAREST / whole))
            self._look(zoomed(self.zoom, factor, at, self.target(), limits))

    def target(self) -> QRectF:
        """Where the whole picture lies."""
        return target_of(self.zoom, self._size, QSizeF(self.size()), self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The part of the picture that is looked at."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        self.paint_picture(painter, self._picture, self.target())
        painter.end()

    def paint_picture(self, painter: QPainter, picture: LoadedPicture | None, target: QRectF) -> None:
        """Paint a picture where it lies, on a board where it is transparent."""
        if picture is None:
            return
        level = picture.level_for(target.width() * self.devicePixelRatioF())
        if level.hasAlphaChannel():
            painter.fillRect(target, self._theme.color("raised"))
        smooth = target.width() * self.devicePixelRatioF() < picture.natural.width() * _PIXELS_SHOW_AT
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(target, level)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom as far as the wheel was turned."""
        self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push it."""
        if self._dragged_from is not None:
            self._push(event.position() - self._dragged_from)
            self._dragged_from = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._dragged_from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole picture and its own size."""
        if abs(self.percent - 100) < 0.5 and not self.zoom.is_whole:
            self.fit()
        else:
            self.show_pixels(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus, zero for the whole picture, one for its own size; Shift and arrows push it."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.show_pixels()
        elif key in _PUSHES and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            x, y = _PUSHES[Qt.Key(key)]
            self._push(QPointF(x, y) * self._theme.space(_PUSH_STEPS))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The room is another one, and so is the size."""
        super().resizeEvent(event)
        self.shown.emit()

    def _push(self, by: QPointF) -> None:
        if self._picture is not None:
            self._look(moved(self.zoom, by, self.target()))

    def _look(self, zoom: Zoom) -> None:
        self.show_zoom(kept_inside(zoom))
        self.zoomed.emit(self.zoom)

    @property
    def _size(self) -> QSizeF:
        return QSizeF(self._picture.natural) if self._picture else QSizeF(1, 1)

    @property
    def _scale(self) -> float:
        """Logical pixels for each of the picture where all of it is shown, not more than the screen's own."""
        room = QSizeF(self.size())
        scale = fitting_scale(self._size, room, enlarges=True)
        return scale if self._enlarges else min(scale, 1 / self.devicePixelRatioF())
