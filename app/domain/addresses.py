"""One address in its several spellings: ROOT is stored, the others are derived."""

import re
from urllib.parse import urlsplit

from app.domain.errors import ErrorKind, InputError

_ENDPOINT = re.compile(
    r"/(?:chat/completions|completions|responses|messages|models|embeddings|images/\w+|audio/\w+)(?:/.*)?$"
)
_VERSION = re.compile(r"/v1(?:beta)?$")
_LOCAL = re.compile(r"^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?::\d+)?(?:/|$)")
_PROXY_SCHEMES = {"", "http", "https", "socks", "socks5", "socks5h"}
_PROXY_HOST = re.compile(r"^[\w.:-]+$")
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


def check_proxy(typed: str) -> str:
    """A proxy's address, ``host:port``, with a scheme where one was typed.

    Raises:
        InputError: it is none, or it holds a user, whose password has no place in an address.
    """
    address = typed.strip().rstrip("/")
    parts = urlsplit(address if "://" in address else f"//{address}")
    try:
        usable = bool(parts.port) and bool(_PROXY_HOST.match(parts.hostname or "")) and "@" not in address
    except ValueError:
        usable = False
    if not usable or parts.scheme.lower() not in _PROXY_SCHEMES or parts.path or parts.query:
        raise InputError(ErrorKind.PROXY_ADDRESS_INVALID, field="proxy")
    return address


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
