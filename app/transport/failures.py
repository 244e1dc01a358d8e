"""What the network did, as an error that a person can act on."""

import errno
import socket
import ssl
from collections.abc import Iterator

import httpx
from h2.exceptions import H2Error

from app.domain.errors import ErrorKind, InputError, NetworkError, ProtocolError, StudioError, Technical
from app.transport.masking import Mask

RAISED = (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, H2Error, OSError, UnicodeError)
"""Everything that the HTTP library lets out."""

_LONGEST_CAUSE = 500
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}


def network_error(
    error: BaseException, mask: Mask, *, host: str, proxy: str = "", connecting: bool
) -> StudioError:
    """The studio's error for one of the library's.

    Args:
        error: one of RAISED.
        mask: hides secrets in what the library says.
        host: whom we wanted to reach.
        proxy: address of the proxy in between, empty without one.
        connecting: whether the request had not begun to leave yet.
    """
    causes = tuple(_causes(error))
    values = {"host": host, "proxy": proxy} if proxy else {"host": host}
    technical = Technical(cause=mask.text(_cause_text(causes))[:_LONGEST_CAUSE])
    if isinstance(error, httpx.InvalidURL):
        return InputError(ErrorKind.ADDRESS_INVALID, {"address": host}, technical=technical, field="address")
    if isinstance(error, httpx.DecodingError):
        return ProtocolError(ErrorKind.UNREADABLE_ANSWER, values, technical=technical)
    kind = _kind(causes, connecting)
    if proxy and connecting and kind is not ErrorKind.TLS_FAILED:
        kind = ErrorKind.PROXY_FAILED
    if kind is ErrorKind.TLS_FAILED:
        values["reason"] = _tls_reason(causes)
    return NetworkError(kind, values, technical=technical)


def _kind(causes: tuple[BaseException, ...], connecting: bool) -> ErrorKind:
    for cause in causes:
        if kind := _kind_of(cause, connecting):
            return kind
    return ErrorKind.CONNECTION_LOST


def _kind_of(error: BaseException, connecting: bool) -> ErrorKind | None:
    match error:
        case httpx.ProxyError():
            return ErrorKind.PROXY_FAILED
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return ErrorKind.CONNECT_TIMEOUT
        case socket.gaierror():
            return ErrorKind.DNS_FAILED
        case UnicodeError() if connecting:
            return ErrorKind.DNS_FAILED
        case ssl.SSLError():
            return ErrorKind.TLS_FAILED if connecting else None
        case ConnectionRefusedError():
            return ErrorKind.CONNECTION_REFUSED
        case OSError(errno=number) if number in _UNREACHABLE:
            return ErrorKind.NETWORK_UNREACHABLE
        case OSError(errno=errno.ETIMEDOUT) if connecting:
            return ErrorKind.CONNECT_TIMEOUT
        case _:
            return None


def _tls_reason(causes: tuple[BaseException, ...]) -> str:
    """What the check of the certificate, or else OpenSSL, says in a few words."""
    fault = next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None)
    if isinstance(fault, ssl.SSLCertVerificationError):
        return fault.verify_message
    return (fault.reason or "").replace("_", " ").lower() if fault else ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what caused it, and the members of groups on the way."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting += [current.__cause__ or current.__context__]
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions


def _cause_text(causes: tuple[BaseException, ...]) -> str:
    texts = [f"{type(cause).__name__}: {cause}" if str(cause) else type(cause).__name__ for cause in causes]
    return " ← ".join(dict.fromkeys(texts))
