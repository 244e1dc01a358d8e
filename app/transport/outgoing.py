"""A wire request made ready for the socket: address, headers with the key, encoded body."""

import json
import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

from app.domain.errors import ErrorKind, InputError, Technical
from app.domain.keys import is_secret_name
from app.transport import multipart
from app.transport.decoding import ACCEPTED
from app.transport.masking import Mask
from app.wire.destination import Destination
from app.wire.request import Auth, Expects, JsonBody, MultipartBody, RawBody, WireRequest

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SHORTEST_SECRET = 8
"""Words of a header that are shorter, such as ``Bearer``, would riddle every record."""
_ACCEPT = {
    Expects.JSON: "application/json",
    Expects.EVENTS: "text/event-stream",
    Expects.BYTES: "*/*",
}
_KEY_HEADERS = {
    Auth.BEARER: ("Authorization", "Bearer "),
    Auth.X_API_KEY: ("x-api-key", ""),
    Auth.GOOGLE: ("x-goog-api-key", ""),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes to the wire. ``recorded_body`` is the body as the inspector may show it."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    recorded_body: str = field(default="", repr=False)

    def redirected(self, url: str, method: str) -> "Outgoing":
        """The same request for another address; as a GET it has no body."""
        if method == self.method:
            return replace(self, url=url)
        headers = tuple((name, value) for name, value in self.headers if name.lower() != "content-type")
        return Outgoing(method, url, headers)


def secrets_of(destination: Destination) -> tuple[str, ...]:
    """Everything of a destination that no record and no error may hold."""
    values = [value for name, value in destination.headers if is_secret_name(name)]
    words = [word for value in values for word in (value, *value.split()) if len(word) >= _SHORTEST_SECRET]
    return tuple(filter(None, (destination.key, destination.proxy_password, *words)))


def prepare(request: WireRequest, destination: Destination, user_agent: str, mask: Mask) -> Outgoing:
    """The outgoing form of a request. Bodies can be large: call it off the event loop.

    Raises:
        InputError: an address, key or header that HTTP cannot carry, or extra JSON that is none (NaN).
    """
    body, content_type = _encode(request.body)
    headers = {"User-Agent": user_agent, "Accept": _ACCEPT[request.expects]}
    # A compressed stream tends to wait in the gateway's buffers until a block is full.
    headers["Accept-Encoding"] = "identity" if request.expects is Expects.EVENTS else ACCEPTED
    if content_type:
        headers["Content-Type"] = content_type
    if destination.key and request.auth is not Auth.NONE:
        name, prefix = _KEY_HEADERS[request.auth]
        headers[name] = f"{prefix}{destination.key}"
    for name, value in (*request.headers, *destination.headers):
        _set(headers, name, value)
    _check(headers)
    return Outgoing(
        request.method,
        _url(request, destination),
        tuple(headers.items()),
        body,
        mask.body(body, content_type),
    )


def prepare_public(url: str, user_agent: str) -> Outgoing:
    """The request for a public file: no key, no cookie, nothing that names the person.

    Raises:
        InputError: no http(s) address.
    """
    check_address(url)
    headers = {"User-Agent": user_agent, "Accept": _ACCEPT[Expects.BYTES], "Accept-Encoding": ACCEPTED}
    return Outgoing("GET", url, tuple(headers.items()))


def prepare_download(
    url: str, user_agent: str, offset: int, destination: Destination | None = None
) -> Outgoing:
    """The request for a result, from ``offset`` on; with a destination it carries its key and headers.

    Raises:
        InputError: no http(s) address, or a key that no header can carry.
    """
    check_address(url)
    # Only bytes as they lie there can be counted and gone on with.
    headers = {"User-Agent": user_agent, "Accept": _ACCEPT[Expects.BYTES], "Accept-Encoding": "identity"}
    if offset:
        headers["Range"] = f"bytes={offset}-"
    if destination is not None:
        if destination.key:
            headers["Authorization"] = f"Bearer {destination.key}"
        for name, value in destination.headers:
            _set(headers, name, value)
    _check(headers)
    return Outgoing("GET", url, tuple(headers.items()))


def check_address(url: str) -> None:
    """Refuse what is no http(s) address.

    Raises:
        InputError: ADDRESS_INVALID.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError(ErrorKind.ADDRESS_INVALID, {"address": url[:200]}, field="address")


def _encode(body: JsonBody | RawBody | MultipartBody | None) -> tuple[bytes, str]:
    match body:
        case None:
            return b"", ""
        case RawBody():
            return body.data, body.content_type
        case JsonBody():
            return _encode_json(body.value), "application/json"
        case MultipartBody():
            return multipart.encode(body)


def _encode_json(value: object) -> bytes:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(
            ErrorKind.EXTRA_JSON_INVALID, {"reason": str(error)}, technical=Technical(cause=str(error))
        ) from error
    return text.encode("utf-8", "replace")


def _url(request: WireRequest, destination: Destination) -> str:
    address = f"{destination.root.rstrip('/')}{request.path}"
    check_address(address)
    return f"{address}?{urlencode(request.query)}" if request.query else address


def _set(headers: dict[str, str], name: str, value: str) -> None:
    """Set a header, whatever the case of its name; a profile's own headers win over ours."""
    for known in tuple(headers):
        if known.lower() == name.lower():
            del headers[known]
    headers[name] = value


def _check(headers: dict[str, str]) -> None:
    """HTTP libraries put a header that they refuse into their message, the key with it: refuse it first."""
    for name, value in headers.items():
        if not _NAME.fullmatch(name) or _CONTROL.search(value) or value != value.strip():
            key_headers = {header.lower() for header, _ in _KEY_HEADERS.values()}
            field_name = "key" if name.lower() in key_headers else "headers"
            raise InputError(ErrorKind.KEY_INVALID, field=field_name)
