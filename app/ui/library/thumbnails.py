"""Small pictures of files: made beside the window's thread, kept as small files, bounded in memory."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath

from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind
from app.ui.transcript.content.decoding import bytes_of_file, decode
from app.ui.transcript.content.worker import Worker

STORED_PX = 384
"""Longest edge of what is kept on the disk."""
_KEPT_BYTES = 96 * 1024 * 1024
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


class Thumbnails(QObject):
    """Makes what is in sight, the rest not at all.

    Args:
        folder: where small pictures are kept; None keeps none.
    """

    ready = Signal(object)
    """The id of a file of which there is something new to see."""

    def __init__(self, folder: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._worker = Worker("thumbnails", self)
        self._box = QSize(1, 1)
        self._radius = 0.0
        self._known: OrderedDict[AssetId, Thumbnail] = OrderedDict()
        self._stale: set[AssetId] = set()
        self._wanted: dict[AssetId, Asset] = {}
        self._at_work: AssetId | None = None

    def fit_into(self, box: QSize, radius: float) -> None:
        """Make them for a box of so many device pixels, with round corners; what was made before is stale."""
        if (box, radius) != (self._box, self._radius):
            self._box, self._radius = box, radius
            self.look_again()

    def look_again(self) -> None:
        """What is shown may not be true any more: files change without saying so."""
        self._stale = set(self._known)

    def forget(self, ids: Sequence[AssetId]) -> None:
        """A record changed, perhaps its path."""
        self._stale.update(self._known.keys() & set(ids))

    def look_at(self, assets: Sequence[Asset]) -> None:
        """These are in sight now, and no others."""
        self._wanted = {one.id: one for one in assets if self._needs_work(one.id)}
        self._work_on()

    def of(self, asset: Asset) -> Thumbnail:
        """What there is of a file."""
        found = self._known.get(asset.id)
        return found if found is not None else Thumbnail(Look.LOADING)

    def close(self) -> None:
        """End the thread."""
        self._wanted.clear()
        self._worker.close()

    def _needs_work(self, asset_id: AssetId) -> bool:
        return asset_id not in self._known or asset_id in self._stale

    def _work_on(self) -> None:
        if self._at_work is not None or not self._wanted:
            return
        asset_id = next(iter(self._wanted))
        asset = self._wanted.pop(asset_id)
        self._at_work = asset_id
        self._stale.discard(asset_id)
        making = partial(make_thumbnail, asset, self._folder, self._box, self._radius)
        self._worker.submit(making, partial(self._keep, asset_id))

    def _keep(self, asset_id: AssetId, made: Thumbnail) -> None:
        self._at_work = None
        self._known[asset_id] = made
        self._known.move_to_end(asset_id)
        self._evict()
        self.ready.emit(asset_id)
        self._work_on()

    def _evict(self) -> None:
        total = sum(_cost(one) for one in self._known.values())
        while total > _KEPT_BYTES and len(self._known) > 1:
            _, gone = self._known.popitem(last=False)
            total -= _cost(gone)


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


def is_sound(path: Path) -> bool:
    """Whether a picture can be drawn. For a worker's thread."""
    return decode(bytes_of_file(path), STORED_PX) is not None


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


def _cost(thumbnail: Thumbnail) -> int:
    return thumbnail.image.sizeInBytes() if thumbnail.image is not None else 0
