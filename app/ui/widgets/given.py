"""What the clipboard or a drag brings along."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage


def files_in(mime: QMimeData) -> list[Path]:
    """Files of this computer."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture_in(mime: QMimeData) -> bytes:
    """A picture as PNG, or nothing."""
    picture = QImage(mime.imageData()) if mime.hasImage() else QImage()
    if picture.isNull():
        return b""
    encoded = QByteArray()
    buffer = QBuffer(encoded)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes a name
    return bytes(encoded.data())


def link_in(mime: QMimeData) -> str:
    """A web address, or nothing."""
    text = mime.text().strip() if mime.hasText() else ""
    is_link = text.startswith(("https://", "http://")) and not any(part.isspace() for part in text)
    return text if is_link else ""
