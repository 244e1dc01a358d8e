"""What every request to a place has in common: the machine's certificates and proxy, and patience."""

from typing import Any

import httpx

from app.domain.profile import ProxyChoice
from app.transport.certificates import system_tls
from app.transport.proxies import find_proxy, read_system_proxies

TIMEOUT = httpx.Timeout(60.0, connect=15.0, read=120.0)


def connection_options(url: str, user_agent: str) -> dict[str, Any]:
    """Options of an httpx client; reads certificates, some 20 to 50 ms.

    Raises:
        NetworkError: PROXY_FAILED, the system's proxy cannot be used.
    """
    route = find_proxy(url, ProxyChoice(), "", read_system_proxies())
    auth = (route.username, route.password) if route is not None and route.username else None
    proxy = httpx.Proxy(route.address, auth=auth) if route is not None else None
    transport = httpx.HTTPTransport(verify=system_tls(), trust_env=False, proxy=proxy, retries=1)
    return {
        "transport": transport,
        "trust_env": False,
        "timeout": TIMEOUT,
        "headers": {"User-Agent": user_agent},
    }
