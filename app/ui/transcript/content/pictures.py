"""Pictures of a conversation: read, fetched and decoded beside the frame, and kept within bounds."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QSize, QUrl, Signal
from PySide6.QtGui import QImage

from app.domain.errors import ErrorKind, InputError, StudioError
from app.ui.operation import Operation
from app.ui.transcript.content.decoding import Decoded, bytes_of_address, bytes_of_file, decode
from app.ui.transcript.content.worker import Worker

Source = str | Path
"""An address that stands in a text, or a file of the person's. No text can name a file."""
Fetch = Callable[[str], Coroutine[object, object, bytes]]
"""Gets the bytes behind an http(s) address; raises ``StudioError``."""

Key = TypeVar("Key")
Value = TypeVar("Value")
_KEPT_BYTES = 128_000_000
_FETCHED_AT_ONCE = 4


class PictureState(StrEnum):
    """How far a picture is."""

    LOADING = "loading"
    READY = "ready"
    BLOCKED = "blocked"
    """Its host is not among those that the person allowed."""
    BROKEN = "broken"
    """It cannot be fetched, or is no picture, or is too large."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What can be shown of a picture now."""

    state: PictureState
    image: QImage | None = None
    """In device pixels, perhaps larger or smaller than asked: paint it into the rectangle that it has."""
    natural: QSize = QSize()
    """Its own size in pixels, upright; empty while unknown."""


class Pictures(QObject):
    """Gives pictures by their source; each is decoded no larger than it was asked for."""

    ready = Signal(object)
    """More is known of the picture with this source: ask again."""

    def __init__(self, fetch: Fetch | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._worker = Worker("pictures", self)
        self._decoded: OrderedDict[Source, Decoded] = OrderedDict()
        self._fetched: OrderedDict[str, bytes] = OrderedDict()
        self._broken: set[Source] = set()
        self._decoding: set[Source] = set()
        self._blocked: set[str] = set()
        self._fetching: dict[str, Operation[bytes]] = {}
        self._to_fetch: deque[tuple[str, int]] = deque()
        self._hosts: frozenset[str] = frozenset()

    def picture(self, source: Source, width_px: float, ratio: float = 1.0) -> Picture:
        """What is there of a picture; starts what is missing, ``ready`` follows.

        Args:
            width_px: at most this wide, in logical pixels.
            ratio: device pixels for each logical one.
        """
        width = max(1, round(width_px * ratio))
        if source in self._broken:
            return Picture(PictureState.BROKEN)
        decoded = self._decoded.get(source)
        if decoded is None:
            return self._begin(source, width)
        self._decoded.move_to_end(source)
        if decoded.width < min(width, decoded.natural.width()):
            self._begin(source, width)
        return Picture(PictureState.READY, decoded.image, decoded.natural)

    async def original(self, source: Source) -> bytes:
        """The bytes of a picture as it came.

        Raises:
            StudioError: it is gone, or was never fetched.
        """
        if isinstance(source, Path):
            data = await asyncio.to_thread(bytes_of_file, source)
        else:
            data = self._fetched.get(source) or await asyncio.to_thread(bytes_of_address, source)
        if not data:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": str(source)[:80]})
        return data

    def set_allowed_hosts(self, hosts: Iterable[str]) -> None:
        """Fetch from these hosts, and from these alone."""
        self._hosts = frozenset(host.lower() for host in hosts)
        waiting, self._blocked = self._blocked, set()
        for address in waiting:
            self.ready.emit(address)

    def retry(self, source: Source) -> None:
        """Try a broken picture once more."""
        self._broken.discard(source)
        self.ready.emit(source)

    def close(self) -> None:
        """End the thread and all fetching."""
        for operation in tuple(self._fetching.values()):
            operation.cancel()
        self._fetching.clear()
        self._to_fetch.clear()
        self._worker.close()

    def _begin(self, source: Source, width: int) -> Picture:
        if isinstance(source, Path):
            return self._decode(source, width, partial(bytes_of_file, source))
        if source[:5].lower() == "data:":
            return self._decode(source, width, partial(bytes_of_address, source))
        if source in self._fetched:
            self._fetched.move_to_end(source)
            return self._decode(source, width, partial(self._fetched.get, source))
        return self._begin_fetching(source, width)

    def _begin_fetching(self, address: str, width: int) -> Picture:
        url = QUrl(address)
        if url.scheme().lower() not in ("http", "https") or not url.host():
            return Picture(PictureState.BROKEN)
        if self._fetch is None or url.host().lower() not in self._hosts:
            self._blocked.add(address)
            return Picture(PictureState.BLOCKED)
        if address not in self._fetching and all(address != queued for queued, _ in self._to_fetch):
            self._to_fetch.append((address, width))
            self._fetch_next()
        return Picture(PictureState.LOADING)

    def _fetch_next(self) -> None:
        while self._fetch is not None and self._to_fetch and len(self._fetching) < _FETCHED_AT_ONCE:
            address, width = self._to_fetch.popleft()
            self._fetching[address] = Operation(
                self,
                self._fetch(address),
                done=partial(self._keep_bytes, address, width),
                failed=partial(self._give_up, address),
            )

    def _keep_bytes(self, address: str, width: int, data: bytes) -> None:
        self._fetching.pop(address, None)
        self._fetched[address] = data
        _evict(self._fetched, len)
        self._decode(address, width, lambda: data)
        self._fetch_next()

    def _give_up(self, address: str, error: StudioError) -> None:
        self._fetching.pop(address, None)
        self._mark_broken(address)
        self._fetch_next()

    def _decode(self, source: Source, width: int, read: Callable[[], bytes | None]) -> Picture:
        if source not in self._decoding:
            self._decoding.add(source)
            self._worker.submit(lambda: decode(read(), width), partial(self._keep, source))
        return Picture(PictureState.LOADING)

    def _keep(self, source: Source, decoded: Decoded | None) -> None:
        self._decoding.discard(source)
        if decoded is None:
            self._mark_broken(source)
            return
        self._decoded[source] = decoded
        self._decoded.move_to_end(source)
        _evict(self._decoded, lambda kept: kept.image.sizeInBytes())
        self.ready.emit(source)

    def _mark_broken(self, source: Source) -> None:
        self._broken.add(source)
        self.ready.emit(source)


def _evict(kept: "OrderedDict[Key, Value]", size: Callable[[Value], int]) -> None:
    """Drop the least recently used beyond the bound; the newest always stays."""
    total = sum(map(size, kept.values()))
    while total > _KEPT_BYTES and len(kept) > 1:
        total -= size(kept.popitem(last=False)[1])
