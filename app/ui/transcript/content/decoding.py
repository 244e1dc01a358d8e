"""Picture files and data addresses as images of a bounded size; for a worker's thread."""

import base64
import binascii
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from app.ui.transcript.content.vectors import drawn, is_vector

LARGEST_FILE = 50_000_000
"""In bytes."""
_MOST_PIXELS = 120_000_000
_MOST_MEGABYTES = 512
_FORMATS = frozenset(("png", "jpeg", "jpg", "webp", "gif", "bmp", "ico"))
"""Rasters alone: Qt's own reader would load the files that a vector picture names."""
_DATA = re.compile(r"data:image/[\w.+-]*(?:;[\w-]+=[^;,]*)*(;base64)?,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """An image that was asked for at a width, and the whole picture's size, all in its own pixels."""

    image: QImage
    natural: QSize
    width: int


def bytes_of_address(address: str) -> bytes | None:
    """What a data address holds; ``None`` when it holds no picture."""
    head = _DATA.match(address)
    if head is None or len(address) > LARGEST_FILE * 4 // 3:
        return None
    body = address[head.end() :]
    if not head[1]:
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote_to_bytes(body), validate=False)
    except binascii.Error:
        return None


def bytes_of_file(path: Path) -> bytes | None:
    """A file's bytes; ``None`` when it cannot be read or is too large."""
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError:
        return None


def decode(data: bytes | None, width: int) -> Decoded | None:
    """The picture, turned upright, at most ``width`` pixels wide; ``None`` when it is none or a bomb."""
    if not data or len(data) > LARGEST_FILE:
        return None
    if is_vector(data):
        made = drawn(data, width)
        return Decoded(*made, width) if made is not None else None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(buffer)
    if reader.format().toStdString() not in _FORMATS:  # asked first: a vector picture is not even measured
        return None
    reader.setAutoTransform(True)
    stored = reader.size()
    if not _is_sane(stored):
        return None
    sideways = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    natural = stored.transposed() if sideways else stored
    wanted = _fitted(natural, width)
    if wanted != natural:
        reader.setScaledSize(wanted.transposed() if sideways else wanted)
    image = reader.read()
    return None if image.isNull() else Decoded(image, natural, width)


def _is_sane(size: QSize) -> bool:
    return not size.isEmpty() and size.width() * size.height() <= _MOST_PIXELS


def _fitted(size: QSize, width: int) -> QSize:
    if width >= size.width():
        return size
    return QSize(max(1, width), max(1, round(size.height() * width / size.width())))
