"""One address in its several spellings: ROOT is stored, the others are derived."""

import re
from urllib.parse import urlsplit

from app.domain.errors import ErrorKind, InputError

_ENDPOINT = re.compile(
    r"/(?:chat/completions|completions|responses|messages|models|embeddings|images/\w+|audio/\w+)(?:/.*)?$"
)
_VERSION = re.compile(r"/v1(?:beta)?$")
_LOCAL = re.compile(r"^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?::\d+)?(?:/|$)")
_HOST = re.compile(r"^[^\s/?#@\\,;，。；、]+$")


def normalise_root(typed: str) -> str:
    """ROOT of an address as a person types or pastes it: ``https://host[:port][/prefix]``.

    Takes the web address of a console, with or without ``/v1``, a trailing slash, or a whole endpoint.

    Raises:
        InputError: empty, or no http(s) address.
    """
    address = typed.strip().strip("\"'`<>「」“”‘’").strip().rstrip("#!").rstrip("/")
    if not address:
        raise InputError(ErrorKind.ADDRESS_EMPTY, field="address")
    if "://" not in address:
        address = f"{'http' if _LOCAL.match(address) else 'https'}://{address}"
    address = address.partition("?")[0].partition("#")[0].rstrip("/")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise InputError(ErrorKind.ADDRESS_INVALID, {"address": typed.strip()}, field="address") from error
    host = parts.hostname or ""
    if parts.scheme.lower() not in {"http", "https"} or not _plausible_host(host) or parts.username:
        raise InputError(ErrorKind.ADDRESS_INVALID, {"address": typed.strip()}, field="address")
    shown_host = f"[{host}]" if ":" in host else host
    authority = shown_host if port is None else f"{shown_host}:{port}"
    path = _VERSION.sub("", _ENDPOINT.sub("", parts.path.rstrip("/")))
    return f"{parts.scheme.lower()}://{authority}{path}".rstrip("/")


def _plausible_host(host: str) -> bool:
    """A host name with a dot, an address, or this machine; never a sentence."""
    if not host or not _HOST.match(host):
        return False
    return "." in host.strip(".") or ":" in host or host == "localhost"


def host_of(root: str) -> str:
    """Host and port of an address, as the window shows it."""
    return urlsplit(root).netloc


def same_origin(left: str, right: str) -> bool:
    """Whether a key that belongs to one address may go to the other: same scheme, host and port."""
    return _origin(left) == _origin(right)


def _origin(address: str) -> tuple[str, str, int]:
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or (443 if scheme == "https" else 80)
