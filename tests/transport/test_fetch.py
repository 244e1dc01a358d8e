"""Public files: no key, a limit, and redirects wherever they lead on the web."""

import pytest

from app.domain.errors import ErrorKind, InputError, NetworkError, ProtocolError
from app.transport.http import HttpTransport
from app.wire.exchange import Exchange
from tests.transport.raw_gateway import Connection, RawGateway, Received, serving
from tests.transport.test_redirects import redirecting

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


async def picture(connection: Connection, _request: Received) -> None:
    await connection.answer(PNG, headers={"Content-Type": "image/png"})


async def test_a_picture_comes_with_its_type_and_is_recorded_without_its_bytes(
    gateway: RawGateway, transport: HttpTransport, exchanges: list[Exchange]
) -> None:
    gateway.behave(picture)
    response = await transport.fetch(f"{gateway.root}/a.png?sig=abcdefghijklmnop", limit_bytes=1000)
    assert (response.content_type, response.body) == ("image/png", PNG)
    assert "authorization" not in gateway.requests[0].headers
    assert gateway.requests[0].target == "/a.png?sig=abcdefghijklmnop"
    assert exchanges[0].response_body == f"({len(PNG)} bytes, image/png)"
    assert exchanges[0].url.endswith("/a.png?sig=abc…mnop")


async def test_a_redirect_to_another_host_is_followed(gateway: RawGateway, transport: HttpTransport) -> None:
    async with serving() as storage:
        storage.behave(picture)
        gateway.behave(redirecting(f"{storage.root}/b.png"))
        response = await transport.fetch(f"{gateway.root}/a.png", limit_bytes=1000)
        assert response.body == PNG


async def test_a_file_over_the_limit_is_left(gateway: RawGateway, transport: HttpTransport) -> None:
    gateway.behave(picture)
    with pytest.raises(ProtocolError) as caught:
        await transport.fetch(f"{gateway.root}/a.png", limit_bytes=50)
    assert caught.value.kind is ErrorKind.ANSWER_TOO_LARGE


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.test/a", "data:image/png;base64,AA", "//x", ""]
)
async def test_only_the_web_is_fetched(transport: HttpTransport, url: str) -> None:
    with pytest.raises(InputError) as caught:
        await transport.fetch(url, limit_bytes=1000)
    assert caught.value.kind is ErrorKind.ADDRESS_INVALID


async def test_a_redirect_out_of_the_web_is_refused(gateway: RawGateway, transport: HttpTransport) -> None:
    gateway.behave(redirecting("file:///etc/passwd"))
    with pytest.raises(NetworkError) as caught:
        await transport.fetch(f"{gateway.root}/a.png", limit_bytes=1000)
    assert caught.value.kind is ErrorKind.REDIRECTED_AWAY
