"""Bars over time, painted: an axis with round figures, a value for whoever points or steps to a bar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.ui.theme.theme import Theme

_LINES = 4
_HEIGHT_STEPS = 50
_WIDEST_BAR_STEPS = 12
_GAP = 0.3
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Bar:
    """One day or month."""

    label: str
    value: Decimal
    hint: str


class BarChart(QWidget):
    """The same figures stand in a table below it, for whoever sees no bars.

    Args:
        words: how a value is written at the axis.
    """

    def __init__(self, name: str, words: Callable[[Decimal], str], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._words = words
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._marked = -1
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Replace what is shown."""
        self._bars = tuple(bars)
        self._mark(-1)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as one likes."""
        return QSize(self._theme.space(120), self._theme.space(_HEIGHT_STEPS))

    def minimumSizeHint(self) -> QSize:
        """Low bars are still bars."""
        return QSize(self._theme.space(40), self._theme.space(30))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the bar that is pointed at."""
        self._mark(self._bar_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._mark(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right step from bar to bar."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._bars:
            super().keyPressEvent(event)
            return
        beside = len(self._bars) if step < 0 and self._marked < 0 else self._marked
        self._mark(min(max(beside + step, 0), len(self._bars) - 1))
        place = self.mapToGlobal(self._bar_rect(self._marked).topLeft().toPoint())
        QToolTip.showText(place, self._bars[self._marked].hint, self)

    def event(self, event: QEvent) -> bool:
        """The value of the bar that is pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            marked = self._bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._bars[marked].hint if marked >= 0 else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines with their figures, then the bars, then the days below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.85))
        self._paint_lines(painter)
        for number in range(len(self._bars)):
            self._paint_bar(painter, number)
        self._paint_labels(painter)
        if self.hasFocus():
            painter.setPen(self._theme.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _paint_lines(self, painter: QPainter) -> None:
        area, top = self._area(), self._top()
        step = top / _LINES
        for line in range(_LINES + 1):
            value = step * line
            y = area.bottom() - float(value / top) * area.height()
            painter.setPen(self._theme.color("border"))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._theme.color("text_muted"))
            height = painter.fontMetrics().height()
            place = QRectF(0, y - height / 2, area.left() - self._theme.space(2), height)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words(value)
            )

    def _paint_bar(self, painter: QPainter, number: int) -> None:
        bar = self._bar_rect(number)
        if not self._bars[number].value:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        color = self._theme.color("accent")
        if self._marked not in (-1, number):
            color.setAlphaF(0.5)
        painter.setBrush(color)
        radius = min(self._theme.space(0.75), bar.width() / 2)
        painter.drawRoundedRect(bar, radius, radius)

    def _paint_labels(self, painter: QPainter) -> None:
        """As many as there is room for, evenly apart."""
        if not self._bars:
            return
        area, space = self._area(), self._theme.space
        widest = max(painter.fontMetrics().horizontalAdvance(bar.label) for bar in self._bars)
        slot = area.width() / len(self._bars)
        every = max(1, ceil((widest + space(3)) / slot))
        painter.setPen(self._theme.color("text_muted"))
        height = painter.fontMetrics().height()
        for number in range(0, len(self._bars), every):
            middle = area.left() + slot * (number + 0.5)
            left = min(max(middle - widest / 2, 0.0), self.width() - widest)
            place = QRectF(left, area.bottom() + space(1), widest, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._bars[number].label)

    def _area(self) -> QRectF:
        """Where the bars stand: right of the figures, above the days."""
        space = self._theme.space
        metrics = self.fontMetrics()
        left = max(
            metrics.horizontalAdvance(self._words(self._top() / _LINES * line)) for line in range(_LINES + 1)
        )
        return QRectF(self.rect()).adjusted(
            left + space(3), metrics.height(), -space(2), -metrics.height() - space(2)
        )

    def _bar_rect(self, number: int) -> QRectF:
        area = self._area()
        slot = area.width() / len(self._bars)
        width = min(slot * (1 - _GAP), float(self._theme.space(_WIDEST_BAR_STEPS)))
        value = self._bars[number].value
        height = float(value / self._top()) * area.height()
        height = max(height, 2.0) if value else 0.0
        return QRectF(area.left() + slot * (number + 0.5) - width / 2, area.bottom() - height, width, height)

    def _bar_at(self, x: float) -> int:
        area = self._area()
        if not self._bars or not area.left() <= x < area.right():
            return -1
        return int((x - area.left()) / area.width() * len(self._bars))

    def _top(self) -> Decimal:
        """The round figure at the upper end of the axis."""
        return round_top(max((bar.value for bar in self._bars), default=Decimal(0)))

    def _mark(self, number: int) -> None:
        if number == self._marked:
            return
        self._marked = number
        self.setAccessibleDescription(self._bars[number].hint if 0 <= number < len(self._bars) else "")
        self.update()


def round_top(value: Decimal) -> Decimal:
    """The smallest figure not below a value that four equal steps of round size lead to."""
    if value <= 0:
        return Decimal(_LINES)
    step = value / _LINES
    size = Decimal(1).scaleb(step.adjusted())
    rounded = next(
        size * factor for factor in _STEPS if size * factor >= step.quantize(size / 1000, ROUND_CEILING)
    )
    return rounded * _LINES
