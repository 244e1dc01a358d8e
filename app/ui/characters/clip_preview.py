"""A small look into a clip, so that one sees who is seen in it."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.films.frames import FilmFrames
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

WIDTH_STEPS = 64
HEIGHT_STEPS = 36
SCREEN_SHARE = 5
"""It takes no more than this part of the screen's height."""
_LOOK_AFTER_MS = 120


class ClipPreview(QLabel):
    """Shows the moment that was asked for last; out of sight where there is nothing to see."""

    shown = Signal()

    def __init__(self, frames: FilmFrames, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._frames = frames
        self._theme = theme
        self._path: Path | None = None
        self._second = 0.0
        self._reading: Operation[QImage] | None = None
        self._look = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._look.timeout.connect(self._read)
        self.setObjectName("characters.preview")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def show_clip(self, path: Path | None) -> None:
        """Look into another film, or into none."""
        if path != self._path:
            self._path = path
            self.hide()
            self._look.start()

    def show_second(self, second: float) -> None:
        """Look at another moment."""
        self._second = second
        self._look.start()

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        if self._path is not None:
            frame = self._frames.frame_at(self._path, round(self._second * 1000))
            self._reading = Operation(self, frame, done=self._take, failed=lambda _error: self.hide())

    def _take(self, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        height = min(self._theme.space(HEIGHT_STEPS), self.screen().availableSize().height() // SCREEN_SHARE)
        box = QSize(self._theme.space(WIDTH_STEPS), height) * ratio
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(image.scaled(box, keep, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
        self.setFixedHeight(round(pixmap.height() / ratio))
        self.setVisible(not image.isNull())
        self.shown.emit()
