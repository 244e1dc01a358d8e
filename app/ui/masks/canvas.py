"""Where a mask is painted."""

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.ui.masks.feather import Feather
from app.ui.masks.gestures import Gesture, Tool, begun
from app.ui.masks.mask import Mask
from app.ui.masks.outlines import SMALLEST_RING_PX, add_mark, add_ring, area_of, draw_outline
from app.ui.masks.picture_view import PictureView
from app.ui.masks.scenery import Scenery
from app.ui.theme.theme import Theme

SMALLEST_PX, LARGEST_PX = 1, 1000
_LEAST_PRESSURE = 0.15
"""Share of the brush's size that the lightest touch of a pen has."""
_ARROWS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_PAINTING = Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton
_KEY_STEP = 16
"""Device pixels by which an arrow key moves the tool; one with Shift."""


class MaskCanvas(PictureView):
    """The left button uses the tool, the right one does the opposite; Shift keeps lines straight.

    With the keyboard the arrows move the tool, and Return presses it down and lifts it.
    """

    settled = Signal()
    """A step was done, undone or redone."""
    brush_turned = Signal(bool)
    """The wheel was turned with Ctrl held: whether the brush shall grow."""

    def __init__(self, picture: QImage, mask: Mask, theme: Theme, parent: QWidget) -> None:
        super().__init__(Scenery(picture, mask), theme, parent)
        self._mask = mask
        self._tool = Tool.BRUSH
        self._gesture: Gesture | None = None
        self._pointer: QPointF | None = None
        self._last_end: QPointF | None = None
        self._is_by_keys = False
        self._over = QRect()
        self.brush_px = 40
        self.setObjectName("mask.canvas")
        self.show_cursor()

    @property
    def tool(self) -> Tool:
        """What the hand holds."""
        return self._tool

    def take(self, tool: Tool) -> None:
        """Take a tool in hand."""
        self.give_up()
        self._tool = tool
        self.show_cursor()
        self._update_over()

    def set_brush(self, width_px: int) -> None:
        """Size of the brush, in pixels of the picture."""
        self.brush_px = width_px
        self.show_cursor()
        self._update_over()

    def set_opacity(self, opacity: float) -> None:
        """How thick the veil is, from 0 to 1."""
        self.scenery.opacity = opacity
        self.show_everything()

    def set_feather(self, width_px: int) -> None:
        """Over how many pixels the edges go from painted to kept."""
        self.scenery.feather = Feather(self._mask.pixels, width_px) if width_px else None
        self.show_everything()

    def undo(self) -> None:
        """Take back what is being done, or the last step."""
        if not self.give_up():
            self._settle(self._mask.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self.give_up()
        self._settle(self._mask.redo())

    def invert(self) -> None:
        """Paint what is not painted, and the other way round."""
        self.give_up()
        self._settle(self._mask.invert())

    def clear(self) -> None:
        """Paint nothing."""
        self.give_up()
        self._settle(self._mask.clear())

    def give_up(self) -> bool:
        """Drop what is being done; whether there was something."""
        if self._gesture is None:
            return False
        self._gesture = None
        self.show_mask(self._mask.give_up())
        self._update_over()
        return True

    def show_cursor(self) -> None:
        """The brush is its own cursor."""
        if self.is_moving:
            super().show_cursor()
        elif self._tool.is_round and self._brush_width() >= SMALLEST_RING_PX:
            self.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    def draw_over(self, painter: QPainter) -> None:
        """The brush, and the outline of what is being done."""
        outline = self._outline()
        self._over = area_of(outline)
        draw_outline(painter, outline, self.devicePixelRatioF())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        if not self.is_moving and self._gesture is None and event.button() in buttons:
            is_opposite = event.button() is Qt.MouseButton.RightButton
            self._press(event, is_opposite=is_opposite)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(event)
        if self._gesture is not None and not self.is_moving:
            self._go_on(self._is_regular(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._gesture is not None and not event.buttons() & _PAINTING:
            self._release()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; with Ctrl change the size of the brush."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.brush_turned.emit(event.angleDelta().y() > 0)
            event.accept()
        else:
            super().wheelEvent(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen paints the thinner the lighter it presses; its other end erases."""
        width = self.brush_px * (_LEAST_PRESSURE + (1 - _LEAST_PRESSURE) * event.pressure())
        if event.type() is QEvent.Type.TabletPress and not self.is_moving:
            is_eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
            self._press(event, is_opposite=is_eraser and self._tool is not Tool.ERASER, width=width)
        elif event.type() is QEvent.Type.TabletRelease and self._gesture is not None:
            self._release()
        elif self._gesture is not None:
            self._point(event)
            self._go_on(self._is_regular(event), width)
        else:
            event.ignore()
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = _ARROWS.get(event.key())
        if arrow is not None:
            step = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _KEY_STEP
            self._move_pointer(arrow * step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press_or_release()
        elif event.key() != Qt.Key.Key_Escape or not self.give_up():
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self._update_over()

    def _press(self, event: QMouseEvent | QTabletEvent, *, is_opposite: bool, width: float = 0) -> None:
        self._point(event)
        is_straight = self._is_regular(event) and self._tool.is_round and self._last_end is not None
        start = self._last_end if is_straight else None
        self._begin(start, is_opposite=is_opposite, width=width)

    def _begin(self, start: QPointF | None = None, *, is_opposite: bool = False, width: float = 0) -> None:
        mark = self._tool.mark.other if is_opposite else self._tool.mark
        self._gesture = begun(self._tool, mark, self._mask, self._place() if start is None else start)
        self._go_on(width=width)

    def _go_on(self, is_regular: bool = False, width: float = 0) -> None:
        if self._gesture is not None:
            touched = self._gesture.move(self._place(), width or self.brush_px, regular=is_regular)
            self.show_mask(touched)
            self._update_over()

    def _release(self) -> None:
        if self._gesture is not None:
            self.show_mask(self._gesture.finish())
            self._gesture = None
            self._last_end = self._place()
            self._settle(self._mask.settle(), is_shown=True)

    def _settle(self, touched: QRect, *, is_shown: bool = False) -> None:
        if not is_shown:
            self.show_mask(touched)
        self._update_over()
        self.settled.emit()

    def _press_or_release(self) -> None:
        if self._gesture is None:
            self._move_pointer(QPointF())
            self._begin()
        else:
            self._release()

    def _move_pointer(self, by: QPointF) -> None:
        room = self._room()
        middle = QPointF(room.width() / 2, room.height() / 2)
        moved = (middle if self._pointer is None else self._pointer) + by
        x = min(max(moved.x(), 0), room.width() - 1)
        y = min(max(moved.y(), 0), room.height() - 1)
        self._pointer = QPointF(x, y)
        self._is_by_keys = True
        self._go_on()
        self._update_over()

    def _point(self, event: QMouseEvent | QTabletEvent) -> None:
        self._pointer = self._in_device(event.position())
        self._is_by_keys = False
        self._update_over()

    def _place(self) -> QPointF:
        return self.scenery.viewpoint.to_picture(self._pointer or QPointF(0, 0))

    def _is_regular(self, event: QMouseEvent | QTabletEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    def _brush_width(self) -> float:
        return self.brush_px * self.scenery.viewpoint.scale

    def _outline(self) -> QPainterPath:
        path = QPainterPath()
        if self._gesture is not None:
            path = self.scenery.viewpoint.transform.map(self._gesture.preview)
        if self._pointer is not None and self._tool.is_round and not self.is_moving:
            add_ring(path, self._pointer, self._brush_width())
        elif self._pointer is not None and self._is_by_keys:
            add_mark(path, self._pointer)
        return path

    def _update_over(self) -> None:
        """Paint again where the outline was, and where it is now."""
        self._update(self._over)
        self._update(area_of(self._outline()))
