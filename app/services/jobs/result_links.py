"""Where results lie: addresses, data URLs, and the links inside of JSON that came instead of a file."""

import json
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes, urlsplit

from app.domain.errors import ErrorKind, ProtocolError
from app.domain.generation import MediaOutput
from app.domain.media import MediaLink
from app.protocols.chat.data_urls import decoded

SPOOL = "spool:"
"""Begins the address of bytes that came inline and lie in a file of ours until they are saved."""

_NAMES = ("video_url", "image_url", "audio_url", "download_url", "result_url", "url", "uri", "link", "href")


def link_of(output: MediaOutput) -> str:
    """The address at which an output lies; empty for bytes."""
    return output.media.url if isinstance(output.media, MediaLink) else ""


def absolute(link: str, root: str) -> str:
    """The address of a link; one that begins with a slash lies below the gateway's ROOT."""
    return f"{root.rstrip('/')}{link}" if link.startswith("/") else link


def without_signature(link: str) -> str:
    """A link as it may be kept beside a file: no query, which often signs; nothing for inline bytes."""
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https", ""):
        return ""
    return parts._replace(query="", fragment="", netloc=parts.netloc.rpartition("@")[2]).geturl()


def bytes_of_data_url(url: str) -> bytes:
    """The bytes of a ``data:`` URL.

    Raises:
        ProtocolError: it is damaged.
    """
    head, _, body = url.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    data = decoded(body)
    if data is None:
        raise ProtocolError(ErrorKind.UNREADABLE_ANSWER)
    return data


def link_in_json(text: bytes) -> str:
    """The first link in a JSON value that came instead of a file; empty where there is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return next(_links(value, depth=6), "")


def _links(value: object, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(value, dict):
        named = [value[name] for name in _NAMES if name in value]
        yield from (
            link for link in named if isinstance(link, str) and link.startswith(("http", "/", "data:"))
        )
        for inner in value.values():
            yield from _links(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _links(inner, depth - 1)
