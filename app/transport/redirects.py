"""Where a redirect may lead. The key and a paid body never leave the gateway's own host."""

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from app.domain.addresses import host_of, same_origin
from app.domain.errors import ErrorKind, NetworkError, Technical
from app.transport.outgoing import Outgoing

_STATUSES = {301, 302, 303, 307, 308}


def redirect_target(status: int, location: str, url: str) -> str | None:
    """The absolute address that an answer points to, or None when it is not a redirect.

    A user and password in it are left out: they would take the place of the key.
    """
    if status not in _STATUSES or not location:
        return None
    try:
        target = urlsplit(urljoin(url, location))
        return target._replace(netloc=target.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return None


def follow_home(request: Outgoing, status: int, target: str) -> Outgoing:
    """The request to send next: the same one to the same gateway.

    A redirect is the front server's word that nothing was worked on, so a POST stays a POST; only 303 says
    «done, look there». Clients that turn a POST into a GET make gateways answer 405.

    Raises:
        NetworkError: REDIRECTED_AWAY, it leads to another host or from https to http.
    """
    if not (same_origin(request.url, target) or _becomes_secure(request.url, target)):
        raise redirected_away(target)
    keeps_method = status != 303 or request.method in {"GET", "HEAD"}
    return request.redirected(target, request.method if keeps_method else "GET")


def follow_away(request: Outgoing, away: Outgoing, target: str) -> Outgoing:
    """The next request for a result: with the key while it stays at home, as anybody's once it leaves.

    Raises:
        NetworkError: REDIRECTED_AWAY, it leads out of the web.
    """
    if same_origin(request.url, target) or _becomes_secure(request.url, target):
        return request.redirected(target, request.method)
    return follow_public(replace(away, url=target), 0, target)


def follow_public(request: Outgoing, _status: int, target: str) -> Outgoing:
    """The next request for a public file, which carries no secret.

    Raises:
        NetworkError: REDIRECTED_AWAY, it leads out of the web.
    """
    if urlsplit(target).scheme not in {"http", "https"}:
        raise redirected_away(target)
    return request.redirected(target, request.method)


def redirected_away(target: str, cause: str = "") -> NetworkError:
    """The error that names where a redirect wanted to lead."""
    return NetworkError(
        ErrorKind.REDIRECTED_AWAY, {"host": host_of(target)}, technical=Technical(cause=cause)
    )


def _becomes_secure(url: str, target: str) -> bool:
    """http → https of one host, both on their usual ports: what every front server does."""
    here, there = urlsplit(url), urlsplit(target)
    return (
        (here.scheme, there.scheme) == ("http", "https")
        and here.hostname == there.hostname
        and (here.port or 80, there.port or 443) == (80, 443)
    )
