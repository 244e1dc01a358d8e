"""The key and a paid body stay with the gateway, wherever a redirect points."""

import pytest

from app.domain.errors import ErrorKind, NetworkError
from app.transport.http import HttpTransport
from app.transport.outgoing import Outgoing
from app.transport.redirects import follow_home, redirect_target
from app.wire.destination import Destination
from app.wire.exchange import Exchange
from tests.transport.calls import CHAT, MODELS, PICTURE
from tests.transport.raw_gateway import Behaviour, Connection, RawGateway, Received, serving


def redirecting(location: str, status: int = 302) -> Behaviour:
    """A behaviour that points elsewhere."""

    async def behave(connection: Connection, _request: Received) -> None:
        await connection.answer(status=status, headers={"Location": location})

    return behave


async def fine(connection: Connection, _request: Received) -> None:
    await connection.answer(b"{}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_another_host_never_sees_the_key_nor_the_body(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, status: int
) -> None:
    async with serving() as elsewhere:
        elsewhere.behave(fine)
        gateway.behave(redirecting(f"{elsewhere.root}/v1/models", status))
        for request in (MODELS, PICTURE, CHAT):
            with pytest.raises(NetworkError) as caught:
                await transport.send(request, destination)
            assert caught.value.kind is ErrorKind.REDIRECTED_AWAY
            assert caught.value.values == {"host": f"127.0.0.1:{elsewhere.port}"}
        assert elsewhere.requests == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_at_home_is_followed_with_key_method_and_body(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, status: int
) -> None:
    gateway.behave(redirecting("/v1/images/generations/", status), fine)
    assert (await transport.send(PICTURE, destination)).status == 200
    first, second = gateway.requests
    assert second.target == "/v1/images/generations/"
    assert (second.method, second.body) == (first.method, first.body)
    assert second.headers["authorization"] == first.headers["authorization"]


async def test_see_other_is_read_and_not_sent_again(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(redirecting("/v1/tasks/1", 303), fine)
    assert (await transport.send(PICTURE, destination)).status == 200
    assert (gateway.requests[1].method, gateway.requests[1].body) == ("GET", b"")


async def test_a_circle_of_redirects_ends(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    gateway.behave(redirecting("/round"))
    with pytest.raises(NetworkError) as caught:
        await transport.send(PICTURE, destination)
    assert caught.value.kind is ErrorKind.REDIRECTED_AWAY
    assert len(exchanges) == 6


async def test_a_redirect_that_leads_nowhere_is_an_answer(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(redirecting("http://[broken", 302))
    assert (await transport.send(MODELS, destination)).status == 302


def test_the_usual_step_from_http_to_https_keeps_everything() -> None:
    request = Outgoing("POST", "http://relay.example/v1/x", (("Authorization", "Bearer k"),), b"{}")
    followed = follow_home(request, 301, "https://relay.example/v1/x")
    assert followed == Outgoing("POST", "https://relay.example/v1/x", request.headers, b"{}")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("https://relay.example/x", "http://relay.example/x"),
        ("http://relay.example/x", "https://relay.example:8443/x"),
        ("http://relay.example:8080/x", "https://relay.example/x"),
        ("https://relay.example/x", "https://www.relay.example/x"),
        ("https://relay.example/x", "https://relay.example.evil.test/x"),
        ("https://relay.example/x", "file:///etc/passwd"),
    ],
)
def test_any_other_step_away_is_refused(here: str, there: str) -> None:
    with pytest.raises(NetworkError):
        follow_home(Outgoing("GET", here), 302, there)


def test_a_password_inside_a_redirect_cannot_take_the_place_of_the_key() -> None:
    target = redirect_target(302, "https://user:pass@relay.example/x", "https://relay.example/")
    assert target == "https://relay.example/x"
