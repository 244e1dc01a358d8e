"""Whether an address lies in the open web, or on this computer and among its neighbours.

A link in an answer or a form may name anything; it must not make the studio read the router's own pages.
"""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from app.domain.errors import ErrorKind, NetworkError, Technical

_STAND_INS = (ip_network("198.18.0.0/15"), ip_network("fc00::/18"))
"""Addresses that Clash and sing-box give every name while they carry the whole computer's traffic."""

_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa")


async def check_public(url: str, *, proxied: bool) -> None:
    """Refuse an address that is not public. Behind a proxy the names are the proxy's own business.

    Raises:
        NetworkError: ADDRESS_PRIVATE; nothing was sent.
    """
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    named = [host] if _is_number(host) else [] if proxied else await _resolved(host)
    if host.endswith(_LOCAL_NAMES) or any(not is_public(address) for address in named):
        error = NetworkError(ErrorKind.ADDRESS_PRIVATE, {"host": host}, technical=Technical(cause=url[:200]))
        error.may_have_arrived = False
        raise error


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the open web, or stands in for one that does."""
    number: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    number = getattr(number, "ipv4_mapped", None) or number
    stands_in = any(number.version == net.version and number in net for net in _STAND_INS)
    return stands_in or (number.is_global and not number.is_multicast)


async def _resolved(host: str) -> Iterable[str]:
    """The addresses of a name; none where it has none, which connecting will say better."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return [str(place[4][0]) for place in found]


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
