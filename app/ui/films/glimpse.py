"""A small look at another place of a film, above the bar."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.ui.films.words import time_words
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.films.reader import FilmReader

WIDTH_STEPS = 40
HEIGHT_STEPS = 23


class Glimpse(QFrame):
    """Has a decoder of its own, so that the film itself stays where it is; the newest wish is the next."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stage = parent
        self._path = Path()
        self._wanted_ms: int | None = None
        self._reader: FilmReader | None = None
        self._reading: Operation[None] | None = None
        self.setObjectName("videos.player.glimpse")
        self.setProperty("kind", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._time = QLabel(self)
        self._time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.space(1)] * 4)
        column.setSpacing(theme.space(0.5))
        column.addWidget(self._picture)
        column.addWidget(self._time)
        self.hide()

    @property
    def picture(self) -> QPixmap:
        """What is seen of the place."""
        return self._picture.pixmap()

    def look_into(self, path: Path) -> None:
        """The film that is meant from now on."""
        self.forget()
        self._path = path

    def show_at(self, position_ms: int, place: QPoint) -> None:
        """Show a time of the film, with the middle of the lower edge at a place of the parent."""
        self._wanted_ms = position_ms
        self._time.setText(time_words(position_ms))
        self._picture.setFixedSize(self._theme.space(WIDTH_STEPS), self._theme.space(HEIGHT_STEPS))
        self.adjustSize()
        room = max(0, self._stage.width() - self.width())
        self.move(min(max(place.x() - self.width() // 2, 0), room), max(0, place.y() - self.height()))
        self.show()
        self.raise_()
        if self._reading is None or not self._reading.running:
            self._reading = Operation(self, self._read(), failed=lambda _: self.hide())

    def dismiss(self) -> None:
        """The pointer is elsewhere."""
        self._wanted_ms = None
        self.hide()

    def forget(self) -> None:
        """Let go of the film and its file."""
        self.dismiss()
        self._picture.clear()
        if self._reading is not None:
            self._reading.cancel()
        if self._reader is not None:
            self._reader.leave()

    async def _read(self) -> None:
        reader = await self._open()
        while self._wanted_ms is not None:
            position_ms, self._wanted_ms = self._wanted_ms, None
            frame = await reader.frame_at(position_ms)
            if frame is not None:
                size = self._picture.size() * self.devicePixelRatioF()
                self._show(await reader.image(frame, size))

    async def _open(self) -> "FilmReader":
        if self._reader is None:
            from app.ui.films.reader import FilmReader  # brings Qt's multimedia, not at the start

            self._reader = FilmReader(self)
        if self._reader.path != self._path:
            try:
                await self._reader.open(self._path)
            except InputError:
                self._reader.leave()
                raise
        return self._reader

    def _show(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(QPixmap.fromImage(image))
