"""Word of a newer version, from a release feed. Asked only when the person allows it.

A feed is one JSON object: ``{"version": "1.2.0", "page": "https://…"}``, or the newest release as code forges
tell it (``tag_name`` and ``html_url``).
"""

import re
from dataclasses import dataclass

from app import __version__
from app.domain.addresses import host_of
from app.domain.errors import ErrorKind, ProtocolError
from app.protocols.read import first_text, json_or_none
from app.storage.settings import SettingsStore
from app.transport.http import HttpTransport

_LIMIT_BYTES = 1_000_000
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Release:
    """A published version, and the page on which a person finds it."""

    version: str
    page: str


class Updates:
    """Looks for a newer version than the one that runs.

    Args:
        shipped_feed: the feed that the package names; the person's own goes before it.
    """

    def __init__(
        self,
        settings: SettingsStore,
        transport: HttpTransport,
        *,
        shipped_feed: str = "",
        version: str = __version__,
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._shipped_feed = shipped_feed
        self._version = version

    @property
    def feed(self) -> str:
        """The address that is asked; empty where there is none."""
        return self._settings.current.release_feed or self._shipped_feed

    @property
    def allowed(self) -> bool:
        """Whether a start may look by itself."""
        return bool(self.feed) and self._settings.current.check_updates

    @property
    def to_be_asked(self) -> bool:
        """Whether the person was never asked, and there is something to ask for."""
        return bool(self.feed) and not self.allowed and not self._settings.current.updates_asked

    def answer(self, allowed: bool) -> None:
        """Keep what the person said; nobody asks again."""
        self._settings.change(check_updates=allowed, updates_asked=True)

    async def newer(self) -> Release | None:
        """The newest release where it is newer than this one.

        Raises:
            StudioError: no connection, or no feed there.
        """
        # The person named the address, so that it may lie in the own network.
        response = await self._transport.fetch(self.feed, limit_bytes=_LIMIT_BYTES, home=self.feed)
        if response.status != 200:
            raise ProtocolError(ErrorKind.NOT_FOUND, {"host": host_of(self.feed)})
        release = read_release(response.body)
        if release is None:
            raise ProtocolError(ErrorKind.UNREADABLE_ANSWER)
        return release if is_newer(release.version, self._version) else None


def read_release(body: bytes) -> Release | None:
    """What a feed says; None where it is no feed. Only a page of the web is a page."""
    told = json_or_none(body)
    version = _NUMBERS.search(first_text(told, "version", "tag_name"))
    page = first_text(told, "page", "html_url")
    if version is None:
        return None
    return Release(version[0], page if page.startswith(("https://", "http://")) else "")


def is_newer(version: str, than: str) -> bool:
    """Compare by numbers: 0.10 is newer than 0.9, and 1.0 is no other than 1.0.0."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    found = _NUMBERS.search(version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
