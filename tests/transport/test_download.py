"""Results as they arrive: the key stays at home, and what broke off goes on."""

import pytest

from app.domain.errors import ErrorKind, InputError, NetworkError, ProtocolError
from app.transport.http import HttpTransport
from app.wire.destination import Destination
from tests.transport.conftest import CANARY
from tests.transport.raw_gateway import Connection, RawGateway, Received, serving
from tests.transport.test_redirects import redirecting

DATA = b"\x89PNG" + bytes(range(256)) * 40


async def whole(connection: Connection, _request: Received) -> None:
    await connection.answer(DATA)


async def read(transport: HttpTransport, url: str, place: Destination, **more: int) -> bytes:
    """Everything that a download gives."""
    async with transport.download(url, place, **{"limit_bytes": 1_000_000, **more}) as answer:
        return b"".join([piece async for piece in answer.pieces()])


async def test_a_result_at_the_gateway_is_asked_for_with_the_key(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(whole)
    assert await read(transport, f"{gateway.root}/content", destination) == DATA
    headers = gateway.requests[0].headers
    assert headers["authorization"] == f"Bearer {CANARY}"
    assert headers["accept-encoding"] == "identity"
    assert "range" not in headers


async def test_a_result_elsewhere_is_asked_for_as_by_anybody(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async with serving() as store:
        store.behave(whole)
        assert await read(transport, f"{store.root}/x?sig=1", destination, offset=7) == DATA
    assert "authorization" not in store.requests[0].headers
    assert store.requests[0].headers["range"] == "bytes=7-"


async def test_a_redirect_that_leaves_home_leaves_the_key_there_even_when_it_comes_back(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async with serving() as store:
        store.behave(redirecting(f"{gateway.root}/again"))
        gateway.behave(redirecting("/moved"), redirecting(f"{store.root}/x"), whole)
        assert await read(transport, f"{gateway.root}/content", destination, offset=3) == DATA
    assert ["authorization" in request.headers for request in gateway.requests] == [True, True, False]
    assert "authorization" not in store.requests[0].headers
    assert store.requests[0].headers["range"] == "bytes=3-"


async def test_what_came_before_a_break_is_given(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def breaks(connection: Connection, _request: Received) -> None:
        await connection.begin(200, {"Content-Length": "100"})
        await connection.send(b"half")
        connection.close()

    gateway.behave(breaks)
    async with transport.download(f"{gateway.root}/x", destination, limit_bytes=1000) as answer:
        pieces = answer.pieces()
        assert await anext(pieces) == b"half"
        with pytest.raises(NetworkError):
            await anext(pieces)


async def test_limits_and_addresses_hold(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(whole)
    with pytest.raises(ProtocolError) as caught:
        await read(transport, f"{gateway.root}/x", destination, limit_bytes=100)
    assert caught.value.kind is ErrorKind.ANSWER_TOO_LARGE
    with pytest.raises(InputError):
        await read(transport, "file:///etc/passwd", destination)


async def test_what_never_left_says_so(transport: HttpTransport) -> None:
    async with serving() as gone:
        root = gone.root
    with pytest.raises(NetworkError) as caught:
        await read(transport, f"{root}/x", Destination(root, CANARY))
    assert caught.value.may_have_arrived is False


async def test_what_may_have_arrived_says_so(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def cut(connection: Connection, _request: Received) -> None:
        connection.reset()

    gateway.behave(cut)
    with pytest.raises(NetworkError) as caught:
        await read(transport, f"{gateway.root}/x", destination)
    assert caught.value.may_have_arrived is True
