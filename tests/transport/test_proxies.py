"""The way out: the profile's proxy, the system's, or none, in the spellings that people really have."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.domain.errors import ErrorKind, NetworkError
from app.domain.profile import ProxyChoice, ProxyMode
from app.transport.http import HttpTransport
from app.transport.proxies import ProxyRoute, SystemProxies, find_proxy, read_system_proxies
from app.wire.destination import Destination
from app.wire.exchange import Exchange
from tests.transport.calls import CHAT, MODELS, texts
from tests.transport.conftest import CANARY
from tests.transport.raw_gateway import Connection, RawGateway, Received
from tests.transport.test_send import answering
from tests.transport.test_stream import good_stream

SYSTEM = ProxyChoice()


def found(url: str, **addresses: str) -> ProxyRoute | None:
    """The proxy that a machine with these settings uses."""
    return find_proxy(url, SYSTEM, "", SystemProxies(addresses, lambda _host: False))


@pytest.mark.parametrize(
    ("address", "scheme", "port"),
    [
        ("socks://127.0.0.1:1080", "socks5h", 1080),
        ("socks5://127.0.0.1:1080", "socks5h", 1080),
        ("SOCKS5H://127.0.0.1", "socks5h", 1080),
        ("127.0.0.1:7890", "http", 7890),
        ("http://127.0.0.1:7890/", "http", 7890),
        ("https://127.0.0.1", "https", 443),
    ],
)
def test_every_spelling_of_a_proxy_is_understood(address: str, scheme: str, port: int) -> None:
    assert found("https://relay.test/v1", all=address) == ProxyRoute(scheme, "127.0.0.1", port)


def test_user_and_password_may_hold_anything() -> None:
    route = found("https://relay.test", https="http://me%40work:p%3Ass@p@proxy.test:8080")
    assert route == ProxyRoute("http", "proxy.test", 8080, "me@work", "p:ss@p")
    assert "p:ss" not in repr(route)


def test_the_scheme_decides_before_the_proxy_for_all() -> None:
    addresses = {"https": "http://a.test:1", "all": "http://b.test:2"}
    assert found("https://relay.test", **addresses) == ProxyRoute("http", "a.test", 1)
    assert found("http://relay.test", **addresses) == ProxyRoute("http", "b.test", 2)
    assert found("https://relay.test", https=" ") is None


@pytest.mark.parametrize(
    "no_proxy",
    ["*", "relay.test", ".relay.test, other.test", "*.relay.test", "a.test relay.test:443", "api.relay.test"],
)
def test_who_is_listed_goes_without(no_proxy: str) -> None:
    assert found("https://api.relay.test/v1", https="http://p.test:1", no=no_proxy) is None


@pytest.mark.parametrize("no_proxy", ["", "lay.test", "relay.test:80", "10.0.0.0/8", "other.test"])
def test_who_is_not_listed_goes_through(no_proxy: str) -> None:
    assert found("https://relay.test/v1", https="http://p.test:1", no=no_proxy) is not None


def test_networks_and_this_machine_go_without() -> None:
    assert found("http://10.1.2.3/v1", http="http://p.test:1", no="10.0.0.0/8,::1") is None
    for host in ("127.0.0.1:4000", "localhost:4000", "[::1]:4000", "studio.localhost"):
        assert found(f"http://{host}/v1", all="http://p.test:1") is None


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks://127.0.0.1:1080")
    monkeypatch.setenv("NO_PROXY", "intern.test")
    system = read_system_proxies()
    assert find_proxy("https://relay.test", SYSTEM, "", system) == ProxyRoute("socks5h", "127.0.0.1", 1080)
    assert find_proxy("https://intern.test", SYSTEM, "", system) is None


@pytest.mark.parametrize("address", ["", "socks4://a.test:1", "http://a.test:99999", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_said(address: str) -> None:
    choice = ProxyChoice(ProxyMode.HTTP, address)
    with pytest.raises(NetworkError) as caught:
        find_proxy("https://relay.test", choice, "", SystemProxies({}, lambda _host: False))
    assert caught.value.kind is ErrorKind.PROXY_FAILED


async def test_a_plain_request_goes_through_the_profiles_proxy_with_its_password(
    gateway: RawGateway, transport: HttpTransport
) -> None:
    gateway.behave(answering(b"{}"))
    choice = ProxyChoice(ProxyMode.HTTP, f"127.0.0.1:{gateway.port}", "me@work")
    destination = Destination("http://relay.invalid", CANARY, proxy=choice, proxy_password="p:s s@")
    assert (await transport.send(MODELS, destination)).status == 200
    request = gateway.requests[0]
    assert request.target == "http://relay.invalid/v1/models"
    basic = base64.b64encode(b"me@work:p:s s@").decode()
    assert request.headers["proxy-authorization"] == f"Basic {basic}"


async def test_a_proxy_that_refuses_is_blamed_and_the_key_stays_here(
    gateway: RawGateway, transport: HttpTransport, exchanges: list[Exchange]
) -> None:
    gateway.behave(answering(b"who are you", 407))
    choice = ProxyChoice(ProxyMode.HTTP, f"127.0.0.1:{gateway.port}")
    with pytest.raises(NetworkError) as caught:
        await transport.send(CHAT, Destination("https://relay.invalid", CANARY, proxy=choice))
    assert caught.value.kind is ErrorKind.PROXY_FAILED
    assert caught.value.values == {"host": "relay.invalid", "proxy": f"http://127.0.0.1:{gateway.port}"}
    assert {request.method for request in gateway.requests} == {"CONNECT"}
    assert all("authorization" not in request.headers for request in gateway.requests)


async def test_a_proxy_that_is_not_there_is_blamed_not_the_gateway(transport: HttpTransport) -> None:
    choice = ProxyChoice(ProxyMode.SOCKS5, "127.0.0.1:1")
    with pytest.raises(NetworkError) as caught:
        await transport.send(CHAT, Destination("https://relay.invalid", CANARY, proxy=choice))
    assert caught.value.kind is ErrorKind.PROXY_FAILED


async def test_a_proxy_that_never_answers_runs_into_the_limit_of_the_connection(
    gateway: RawGateway, transport: HttpTransport, hurried: Destination
) -> None:
    async def silent(connection: Connection, _request: Received) -> None:
        await connection.closed_by_peer()

    gateway.behave(silent)
    choice = ProxyChoice(ProxyMode.HTTP, f"127.0.0.1:{gateway.port}")
    with pytest.raises(NetworkError) as caught:
        await transport.send(
            CHAT, Destination("https://relay.invalid", CANARY, proxy=choice, timeouts=hurried.timeouts)
        )
    assert caught.value.kind is ErrorKind.CONNECT_TIMEOUT


async def test_a_stream_comes_through_a_socks_proxy_which_resolves_the_name(
    gateway: RawGateway, transport: HttpTransport
) -> None:
    gateway.behave(good_stream)
    async with socks_proxy(gateway.port) as (port, asked):
        choice = ProxyChoice(ProxyMode.SOCKS5, f"127.0.0.1:{port}")
        destination = Destination("http://relay.invalid", CANARY, proxy=choice)
        assert await texts(transport, destination) == ['{"a":1}', "[DONE]"]
        assert asked == [b"relay.invalid"]


@asynccontextmanager
async def socks_proxy(target_port: int) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A SOCKS 5 proxy (RFC 1928) that leads everything to one port; yields its own and the names it heard."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        *_, length = await reader.readexactly(5)
        asked.append(await reader.readexactly(length))
        await reader.readexactly(2)
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", target_port)
        await asyncio.gather(_pass_on(reader, to_writer), _pass_on(to_reader, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
