"""Single frames of films: posters for grids, the last frame, any frame; one decoder for all of them."""

import asyncio
import importlib
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from app.domain.errors import ErrorKind, StudioError
from app.storage.files import prune
from app.ui.films.posters import (
    POSTER_PX,
    STORED_BYTES,
    Edition,
    edition_of,
    is_dark,
    keep_poster,
    read_poster,
    within,
)
from app.ui.operation import Operation

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from app.ui.films.reader import FilmReader

_KEPT_BYTES = 64 * 1024 * 1024
_MOST_WANTED = 200
"""What was asked for longer ago is out of sight; a grid asks again for what it paints."""
_LOOKS_MS = (0, 120, 300, 600, 1_000, 2_000, 3_500)
"""Where a film that begins in the dark is looked at."""


@dataclass(frozen=True, slots=True)
class _Poster:
    """``image`` fits into ``edge_px``; where there is none, ``problem`` says why."""

    edition: Edition | None
    edge_px: int
    image: QImage | None = None
    problem: ErrorKind | None = None


class FilmFrames(QObject):
    """Gives posters at once where they are known, and says when others are there.

    Args:
        folder: where posters are kept as small files; None keeps none.
    """

    ready = Signal(object)
    """The path of a film of which there is something new to see."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._posters: OrderedDict[Path, _Poster] = OrderedDict()
        self._stale: set[Path] = set()
        self._wanted: OrderedDict[Path, int] = OrderedDict()
        self._work: Operation[None] | None = None
        self._turn = asyncio.Lock()
        self._reader: FilmReader | None = None
        self._closed = False

    def poster(self, path: Path, edge_px: int) -> QImage | None:
        """The first frame that is not black, its longer edge at most ``edge_px`` device pixels and 512.

        Where it is not known yet it is made, what was asked for last first, and ``ready`` follows.
        """
        edge_px = min(edge_px, POSTER_PX)
        known = self._posters.get(path)
        if known is None or path in self._stale or known.edge_px < edge_px:
            self._want(path, edge_px)
        if known is None:
            return None
        self._posters.move_to_end(path)
        return known.image

    def problem(self, path: Path) -> ErrorKind | None:
        """Why there is no poster: the file is gone, or no film that can be decoded here."""
        known = self._posters.get(path)
        return known.problem if known is not None else None

    def look_again(self) -> None:
        """Files change without saying so: check each once more when it is asked for."""
        self._stale = set(self._posters)

    async def poster_image(self, path: Path) -> QImage:
        """The poster of a film in its full size, from its small file where there is one.

        Raises:
            StudioError: the file is gone, or no film that can be decoded here.
        """
        return await self._poster_of(await asyncio.to_thread(edition_of, path))

    async def first_frame(self, path: Path) -> QImage:
        """The very first frame in the film's own size.

        Raises:
            StudioError: as above.
        """
        return await self.frame_at(path, 0)

    async def last_frame(self, path: Path) -> QImage:
        """The very last frame in the film's own size.

        Raises:
            StudioError: as above.
        """
        async with self._film(path) as (reader, _):
            return await reader.image(await reader.last_frame())

    async def frame_at(self, path: Path, position_ms: int) -> QImage:
        """The frame that is seen at a time, the last one for times behind it, in the film's own size.

        Raises:
            StudioError: as above.
        """
        async with self._film(path) as (reader, _):
            frame = await reader.frame_at(position_ms) or await reader.last_frame()
            return await reader.image(frame)

    async def looks(self, path: Path, count: int, edge_px: int) -> AsyncGenerator[QImage, None]:
        """Frames from places that lie evenly in a film, small, one after the other.

        Raises:
            StudioError: as above.
        """
        async with self._film(path) as (reader, length_ms):
            for number in range(count):
                frame = await reader.frame_at(length_ms * number // count)
                if frame is None:
                    return
                yield await reader.image(frame, QSize(edge_px, edge_px))

    async def prune(self) -> None:
        """Keep the small files within their bound."""
        if self._folder is not None:
            await asyncio.to_thread(prune, self._folder, STORED_BYTES)

    def close(self) -> None:
        """End what is going on; nothing is made any more."""
        self._closed = True
        self._wanted.clear()
        if self._work is not None:
            self._work.cancel()
        if self._reader is not None:
            self._reader.leave()

    def _want(self, path: Path, edge_px: int) -> None:
        if self._closed:
            return
        self._wanted[path] = max(edge_px, self._wanted.pop(path, 0))
        if len(self._wanted) > _MOST_WANTED:
            self._wanted.popitem(last=False)
        if self._work is None or not self._work.running:
            self._work = Operation(self, self._make_wanted())

    async def _make_wanted(self) -> None:
        while self._wanted:
            path, edge_px = self._wanted.popitem()
            if await self._is_news(path, edge_px):
                self.ready.emit(path)

    async def _is_news(self, path: Path, edge_px: int) -> bool:
        """Make a poster, unless that of the same file is there and large enough."""
        before = self._posters.get(path)
        edition: Edition | None = None
        try:
            edition = await asyncio.to_thread(edition_of, path)
            self._stale.discard(path)
            if before is not None and before.edition == edition and before.edge_px >= edge_px:
                return False
            image = await asyncio.to_thread(within, await self._poster_of(edition), edge_px)
            self._keep(path, _Poster(edition, edge_px, image))
        except StudioError as error:
            self._stale.discard(path)
            self._keep(path, _Poster(edition, POSTER_PX, problem=error.kind))
        return True

    async def _poster_of(self, edition: Edition) -> QImage:
        poster = await asyncio.to_thread(read_poster, edition, self._folder)
        if poster is None:
            poster = await self._first_sight(edition.path)
            await asyncio.to_thread(keep_poster, edition, self._folder, poster)
        return poster

    async def _first_sight(self, path: Path) -> QImage:
        """The first of some frames that is not dark; the very first where all are."""
        first = QImage()
        async with self._film(path) as (reader, length_ms):
            for position_ms in (0, *(look for look in _LOOKS_MS if 0 < look < length_ms), length_ms // 2):
                frame = await reader.frame_at(position_ms)
                if frame is None:
                    break
                image = await asyncio.to_thread(_small, frame)
                first = image if first.isNull() else first
                if not await asyncio.to_thread(is_dark, image):
                    return image
            return first if not first.isNull() else await asyncio.to_thread(_small, await reader.last_frame())

    @asynccontextmanager
    async def _film(self, path: Path) -> "AsyncIterator[tuple[FilmReader, int]]":
        """The one decoder with a film in it, when its turn has come; who waits longest is next."""
        async with self._turn:
            if self._reader is None:
                await asyncio.to_thread(_load_multimedia)
                from app.ui.films.reader import FilmReader  # brings Qt's multimedia, not at the start

                self._reader = FilmReader(self)
            reader = self._reader
            try:
                yield reader, await reader.open(path)
            finally:
                reader.leave()

    def _keep(self, path: Path, poster: _Poster) -> None:
        self._posters[path] = poster
        self._posters.move_to_end(path)
        total = sum(map(_cost, self._posters.values()))
        while total > _KEPT_BYTES and len(self._posters) > 1:
            _, gone = self._posters.popitem(last=False)
            total -= _cost(gone)


def _load_multimedia() -> None:
    """What decodes films and what plays them: whose poster is seen may be played next."""
    for name in ("reader", "playback"):
        importlib.import_module(f"app.ui.films.{name}")


def _small(frame: "QVideoFrame") -> QImage:
    return within(frame.toImage(), POSTER_PX)


def _cost(poster: _Poster) -> int:
    return poster.image.sizeInBytes() if poster.image is not None else 0
