"""Small pictures of files: made beside the window's thread, kept as small files, bounded in memory."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from app.domain.errors import ErrorKind, StudioError
from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind
from app.ui.films.frames import FilmFrames
from app.ui.library.thumbnail_files import Look, Thumbnail, film_thumbnail, make_thumbnail
from app.ui.operation import Operation
from app.ui.transcript.content.worker import Worker

_KEPT_BYTES = 96 * 1024 * 1024


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
        self._films = FilmFrames(folder, self)
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
        self._films.close()
        self._worker.close()

    def _needs_work(self, asset_id: AssetId) -> bool:
        known = asset_id in self._known and asset_id not in self._stale
        return not known and asset_id != self._at_work

    def _work_on(self) -> None:
        if self._at_work is not None or not self._wanted:
            return
        asset_id = next(iter(self._wanted))
        asset = self._wanted.pop(asset_id)
        self._at_work = asset_id
        self._stale.discard(asset_id)
        if asset.kind is MediaKind.VIDEO:
            self._film(asset)
            return
        making = partial(make_thumbnail, asset, self._folder, self._box, self._radius)
        self._worker.submit(making, partial(self._keep, asset_id))

    def _film(self, asset: Asset) -> None:
        """A film is decoded by other means than a picture, and then is one."""

        def finish(poster: QImage) -> None:
            making = partial(film_thumbnail, poster, self._box, self._radius)
            self._worker.submit(making, partial(self._keep, asset.id))

        def give_up(error: StudioError) -> None:
            is_gone = error.kind is ErrorKind.FILE_GONE
            self._keep(asset.id, Thumbnail(Look.GONE if is_gone else Look.BROKEN))

        Operation(self, self._films.poster_image(Path(asset.path)), done=finish, failed=give_up)

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


def _cost(thumbnail: Thumbnail) -> int:
    return thumbnail.image.sizeInBytes() if thumbnail.image is not None else 0
