"""A picture that is looked at from near and far."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.ui.masks.scenery import Scenery
from app.ui.masks.viewpoint import STEP, Viewpoint
from app.ui.theme.theme import Theme

_NOTCH = 120
"""What a wheel tells for one click of it."""


class PictureView(QWidget):
    """Zooms with the wheel or a pinch; moves with Space held or with the middle button.

    All its geometry is in device pixels: at 100 % a pixel of the picture is one of the screen.
    """

    looked = Signal()
    """It is looked at from elsewhere."""

    def __init__(self, scenery: Scenery, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.scenery = scenery
        self._theme = theme
        self._is_fitted = True
        self._holds_space = False
        self._dragged_from: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def scale_percent(self) -> int:
        """Pixels of the screen for a hundred of the picture's."""
        return round(self.scenery.viewpoint.scale * 100)

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        self._is_fitted = True
        self._look(Viewpoint.fitted(self.scenery.viewpoint.picture, self._room(), self.devicePixelRatioF()))

    def zoom_in(self) -> None:
        """One step nearer."""
        self._zoom(STEP, QPointF(self._room().width() / 2, self._room().height() / 2))

    def zoom_out(self) -> None:
        """One step farther."""
        self._zoom(1 / STEP, QPointF(self._room().width() / 2, self._room().height() / 2))

    def show_mask(self, touched: QRect) -> None:
        """Draw the mask again where it changed, in pixels of the picture."""
        self._update(self.scenery.follow(touched))

    def show_everything(self) -> None:
        """Draw all of it again."""
        self.scenery.touch_all()
        self.update()

    @property
    def is_moving(self) -> bool:
        """Whether the hand moves the picture rather than painting on it."""
        return self._holds_space or self._dragged_from is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        drawn = self.scenery.drawn()
        drawn.setDevicePixelRatio(self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawImage(0, 0, drawn)
        drawn.setDevicePixelRatio(1.0)
        if self.hasFocus():
            painter.setPen(self._theme.color("focus"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self.draw_over(painter)
        painter.end()

    def draw_over(self, painter: QPainter) -> None:
        """What floats over the picture; for heirs."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        else:
            self._look(self.scenery.viewpoint.resized(self._room()))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.fit()
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event)
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            self._zoom(STEP**notches, self._in_device(event.position()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._holds_space = True
            self.show_cursor()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._holds_space = False
            self.show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is let go elsewhere is not heard here."""
        super().focusOutEvent(event)
        self.update()
        self._holds_space = False
        self.show_cursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton or self._holds_space:
            self._dragged_from = self._in_device(event.position())
            self.show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            here = self._in_device(event.position())
            by = QPointF((here - self._dragged_from).toPoint())
            self._dragged_from += by
            self.move_by(by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self.show_cursor()

    def move_by(self, by: QPointF) -> None:
        """Move the picture by device pixels."""
        self._is_fitted = False
        self._look(self.scenery.viewpoint.moved(by))

    def show_cursor(self) -> None:
        """A hand while it moves the picture."""
        held = self._dragged_from is not None
        self.setCursor(QCursor(Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor))

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom(1 + event.value(), self._in_device(event.position()))
        return True

    def _zoom(self, factor: float, around: QPointF) -> None:
        self._is_fitted = False
        self._look(self.scenery.viewpoint.zoomed(factor, around))

    def _look(self, viewpoint: Viewpoint) -> None:
        self.scenery.look(viewpoint)
        self.update()
        self.looked.emit()

    def _update(self, area: QRect) -> None:
        """Have an area painted that is given in device pixels."""
        if not area.isEmpty():
            ratio = self.devicePixelRatioF()
            shown = QRectF(QPointF(area.topLeft()) / ratio, QSizeF(area.size()) / ratio)
            self.update(shown.toAlignedRect().adjusted(-1, -1, 1, 1))

    def _room(self) -> QSize:
        size = QSizeF(self.size()) * self.devicePixelRatioF()
        return QSize(max(1, round(size.width())), max(1, round(size.height())))

    def _in_device(self, place: QPointF) -> QPointF:
        return place * self.devicePixelRatioF()

    def _restyle(self) -> None:
        color = self._theme.color
        self.scenery.set_colors(color("window"), color("surface"), color("pressed"))
        self.update()
