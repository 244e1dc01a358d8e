"""Finished media behind links that run out, as gateways and their stores hand them out."""

import itertools
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

PATH = "/demo/media/"

_ENDINGS = {
    "image/png": "png", "image/gif": "gif", "image/svg+xml": "svg", "video/mp4": "mp4", "audio/wav": "wav",
}  # fmt: skip
_USUAL_LIFETIME_S = 3600.0


class LinkExpired(Exception):
    """The link has run out."""


class NoSuchMedia(Exception):
    """Nothing lies there, or nothing any more."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """One thing on the shelf, until a moment of the clock."""

    data: bytes
    mime: str
    until: float


class MediaShelf:
    """Keeps the newest media in memory."""

    def __init__(self, clock: Callable[[], float] = time.time, *, most_bytes: int = 256_000_000) -> None:
        self._clock = clock
        self._most_bytes = most_bytes
        self._numbers = itertools.count(1)
        self._kept: OrderedDict[str, Shelved] = OrderedDict()

    def put(self, data: bytes, mime: str = "image/png", lifetime_s: float = _USUAL_LIFETIME_S) -> str:
        """Keep something.

        Returns:
            Its path below ROOT, with the query that a signed link has.
        """
        until = self._clock() + lifetime_s
        name = f"{sha256(data).hexdigest()[:12]}-{next(self._numbers)}.{_ENDINGS.get(mime, 'bin')}"
        self._kept[name] = Shelved(data, mime, until)
        while sum(len(item.data) for item in self._kept.values()) > self._most_bytes:
            self._kept.popitem(last=False)
        signature = sha256(f"{name}{until}".encode()).hexdigest()[:32]
        return f"{PATH}{name}?Expires={int(until)}&Signature={signature}"

    def get(self, name: str) -> Shelved:
        """What lies under a name.

        Raises:
            NoSuchMedia: nothing.
            LinkExpired: the link has run out.
        """
        item = self._kept.get(name)
        if item is None:
            raise NoSuchMedia
        if item.until <= self._clock():
            raise LinkExpired
        return item
