"""Which proxy a request takes: the profile's own, the system's, or none.

httpx would read the environment too, but it refuses ``socks://``, which GNOME and common proxy clients
write, and sends calls to this very machine through a company's proxy.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import unquote, urlsplit

from app.domain.errors import ErrorKind, NetworkError, Technical
from app.domain.profile import ProxyChoice, ProxyMode

_SCHEMES = {"socks": "socks5h", "socks5": "socks5h", "socks5h": "socks5h", "http": "http", "https": "https"}
_PORTS = {"socks5h": 1080, "http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class ProxyRoute:
    """A proxy ready for use. Names are resolved by the proxy where it can (``socks5h``)."""

    scheme: str
    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """The proxy without user and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class SystemProxies:
    """The proxies of the machine: addresses by scheme, and who goes without."""

    addresses: Mapping[str, str]
    bypassed: Callable[[str], bool]


def read_system_proxies() -> SystemProxies:
    """Environment variables; on macOS and Windows the system's settings where there are none.

    May ask the name service on Windows: call it off the event loop.
    """
    import urllib.request

    bypassed: Callable[[str], bool] = lambda _host: False  # noqa: E731
    if sys.platform in {"darwin", "win32"} and not urllib.request.getproxies_environment():
        bypassed = lambda host: bool(urllib.request.proxy_bypass(host))  # noqa: E731
    return SystemProxies(urllib.request.getproxies(), bypassed)


def find_proxy(url: str, choice: ProxyChoice, password: str, system: SystemProxies) -> ProxyRoute | None:
    """The proxy for a URL, or None to connect directly.

    Raises:
        NetworkError: PROXY_FAILED, the proxy's address cannot be used.
    """
    match choice.mode:
        case ProxyMode.NONE:
            return None
        case ProxyMode.HTTP:
            return _route(choice.address, "http", choice.username, password)
        case ProxyMode.SOCKS5:
            return _route(choice.address, "socks5h", choice.username, password)
        case ProxyMode.SYSTEM:
            return _system_route(url, system)


def _system_route(url: str, system: SystemProxies) -> ProxyRoute | None:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if _is_local(host) or _listed(host, port, system.addresses.get("no", "")) or system.bypassed(host):
        return None
    address = system.addresses.get(parts.scheme) or system.addresses.get("all") or ""
    return _route(address, "http") if address.strip() else None


def _route(address: str, scheme: str, username: str = "", password: str = "") -> ProxyRoute:
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"{scheme}://{text}")
        known = _SCHEMES[parts.scheme.lower()]
        if not parts.hostname:
            raise ValueError("no host")
        port = parts.port or _PORTS[known]
    except (ValueError, KeyError) as error:
        raise NetworkError(
            ErrorKind.PROXY_FAILED,
            {"host": _without_user(text), "proxy": _without_user(text)},
            technical=Technical(cause="the proxy's address cannot be used"),
        ) from error
    return ProxyRoute(
        known,
        parts.hostname,
        port,
        username or unquote(parts.username or ""),
        password or unquote(parts.password or ""),
    )


def _without_user(address: str) -> str:
    return address.rpartition("@")[2]


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _listed(host: str, port: int, no_proxy: str) -> bool:
    """Whether NO_PROXY names a host: itself, a domain above it, a network, or ``*``."""
    entries = no_proxy.replace(",", " ").lower().split()
    return any(_matches(host, port, entry) for entry in entries)


def _matches(host: str, port: int, entry: str) -> bool:
    if entry == "*":
        return True
    if "/" in entry:
        return _in_network(host, entry)
    name, colon, number = entry.rpartition(":")
    if colon and number.isdecimal() and (":" not in name or name.endswith("]")):
        if int(number) != port:
            return False
        entry = name
    entry = entry.strip("[]").removeprefix("*").removeprefix(".")
    return host == entry or host.endswith(f".{entry}")


def _in_network(host: str, network: str) -> bool:
    try:
        return ip_address(host) in ip_network(network, strict=False)
    except ValueError:
        return False
