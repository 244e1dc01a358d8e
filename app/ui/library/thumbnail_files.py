"""Small pictures of files, made from them once and kept in the data folder."""

import hashlib
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind
from app.storage.file_types import HEAD_BYTES, has_known_header, recognise
from app.ui.transcript.content.decoding import LARGEST_FILE, bytes_of_file, decode

STORED_PX = 384
"""Longest edge of what is kept on the disk."""
STORED_BYTES = 1024 * 1024 * 1024
"""So much may be kept; a small picture takes some 15 kB."""
_QUALITY = 86


class Look(Enum):
    """What is there of a file."""

    LOADING = auto()
    READY = auto()
    PLAIN = auto()
    """A file without a picture."""
    BROKEN = auto()
    GONE = auto()
    """The file is not where it was."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """The picture fits into the box that was asked for; it is there when ``look`` is READY."""

    look: Look
    image: QImage | None = None


def make_thumbnail(asset: Asset, folder: Path | None, box: QSize, radius: float) -> Thumbnail:
    """The picture of a file, from its small copy where there is one. For a worker's thread."""
    try:
        changed_ns = Path(asset.path).stat().st_mtime_ns
    except OSError:
        return Thumbnail(Look.GONE)
    if asset.kind is not MediaKind.PICTURE:
        return Thumbnail(Look.PLAIN)
    store = folder if max(box.width(), box.height()) <= STORED_PX else None
    image = _small(asset, changed_ns, store) if store is not None else _large(asset, box)
    return Thumbnail(Look.BROKEN) if image is None else Thumbnail(Look.READY, _finished(image, box, radius))


def film_thumbnail(poster: QImage, box: QSize, radius: float) -> Thumbnail:
    """The picture of a film, from its poster. For a worker's thread."""
    return Thumbnail(Look.READY, _finished(poster, box, radius))


def is_sound(path: Path) -> bool:
    """Whether a picture can be drawn, where it is of a kind that is drawn here. For a worker's thread."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        is_known = has_known_header(recognise(head)) and path.stat().st_size <= LARGEST_FILE
    except OSError:
        return False
    return not is_known or decode(bytes_of_file(path), STORED_PX) is not None


def _small(asset: Asset, changed_ns: int, folder: Path) -> QImage | None:
    kept = folder / _name(asset.id, changed_ns)
    image = QImage(str(kept)) if kept.is_file() else QImage()
    if not image.isNull():
        return image
    made = _large(asset, QSize(STORED_PX, STORED_PX))
    if made is None:
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(kept), "PNG" if made.hasAlphaChannel() else "JPEG", _QUALITY)  # type: ignore[call-overload]
    return made


def _name(asset_id: AssetId, changed_ns: int) -> Path:
    digest = hashlib.sha256(f"{asset_id} {changed_ns}".encode()).hexdigest()
    return Path(digest[:2], digest[2:34])


def _large(asset: Asset, box: QSize) -> QImage | None:
    width = box.width()
    if asset.width and asset.height:
        width = min(width, max(1, round(box.height() * asset.width / asset.height)))
    decoded = decode(bytes_of_file(Path(asset.path)), width)
    return _within(decoded.image, box) if decoded is not None else None


def _within(image: QImage, box: QSize) -> QImage:
    if image.width() <= box.width() and image.height() <= box.height():
        return image
    return image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _finished(image: QImage, box: QSize, radius: float) -> QImage:
    """As it is painted: of its final size, in the format that paints quickest, its corners round."""
    fitted = _within(image, box)
    finished = QImage(fitted.size(), QImage.Format.Format_ARGB32_Premultiplied)
    finished.fill(Qt.GlobalColor.transparent)
    corners = QPainterPath()
    corners.addRoundedRect(QRectF(finished.rect()), radius, radius)
    painter = QPainter(finished)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(corners)
    painter.drawImage(0, 0, fitted)
    painter.end()
    return finished
