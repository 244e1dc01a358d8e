"""Fast streams meet the screen: what comes is collected and shown once a frame."""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

FRAME_MS = 16


class FrameClock(QObject):
    """Asks for a frame at once when the last one is old, otherwise when its time has come."""

    frame = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since_last = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def wake(self) -> None:
        """Something is there to show."""
        if self._timer.isActive():
            return
        if not self._since_last.isValid() or self._since_last.hasExpired(FRAME_MS):
            self._tick()
        else:
            self._timer.start(max(FRAME_MS - self._since_last.elapsed(), 0))

    def flush(self) -> None:
        """Show now whatever waits for the next frame."""
        if self._timer.isActive():
            self._timer.stop()
            self._tick()

    def _tick(self) -> None:
        self._since_last.start()
        self.frame.emit()
