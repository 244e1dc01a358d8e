"""All shots to scale, against the length of the film."""

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.storyboard import Storyboard
from app.ui.theme.theme import Theme

HEIGHT_STEPS = 9
GRIP_STEPS = 1.5
"""How near an edge the pointer takes hold of it."""


class StoryBar(QWidget):
    """A press goes to a shot; the edge between two shots can be pulled.

    What is missing is an empty frame at the end, what is too much is red.
    """

    chosen = Signal(int)
    """Place of the shot that was pressed."""
    edge_pulled = Signal(int, object)
    """Place of the shot before the edge, and the seconds (Decimal) from the beginning where it shall end."""

    def __init__(self, step: Decimal, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._step = step
        self._theme = theme
        self._board = Storyboard()
        self._seconds: Decimal | None = None
        self._held: int | None = None
        self.setObjectName("storyboard.bar")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_board(self, board: Storyboard, seconds: Decimal | None) -> None:
        """Draw these shots; ``seconds`` is the film's length, where it is known."""
        self._board, self._seconds = board, seconds
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.space(60), self._theme.space(HEIGHT_STEPS))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.space(20), self._theme.space(HEIGHT_STEPS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.9))
        self._draw_missing(painter)
        start = Decimal(0)
        for number, shot in enumerate(self._board.shots, start=1):
            self._draw_shot(painter, number, start, start + shot.seconds)
            start += shot.seconds

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        self._held = self._edge_at(x)
        if self._held is None and self._board.shots:
            self.chosen.emit(self._shot_at(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._held is not None:
            self.edge_pulled.emit(self._held, self._step * round(self._second_at(x) / self._step))
            return
        at_edge = self._edge_at(x) is not None
        self.setCursor(Qt.CursorShape.SplitHCursor if at_edge else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    @property
    def _whole(self) -> Decimal:
        """The seconds for which the bar stands."""
        return max(self._board.seconds, self._seconds or Decimal(0), self._step)

    @property
    def _ends(self) -> list[Decimal]:
        ends: list[Decimal] = []
        for shot in self._board.shots:
            ends.append((ends[-1] if ends else Decimal(0)) + shot.seconds)
        return ends

    def _place(self, second: Decimal) -> float:
        return float(second / self._whole) * self.width()

    def _second_at(self, x: float) -> Decimal:
        return self._whole * Decimal(str(round(x / max(1, self.width()), 4)))

    def _edge_at(self, x: float) -> int | None:
        grip = self._theme.space(GRIP_STEPS)
        inner = enumerate(self._ends[:-1])
        return next((place for place, end in inner if abs(self._place(end) - x) <= grip), None)

    def _shot_at(self, x: float) -> int:
        ends = self._ends
        return next((place for place, end in enumerate(ends) if self._place(end) > x), len(ends) - 1)

    def _draw_missing(self, painter: QPainter) -> None:
        if self._seconds is None or self._board.seconds >= self._seconds:
            return
        pen = QPen(self._theme.color("warning"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("warning_soft"))
        self._draw_box(painter, self._board.seconds, self._seconds)

    def _draw_shot(self, painter: QPainter, number: int, start: Decimal, end: Decimal) -> None:
        too_late = self._seconds is not None and end > self._seconds
        painter.setPen(QPen(self._theme.color("danger" if too_late else "accent"), 1))
        painter.setBrush(self._theme.color("danger_soft" if too_late else "accent_soft"))
        box = self._draw_box(painter, start, end)
        words = f"{number} · {(end - start).normalize():f} s"
        if painter.fontMetrics().horizontalAdvance(words) + self._theme.space(2) > box.width():
            words = str(number)
        painter.setPen(self._theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_box(self, painter: QPainter, start: Decimal, end: Decimal) -> QRectF:
        left, right = self._place(start), self._place(end)
        box = QRectF(left + 1.5, 1.5, max(1.0, right - left - 3), self.height() - 3)
        radius = self._theme.space(1.5)
        painter.drawRoundedRect(box, radius, radius)
        return box
