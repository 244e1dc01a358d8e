"""What of an exchange may be kept: addresses, headers and bodies without a secret and without megabytes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from app.domain.keys import is_secret_name, key_hint, mask

_SECRET_QUERY = re.compile(r"(?i)(?:^|[_-])(?:key|token|apikey|secret|sig|signature|password|credential)$")
_LONG_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{1024,}={0,2}")
_KEPT_BASE64 = 48
_MARGIN = 4096
_QUOTED_ELLIPSIS = quote("…")


@dataclass(frozen=True, slots=True)
class Mask:
    """Replaces what must not be seen.

    Args:
        secrets: keys and passwords in use, wherever they may show up.
        limit_bytes: how much of a body is kept.
    """

    secrets: tuple[str, ...]
    limit_bytes: int

    def text(self, text: str) -> str:
        """Any text without the known secrets, as they are and as a URL would write them."""
        return mask(text, (*self.secrets, *(quote(secret, safe="") for secret in self.secrets)))

    def url(self, url: str) -> str:
        """A URL without user, password, and the values of queries that sign or authorise."""
        parts = urlsplit(url)
        query = [(name, _query_value(name, value)) for name, value in parse_qsl(parts.query, True)]
        text = urlencode(query, safe="/:,").replace(_QUOTED_ELLIPSIS, "…")
        return self.text(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=text)))

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Headers, the secret ones as hints."""
        return tuple((name, self._header_value(name, value)) for name, value in headers)

    def body(self, body: bytes, content_type: str = "") -> str:
        """A body as text of bounded length: secrets masked, pictures inside it shortened, the rest cut.

        The secrets go before the cut, so that none is halved by it.
        """
        if _is_binary(content_type, body):
            return f"({len(body)} bytes, {content_type or 'binary'})"
        text = self.text(_shortened(body.decode("utf-8", "replace")))
        return text if len(text) <= self.limit_bytes else f"{text[: self.limit_bytes]}…"

    @property
    def read_bytes(self) -> int:
        """How much of a body has to be held to record it: a secret may lie across the cut."""
        return self.limit_bytes + _MARGIN

    def _header_value(self, name: str, value: str) -> str:
        if not is_secret_name(name):
            return self.text(value)
        scheme, space, secret = value.partition(" ")
        return f"{scheme} {key_hint(secret)}" if space else key_hint(value)


def _query_value(name: str, value: str) -> str:
    return key_hint(value) if _SECRET_QUERY.search(name) else value


def _shortened(text: str) -> str:
    return _LONG_BASE64.sub(lambda found: f"{found[0][:_KEPT_BASE64]}…({len(found[0])} characters)", text)


def _is_binary(content_type: str, body: bytes) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith(("image/", "audio/", "video/", "multipart/")) or b"\0" in body[:1024]
