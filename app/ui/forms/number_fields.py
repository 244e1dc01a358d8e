"""Fields for numbers, and for the seed."""

import math
import secrets

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QWidget

from app.domain.parameter import ParameterKind, Value
from app.domain.text import Language
from app.ui.forms.field import Field
from app.ui.widgets.icon_button import IconButton

NUMBER_STEPS = 18
LARGEST_SEED = 2**32 - 1
MOST_STOPS = 10_000
"""A slider with more stops than this could not be set to one of them."""


def number_of(text: str) -> Value:
    """The number that a text says, the text itself where it says none, None where it is empty."""
    typed = text.strip().replace("，", ".").replace(",", ".")
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(typed) if typed.lstrip("+-").isdecimal() else number


def text_of(value: Value) -> str:
    """A number as it is typed."""
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


class QuietSlider(QSlider):
    """Lets a scrolling page pass over it unchanged."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(Field):
    """A typed number, and a slider where both ends are known. Empty leaves it to the model."""

    def make_control(self) -> QLineEdit:
        self._line = QLineEdit(self)
        self._line.textChanged.connect(self._typed)
        return self._line

    def value(self) -> Value:
        return number_of(self._line.text())

    def fill(self, value: Value) -> None:
        self._line.setText(text_of(value))
        self._follow()

    def retranslate(self, language: Language) -> None:
        super().retranslate(language)
        parameter = self.parameter
        self._line.setPlaceholderText(text_of(parameter.default) or self.tr("model's default"))
        self.show_range(self._range_text())
        if self._slider is not None:
            self._slider.setAccessibleName(self.label)

    def restyle(self) -> None:
        super().restyle()
        self._row.setSpacing(self.theme.space(3))
        if self._slider is not None:
            self._line.setFixedWidth(self.theme.space(NUMBER_STEPS))
            self._slider.setMinimumWidth(self.theme.space(NUMBER_STEPS))

    def _lay_out(self) -> None:
        super()._lay_out()
        place = self._column.indexOf(self.control)
        self._row = QHBoxLayout()
        self._slider = self._make_slider()
        if self._slider is not None:
            self._row.addWidget(self._slider, 1)
            self.setTabOrder(self._slider, self.control)
        self._row.addWidget(self.control)
        self._column.insertLayout(place, self._row)

    @property
    def _step(self) -> float:
        whole = self.parameter.kind is ParameterKind.INTEGER
        return self.parameter.step or (1 if whole else 0.1)

    def _make_slider(self) -> QSlider | None:
        low, high = self.parameter.minimum, self.parameter.maximum
        if low is None or high is None or not 0 < (high - low) / self._step <= MOST_STOPS:
            return None
        slider = QuietSlider(self)
        slider.setObjectName(f"form.{self.parameter.key}.slider")
        slider.setRange(0, math.floor((high - low) / self._step + 1e-9))
        slider.setPageStep(max(1, slider.maximum() // 10))
        slider.valueChanged.connect(self._slid)
        return slider

    def _slid(self, stop: int) -> None:
        number = round((self.parameter.minimum or 0) + stop * self._step, 6)
        whole = self.parameter.kind is ParameterKind.INTEGER
        self._line.setText(text_of(int(number) if whole else number))

    def _typed(self) -> None:
        self._follow()
        self.tell()

    def _follow(self) -> None:
        """Move the slider to what was typed, without having it type in turn."""
        number = self.value()
        number = self.parameter.default if number is None else number
        if self._slider is None or not isinstance(number, int | float):
            return
        with QSignalBlocker(self._slider):
            stop = (number - (self.parameter.minimum or 0)) / self._step
            self._slider.setValue(round(min(max(stop, 0), self._slider.maximum())))

    def _range_text(self) -> str:
        low, high = text_of(self.parameter.minimum), text_of(self.parameter.maximum)
        span = f"{low} – {high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
        return f"{span} {self.parameter.unit}".strip()


class SeedField(Field):
    """A whole number; empty means another one each time. The die throws one."""

    def make_control(self) -> QLineEdit:
        self._line = QLineEdit(self)
        self._line.textChanged.connect(self._typed)
        return self._line

    def value(self) -> Value:
        return number_of(self._line.text())

    def fill(self, value: Value) -> None:
        self._line.setText(text_of(value))

    def retranslate(self, language: Language) -> None:
        super().retranslate(language)
        self._line.setPlaceholderText(self.tr("random"))
        self._die.describe(self.tr("Throw a seed and keep it"))
        self._empty.describe(self.tr("Another seed each time"))

    def restyle(self) -> None:
        super().restyle()
        self._row.setSpacing(self.theme.space(1))

    def _lay_out(self) -> None:
        super()._lay_out()
        name = f"form.{self.parameter.key}"
        self._empty = IconButton(self.theme, "close", f"{name}.random", self)
        self._empty.clicked.connect(self._line.clear)
        self._empty.hide()
        self._die = IconButton(self.theme, "dice", f"{name}.dice", self)
        self._die.clicked.connect(self._throw)
        place = self._column.indexOf(self.control)
        self._row = QHBoxLayout()
        self._row.addWidget(self.control, 1)
        self._row.addWidget(self._empty)
        self._row.addWidget(self._die)
        self._column.insertLayout(place, self._row)

    def _throw(self) -> None:
        low = round(self.parameter.minimum or 0)
        high = LARGEST_SEED if self.parameter.maximum is None else round(self.parameter.maximum)
        self._line.setText(str(low + secrets.randbelow(min(high, LARGEST_SEED) - low + 1)))

    def _typed(self) -> None:
        self._empty.setVisible(bool(self._line.text()))
        self.tell()
