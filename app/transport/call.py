"""One call as transport carries it through its attempts."""

from dataclasses import dataclass, field, replace

from app.domain.addresses import same_origin
from app.domain.profile import Timeouts
from app.transport.limits import Limits
from app.transport.masking import Mask
from app.transport.outgoing import Outgoing, prepare, prepare_download, prepare_public, secrets_of
from app.transport.proxies import ProxyRoute, find_proxy, read_system_proxies
from app.wire.destination import Destination
from app.wire.request import Expects, WireRequest


@dataclass(slots=True)
class Call:
    """What every attempt needs.

    ``private`` says that key and body belong to the gateway alone; a public file may come from anywhere.
    ``sent`` tells afterwards whether any of it may have reached the gateway.
    """

    outgoing: Outgoing
    proxy: ProxyRoute | None
    timeouts: Timeouts
    limits: Limits
    mask: Mask
    profile_id: str = ""
    http2: bool = False
    private: bool = True
    away: Outgoing | None = None
    """What goes to another host that a redirect names, with the address put in; None refuses such hosts."""
    home: str = ""
    """The gateway's address, where that may be private; whatever lies elsewhere has to be public."""
    sent: bool = field(default=False, init=False)


def gateway_call(request: WireRequest, destination: Destination, user_agent: str, limits: Limits) -> Call:
    """The call of a request. Encodes the body and asks for the proxy: call it off the event loop.

    Paid requests have a connection of their own, because closing it is what stops the gateway: httpcore does
    not reset an HTTP/2 stream that is given up. Plain questions share one.

    Raises:
        InputError, NetworkError: as ``prepare`` and ``find_proxy`` say.
    """
    mask = Mask(secrets_of(destination), limits.recorded_bytes)
    outgoing = prepare(request, destination, user_agent, mask)
    return Call(
        outgoing,
        find_proxy(outgoing.url, destination.proxy, destination.proxy_password, read_system_proxies()),
        destination.timeouts,
        limits,
        mask,
        profile_id=destination.profile_id,
        http2=request.method == "GET" and request.expects is Expects.JSON,
        home=outgoing.url,
    )


def download_call(url: str, destination: Destination, user_agent: str, limits: Limits, offset: int) -> Call:
    """The call for a result, with the key where it lies at the gateway itself.

    Raises:
        InputError, NetworkError: as ``prepare_public`` and ``find_proxy`` say.
    """
    away = prepare_download(url, user_agent, offset)
    at_home = same_origin(url, destination.root)
    proxy = find_proxy(url, destination.proxy, destination.proxy_password, read_system_proxies())
    return Call(
        prepare_download(url, user_agent, offset, destination) if at_home else away,
        proxy,
        destination.timeouts,
        limits,
        Mask(secrets_of(destination), limits.recorded_bytes),
        profile_id=destination.profile_id,
        private=at_home,
        away=replace(away, url=""),
        home=destination.root,
    )


def public_call(destination: Destination, user_agent: str, limits: Limits, home: str) -> Call:
    """The call for a public file at the destination's root; its key is not looked at.

    Raises:
        InputError, NetworkError: as ``prepare_public`` and ``find_proxy`` say.
    """
    proxy = find_proxy(destination.root, destination.proxy, destination.proxy_password, read_system_proxies())
    return Call(
        prepare_public(destination.root, user_agent),
        proxy,
        destination.timeouts,
        limits,
        Mask(secrets_of(destination), limits.recorded_bytes),
        private=False,
        home=home,
    )
