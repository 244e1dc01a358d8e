"""A measure that is set with a slider or typed."""

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

from app.ui.theme.theme import Theme

GROWTH = 1.2
_STOPS = 200


class Measure(QWidget):
    """From its least to its most; a curved slider is finer at the small end.

    Args:
        name: object name of the slider; ``.number`` is that of the field.
        suffix: the unit behind the number.
    """

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        least: int,
        most: int,
        suffix: str,
        theme: Theme,
        parent: QWidget,
        *,
        is_curved: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._power = 2.0 if is_curved else 1.0
        self._label = QLabel(self)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName(name)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.setRange(0, _STOPS)
        self._number = QSpinBox(self)
        self._number.setObjectName(f"{name}.number")
        self._number.setSuffix(suffix)
        self._number.setRange(least, most)
        self._number.setKeyboardTracking(False)
        self._slider.valueChanged.connect(self._slid)
        self._number.valueChanged.connect(self._typed)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def value(self) -> int:
        """What it is set to."""
        return self._number.value()

    def set_value(self, value: int) -> None:
        """Set it, and tell."""
        self._number.setValue(value)

    def step(self, is_growing: bool) -> None:
        """Larger or smaller by a part of what it is, at least by one."""
        value = self.value
        grown, shrunk = round(value * GROWTH), round(value / GROWTH)
        self.set_value(max(value + 1, grown) if is_growing else min(value - 1, shrunk))

    def describe(self, text: str, help_text: str) -> None:
        """What it measures."""
        self._label.setText(text)
        for part in (self._slider, self._number):
            part.setAccessibleName(text)
            part.setToolTip(help_text)

    def _slid(self, stop: int) -> None:
        least, most = self._number.minimum(), self._number.maximum()
        self._number.setValue(least + round((most - least) * (stop / _STOPS) ** self._power))

    def _typed(self, value: int) -> None:
        least, most = self._number.minimum(), self._number.maximum()
        part = (value - least) / max(1, most - least)
        with QSignalBlocker(self._slider):
            self._slider.setValue(math.floor(_STOPS * part ** (1 / self._power) + 0.5))
        self.changed.emit(value)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self._label, self._slider, self._number):
            self._row.addWidget(part)

    def _restyle(self) -> None:
        self._row.setSpacing(self._theme.space(2))
        self._slider.setFixedWidth(self._theme.space(22))
