"""Two pictures laid over each other, parted by a line that can be moved."""

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.viewer.canvas import PictureCanvas
from app.ui.viewer.loading import LoadedPicture
from app.ui.viewer.zoom import fitting_scale, target_of

_STEP = 0.02
_STEPS = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}
_GRIP_STEPS = 2


class OverlayCanvas(PictureCanvas):
    """The first picture left of the line, the second one right of it; without a line only one of them."""

    parted = Signal(float)
    """The line was moved: its place as a fraction of the width."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(name, theme, parent, enlarges=True)
        self._second: LoadedPicture | None = None
        self._is_moving_line = False
        self._is_parted = True
        self._shows_second = False
        self.line = 0.5
        self.setMouseTracking(True)

    @property
    def second(self) -> LoadedPicture | None:
        """The picture on the right."""
        return self._second

    def show_pair(self, first: LoadedPicture | None, second: LoadedPicture | None) -> None:
        """Lay two pictures over each other."""
        self._second = second
        self.show_picture(first)

    def show_parted(self, *, parted: bool) -> None:
        """Whether the line is there."""
        self._is_parted = parted
        self.update()

    def flip(self, *, flipped: bool) -> None:
        """Show the second picture alone, for as long as it is wanted."""
        self._shows_second = flipped
        self.update()

    def move_line(self, fraction: float) -> None:
        """Put the line elsewhere."""
        self.line = min(1.0, max(0.0, fraction))
        self.update()
        self.parted.emit(self.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each picture on its side."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sunken"))
        edge = self._edge
        if not self._is_parted or self._shows_second:
            edge = 0 if self._shows_second else self.width()
        self._paint_side(painter, QRectF(0, 0, edge, self.height()), self._picture)
        self._paint_side(painter, QRectF(edge, 0, self.width() - edge, self.height()), self._second)
        if self._is_parted and not self._shows_second:
            self._paint_line(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line, or of the pictures."""
        self._is_moving_line = self._is_at_line(event)
        if not self._is_moving_line:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the line, or the pictures."""
        if self._is_moving_line:
            self.move_line(event.position().x() / max(1, self.width()))
        elif event.buttons():
            super().mouseMoveEvent(event)
        else:
            at_line = self._is_at_line(event)
            self.setCursor(Qt.CursorShape.SplitHCursor if at_line else Qt.CursorShape.OpenHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._is_moving_line = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the line."""
        if self._is_parted and event.key() in _STEPS and not event.modifiers():
            self.move_line(self.line + _STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @property
    def _edge(self) -> float:
        return self.width() * self.line

    def _is_at_line(self, event: QMouseEvent) -> bool:
        return self._is_parted and abs(event.position().x() - self._edge) <= self._theme.space(_GRIP_STEPS)

    def _paint_side(self, painter: QPainter, side: QRectF, picture: LoadedPicture | None) -> None:
        """A picture where the same part of its motif lies as of the other one."""
        if picture is None or side.isEmpty():
            return
        size, room = QSizeF(picture.natural), QSizeF(self.size())
        target = target_of(self.zoom, size, room, fitting_scale(size, room, enlarges=True))
        painter.save()
        painter.setClipRect(side)
        self.paint_picture(painter, picture, target)
        painter.restore()

    def _paint_line(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, middle = self._edge, self.height() / 2
        painter.setPen(QPen(self._theme.color("raised"), 4))
        painter.drawLine(round(edge), 0, round(edge), self.height())
        painter.setPen(QPen(self._theme.color("accent"), 2))
        painter.drawLine(round(edge), 0, round(edge), self.height())
        radius = self._theme.space(3)
        painter.setBrush(self._theme.color("raised"))
        painter.drawEllipse(QRectF(edge - radius, middle - radius, 2 * radius, 2 * radius))
        inset = self._theme.space(1)
        grip = QRectF(edge - radius, middle - radius, 2 * radius, 2 * radius)
        icon = grip.adjusted(inset, inset, -inset, -inset).toRect()
        self._theme.icon("before-after", "accent").paint(painter, icon)
