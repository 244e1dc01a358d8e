"""A clip as a bar, with the part of it in which somebody is seen."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.theme import Theme

_SHORTEST_S = 0.1
_HEIGHT_STEPS = 7


class SpanBar(QWidget):
    """A press or a pull moves the nearer end."""

    begin_pulled = Signal(float)
    end_pulled = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._span = (0.0, 0.0)
        self._length_s = 0.0
        self._pulls_end = False
        self.setObjectName("characters.span.bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def show_span(self, span: tuple[float, float], length_s: float) -> None:
        """Seconds of a clip that is so long."""
        self._span, self._length_s = span, length_s
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.space(40), self._theme.space(_HEIGHT_STEPS))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        second = self._second_at(event)
        begin, end = self._span
        self._pulls_end = abs(second - end) < abs(second - begin)
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        (self.end_pulled if self._pulls_end else self.begin_pulled).emit(self._second_at(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self._theme.space(1)
        painter.setBrush(self._theme.color("pressed"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        scale = self.width() / max(self._length_s, _SHORTEST_S)
        begin, end = self._span
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRect(QRectF(begin * scale, 0, (end - begin) * scale, self.height()))
        painter.setBrush(self._theme.color("accent"))
        grip = self._theme.space(1)
        for second in self._span:
            left = min(max(0.0, second * scale - grip / 2), self.width() - grip)
            painter.drawRoundedRect(QRectF(left, 0, grip, self.height()), grip / 2, grip / 2)
        painter.end()

    def _second_at(self, event: QMouseEvent) -> float:
        share = min(max(event.position().x() / max(1, self.width()), 0.0), 1.0)
        return share * self._length_s
