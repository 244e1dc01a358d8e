"""Frames as images of the size in which they are painted, made beside the window's thread."""

from functools import partial

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame

from app.ui.films.multimedia import image_of
from app.ui.transcript.content.worker import Worker


class FrameImages(QObject):
    """Where frames come faster than they can be made into images, the newest is the next."""

    made = Signal(QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker: Worker | None = None
        self._next: tuple[QVideoFrame, QSize] | None = None
        self._is_busy = False

    def make(self, frame: QVideoFrame, size: QSize) -> None:
        """Make an image of a frame that fits into so many device pixels."""
        self._next = (frame, size)
        self._go_on()

    def close(self) -> None:
        """End the thread; it begins anew with the next frame."""
        self._next, self._is_busy = None, False
        if self._worker is not None:
            self._worker.close()
            self._worker.deleteLater()
            self._worker = None

    def _go_on(self) -> None:
        if self._is_busy or self._next is None:
            return
        (frame, size), self._next = self._next, None
        self._is_busy = True
        if self._worker is None:
            self._worker = Worker("film", self)
        self._worker.submit(partial(image_of, frame, size), self._deliver)

    def _deliver(self, image: QImage) -> None:
        self._is_busy = False
        self.made.emit(image)
        self._go_on()
