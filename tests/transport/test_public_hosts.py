"""A link may name anything; only the open web and the gateway itself are read."""

from collections.abc import AsyncIterator

import pytest

from app.domain.errors import ErrorKind, NetworkError
from app.transport.http import HttpTransport
from app.transport.public_hosts import check_public, is_public
from app.wire.destination import Destination
from tests.transport.raw_gateway import Connection, RawGateway, Received, serving
from tests.transport.test_redirects import redirecting


@pytest.fixture
async def careful() -> AsyncIterator[HttpTransport]:
    """The transport as the window has it."""
    transport = HttpTransport(user_agent="relay-studio/test")
    yield transport
    await transport.close()


async def fine(connection: Connection, _request: Received) -> None:
    await connection.answer(b"fine")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("198.18.3.4", True), ("fc00::5", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.9", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("::1", False), ("fe80::1%eth0", False), ("fd12::1", False), ("::ffff:192.168.1.1", False),
    ],
)  # fmt: skip
def test_each_address_is_public_or_not(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/a.png", "http://localhost/a.png", "http://[::1]/a.png", "http://LOCALHOST./a",
        "http://nas.local/a.png", "http://169.254.169.254/latest/meta-data",
    ],
)  # fmt: skip
@pytest.mark.parametrize("proxied", [True, False])
async def test_this_computer_and_its_neighbours_are_refused(url: str, proxied: bool) -> None:
    with pytest.raises(NetworkError) as refused:
        await check_public(url, proxied=proxied)
    assert refused.value.kind is ErrorKind.ADDRESS_PRIVATE
    assert not refused.value.may_have_arrived


async def test_a_public_file_from_next_door_is_not_asked_for(
    gateway: RawGateway, careful: HttpTransport
) -> None:
    gateway.behave(fine)
    with pytest.raises(NetworkError) as refused:
        await careful.fetch(f"{gateway.root}/x.png", limit_bytes=100)
    assert refused.value.kind is ErrorKind.ADDRESS_PRIVATE
    assert gateway.requests == []


async def test_the_gateway_itself_may_live_next_door_and_leads_nowhere_else(
    gateway: RawGateway, careful: HttpTransport
) -> None:
    gateway.behave(fine)
    home = Destination(gateway.root, "", "profile-1")
    async with careful.download(f"{gateway.root}/x.png", home, limit_bytes=100) as answer:
        assert b"".join([piece async for piece in answer.pieces()]) == b"fine"
    async with serving() as neighbour:
        neighbour.behave(fine)
        gateway.behave(redirecting(f"{neighbour.root}/x.png"))
        for url in (f"{neighbour.root}/x.png", f"{gateway.root}/moved"):
            with pytest.raises(NetworkError) as refused:
                async with careful.download(url, home, limit_bytes=100):
                    pass
            assert refused.value.kind is ErrorKind.ADDRESS_PRIVATE
        assert neighbour.requests == []
