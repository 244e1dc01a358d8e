"""The length of a shot."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

LONGEST_S = 600


class SecondsBox(QDoubleSpinBox):
    """Goes by steps, takes what is typed, and lets a scrolling list pass over it unchanged."""

    def __init__(self, step: Decimal, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_whole = step == step.to_integral_value()
        self.setDecimals(0 if self._is_whole else 2)
        self.setRange(float(step), LONGEST_S)
        self.setSingleStep(float(step))
        self.setSuffix(" s")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def seconds(self) -> Decimal:
        """What it is set to."""
        return Decimal(self.textFromValue(self.value()))

    def textFromValue(self, value: float) -> str:
        """Without zeros at the end: 5, 7.5."""
        return f"{value:.0f}" if self._is_whole else f"{value:.2f}".rstrip("0").rstrip(".")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
