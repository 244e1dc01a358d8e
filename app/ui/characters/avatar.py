"""The small picture of a character."""

import asyncio

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.services.remote_pictures import RemotePictures
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.decoding import decode

EDGE_STEPS = 10
_SIDE_PX = 256


class Avatar(QLabel):
    """Fetched from the gateway; the first letter of the name stands in where it cannot be had."""

    def __init__(self, pictures: RemotePictures, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._theme = theme
        self._address = ""
        self._letter = ""
        self._image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.changed.connect(self._draw)
        self._draw()

    def show_of(self, name: str, address: str) -> None:
        """Show the picture of an address as soon as it is there, and a name's letter until then."""
        if name[:1] != self._letter:
            self._letter = name[:1]
            self._draw()
        if address and address != self._address:
            self._address = address
            Operation(self, self._read(address), done=self._take, failed=lambda _error: None)

    @property
    def has_picture(self) -> bool:
        """Whether it shows more than the sign."""
        return not self._image.isNull()

    async def _read(self, address: str) -> QImage:
        data = await self._pictures.fetch(address)
        decoded = await asyncio.to_thread(decode, data, _SIDE_PX)
        return decoded.image if decoded is not None else QImage()

    def _take(self, image: QImage) -> None:
        self._image = image
        self._draw()

    def _draw(self) -> None:
        edge = self._theme.space(EDGE_STEPS)
        self.setFixedSize(edge, edge)
        ratio = self.devicePixelRatioF()
        image = self._letter_image(edge, ratio) if self._image.isNull() else self._image
        self.setPixmap(_round(image, edge, ratio))

    def _letter_image(self, edge: int, ratio: float) -> QImage:
        image = QImage(QSize(edge, edge) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(self._theme.color("accent_soft"))
        painter = QPainter(image)
        painter.setFont(self._theme.font(1.4, bold=True))
        painter.setPen(self._theme.color("accent"))
        painter.drawText(QRect(0, 0, edge, edge), Qt.AlignmentFlag.AlignCenter, self._letter.upper())
        painter.end()
        image.setDevicePixelRatio(1)
        return image


def _round(image: QImage, edge: int, ratio: float) -> QPixmap:
    """The middle of a picture in a circle."""
    size = round(edge * ratio)
    fill, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    scaled = image.scaled(size, size, fill, smooth)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    circle = QPainterPath()
    circle.addEllipse(0, 0, size, size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(circle)
    painter.drawImage((size - scaled.width()) // 2, (size - scaled.height()) // 2, scaled)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
