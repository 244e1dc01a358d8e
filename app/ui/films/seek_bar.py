"""The bar on which one sees where a film is, and goes elsewhere."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget

from app.ui.theme.theme import Theme

HANDLE_STEPS = 4


class SeekBar(QSlider):
    """In milliseconds. A press goes there at once; keys are left to the player."""

    sought = Signal(int)
    """The person wants to be at this time."""
    hovered = Signal(int, int)
    """The pointer is over a time, and how far from the left."""
    left = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_place(self, position_ms: int, duration_ms: int) -> None:
        """Show where the film is, unless the person is just moving it."""
        if self.maximum() != duration_ms:
            self.setRange(0, duration_ms)
        if not self.isSliderDown():
            self.setValue(position_ms)

    def time_at(self, x: int) -> int:
        """The time that stands at a place."""
        handle = self._theme.space(HANDLE_STEPS)
        return QStyle.sliderValueFromPosition(0, self.maximum(), x - handle // 2, self.width() - handle)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where one presses."""
        if event.button() is Qt.MouseButton.LeftButton and self.maximum() > 0:
            self.setSliderDown(True)
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along, or show what would be seen."""
        if self.isSliderDown():
            self._go(event)
        elif self.maximum() > 0:
            x = event.position().toPoint().x()
            self.hovered.emit(self.time_at(x), x)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The player steps by frames and seconds."""
        event.ignore()

    def _go(self, event: QMouseEvent) -> None:
        position_ms = self.time_at(event.position().toPoint().x())
        self.setValue(position_ms)
        self.sought.emit(position_ms)
