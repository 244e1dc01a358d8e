"""The pooled HTTP clients and the machine's certificates. Importing this module imports httpx."""

import importlib
import logging
import socket
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from app.transport.certificates import system_tls
from app.transport.limits import Limits
from app.transport.proxies import ProxyRoute

_UNACKNOWLEDGED_MS = 30_000
_LOADED_LATE = ("httpcore", "anyio._backends._asyncio", "socksio")

# They would write addresses at INFO, and headers with the key at DEBUG.
for _name in ("httpx", "httpcore", "hpack", "h2"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Clients:
    """One client per profile and proxy, made when first needed.

    Building it reads the system's certificates and loads what httpx leaves for its first connection: do that
    off the event loop, once.
    """

    def __init__(self, limits: Limits) -> None:
        for name in _LOADED_LATE:
            importlib.import_module(name)
        self._limits = limits
        self._tls = system_tls()
        self._clients: dict[tuple[str, ProxyRoute | None, bool], httpx.AsyncClient] = {}

    def get(self, profile_id: str, proxy: ProxyRoute | None, *, http2: bool) -> httpx.AsyncClient:
        """The client of a profile behind a proxy."""
        name = (profile_id, proxy, http2)
        if name not in self._clients:
            self._clients[name] = self._make(proxy, http2)
        return self._clients[name]

    async def close(self) -> None:
        """Close every connection."""
        while self._clients:
            _, client = self._clients.popitem()
            await client.aclose()

    def _make(self, proxy: ProxyRoute | None, http2: bool) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(
                verify=self._tls,
                http2=http2,
                trust_env=False,
                limits=httpx.Limits(
                    max_connections=None,
                    max_keepalive_connections=16,
                    keepalive_expiry=self._limits.keep_alive_s,
                ),
                proxy=_proxy(proxy),
                socket_options=_socket_options(),
            ),
            trust_env=False,
            timeout=None,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )


def _proxy(route: ProxyRoute | None) -> httpx.Proxy | None:
    if route is None:
        return None
    auth = (route.username, route.password) if route.username else None
    return httpx.Proxy(route.address, auth=auth)


def _socket_options() -> list[tuple[int, int, int]]:
    """After sleep or a change of network a kept connection is dead without knowing: give it up early."""
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        options.append((socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS))
    return options
