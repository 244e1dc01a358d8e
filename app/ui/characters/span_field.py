"""The part of a clip in which somebody is seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.characters.span_bar import SpanBar
from app.ui.theme.theme import Theme

_STEP_S = 0.1
_LONGEST_S = 600.0


class SpanField(QWidget):
    """Begin and end, typed or pulled; the other end follows where the span would not fit."""

    moved = Signal(float)
    """The second to look at."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._limits = (1.0, 3.0)
        self._length_s = _LONGEST_S
        self._bar = SpanBar(theme, self)
        self._bar.hide()
        self._label, self._until = QLabel(self), QLabel(self)
        self._begin, self._end = self._box("begin"), self._box("end")
        self._end.setValue(self._limits[1])
        self._bar.begin_pulled.connect(self._begin.setValue)
        self._bar.end_pulled.connect(self._end.setValue)
        self._begin.valueChanged.connect(self._begin_changed)
        self._end.valueChanged.connect(self._end_changed)
        self._lay_out()
        self.retranslate()

    @property
    def span_s(self) -> tuple[float, float]:
        """Begin and end in seconds."""
        return round(self._begin.value(), 1), round(self._end.value(), 1)

    def set_limits(self, limits: tuple[float, float]) -> None:
        """The shortest and the longest span."""
        self._limits = limits
        self._begin_changed()

    def set_length(self, length_s: float | None) -> None:
        """How long the clip is; None where nobody knows."""
        self._length_s = length_s or _LONGEST_S
        self._bar.setVisible(length_s is not None)
        for box in (self._begin, self._end):
            box.setMaximum(self._length_s)
        self._begin_changed()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._label.setText(self.tr("From"))
        self._until.setText(self.tr("to"))
        self._begin.setAccessibleName(self.tr("Begin of the span, in seconds"))
        self._end.setAccessibleName(self.tr("End of the span, in seconds"))

    def _box(self, name: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setObjectName(f"characters.span.{name}")
        box.setDecimals(1)
        box.setSingleStep(_STEP_S)
        box.setRange(0.0, _LONGEST_S)
        box.setSuffix(" s")
        box.lineEdit().setTextMargins(self._theme.space(1.5), 0, 0, 0)
        return box

    def _begin_changed(self) -> None:
        begin = self._begin.value()
        self._end.setValue(begin + self._fitting(self._end.value() - begin))
        self._show(begin)

    def _end_changed(self) -> None:
        end = self._end.value()
        self._begin.setValue(end - self._fitting(end - self._begin.value()))
        self._show(end)

    def _fitting(self, span_s: float) -> float:
        shortest, longest = self._limits
        return min(max(span_s, shortest), longest)

    def _show(self, second: float) -> None:
        self._bar.show_span(self.span_s, self._length_s)
        self.moved.emit(second)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for part in (self._label, self._begin, self._until, self._end):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        column.addLayout(row)
