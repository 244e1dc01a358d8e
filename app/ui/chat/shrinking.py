"""Pictures made smaller before they are sent."""

import asyncio
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QImageReader
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.operation import Operation

SIDES = (2048, 1024)
"""Longest sides that are offered, in pixels."""
_JPEG_QUALITY = 88


class ShrinkMenu(QMenu):
    """Offers smaller sizes of one picture, each with what it weighs as base64 before and after."""

    chosen = Signal(bytes)
    """The smaller picture."""

    def __init__(self, path: Path, size_bytes: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("composer.shrink")
        self._before = encoded_size(size_bytes)
        for side in SIDES:
            action = self.addAction(self.tr("Shrink to {side} px").format(side=side))
            action.setEnabled(False)
            measuring = asyncio.to_thread(shrunk, path, side)
            Operation(self, measuring, done=partial(self._offer, action, side))

    def _offer(self, action: QAction, side: int, picture: bytes) -> None:
        name = self.tr("Shrink to {side} px").format(side=side)
        if not picture:
            action.setText(self.tr("{action} (it is not larger)").format(action=name))
            return
        sizes = f"{_data_size(self._before)} → {_data_size(encoded_size(len(picture)))}"
        action.setText(self.tr("{action}: {sizes} as base64").format(action=name, sizes=sizes))
        action.setEnabled(True)
        action.triggered.connect(partial(self.chosen.emit, picture))


def encoded_size(size_bytes: int) -> int:
    """How many characters so many bytes are as base64."""
    return -(-size_bytes // 3) * 4


def shrunk(path: Path, side: int) -> bytes:
    """A picture whose longer side has so many pixels, upright; nothing where it is not larger. Blocks."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) <= side:
        return b""
    reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    return _written(reader.read())


def _written(image: QImage) -> bytes:
    """JPEG, or PNG where something is transparent."""
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if image.hasAlphaChannel():
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub takes bytes, Qt a name
    else:
        image.save(buffer, "JPEG", _JPEG_QUALITY)  # type: ignore[call-overload]
    return bytes(written.data())


def _data_size(size_bytes: int) -> str:
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
