"""What is kept of an exchange: enough to understand it, nothing that could be stolen from it."""

import asyncio
import json
import logging
import traceback
from dataclasses import replace
from urllib.parse import quote

import pytest

from app.domain.errors import StudioError
from app.transport.http import HttpTransport
from app.transport.masking import Mask
from app.wire.destination import Destination
from app.wire.exchange import Exchange
from app.wire.request import Auth, JsonBody, WireRequest
from tests.transport.calls import CHAT, MODELS, collect
from tests.transport.conftest import CANARY
from tests.transport.raw_gateway import Connection, RawGateway, Received
from tests.transport.test_redirects import redirecting
from tests.transport.test_stream import good_stream

HINT = f"{CANARY[:3]}…{CANARY[-4:]}"
OTHER_CANARY = "other-canary-0123456789"


async def echo(connection: Connection, request: Received) -> None:
    """Say back everything, as careless gateways do in their error texts."""
    await connection.answer(
        json.dumps({"error": dict(request.headers), "url": request.target}).encode(),
        status=401,
        headers={"Content-Type": "application/json", "Set-Cookie": f"session={CANARY}", "X-Echo": CANARY},
    )


async def test_an_exchange_tells_what_went_when_and_how(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    gateway.behave(good_stream)
    await collect(transport, destination)
    (exchange,) = exchanges
    assert (exchange.profile_id, exchange.method, exchange.status) == ("profile-1", "POST", 200)
    assert exchange.url == f"{gateway.root}/v1/chat/completions"
    assert exchange.http_version == "HTTP/1.1"
    assert json.loads(exchange.request_body)["model"] == "m"
    assert exchange.response_body.startswith("[+")
    assert 'data: {"a":1}' in exchange.response_body
    times = exchange.times
    assert times.connected_ms is not None
    assert times.first_byte_ms is not None
    assert times.total_ms is not None
    assert times.connected_ms <= times.first_byte_ms <= times.total_ms


async def test_an_extra_header_that_is_secret_is_masked_wherever_it_is_echoed(
    gateway: RawGateway, transport: HttpTransport, exchanges: list[Exchange]
) -> None:
    gateway.behave(echo)
    headers = (("Authorization", f"Token {CANARY}"), ("X-Shop-Token", OTHER_CANARY), ("X-Title", "seen"))
    request = WireRequest("POST", "/x", body=JsonBody({"t": f"{CANARY} {OTHER_CANARY}"}))
    await transport.send(request, Destination(gateway.root, headers=headers))
    assert CANARY not in repr(exchanges)
    assert OTHER_CANARY not in repr(exchanges)
    assert dict(exchanges[0].request_headers)["x-title"] == "seen"


@pytest.mark.parametrize("auth", [Auth.BEARER, Auth.X_API_KEY, Auth.GOOGLE])
async def test_the_key_is_nowhere_in_the_record_nor_the_log(
    gateway: RawGateway,
    transport: HttpTransport,
    exchanges: list[Exchange],
    caplog: pytest.LogCaptureFixture,
    auth: Auth,
) -> None:
    caplog.set_level(logging.DEBUG)
    gateway.behave(echo)
    destination = Destination(gateway.root, CANARY, headers=(("mj-api-secret", CANARY), ("X-Token", CANARY)))
    request = WireRequest(
        "POST", "/x", query=(("key", CANARY), ("q", CANARY)), auth=auth, body=JsonBody({"t": CANARY})
    )
    response = await transport.send(request, destination)
    assert CANARY.encode() in response.body
    assert CANARY not in repr(exchanges)
    assert HINT in exchanges[0].request_body
    assert HINT in exchanges[0].url
    assert HINT in dict(exchanges[0].response_headers)["x-echo"]
    assert CANARY not in caplog.text
    assert CANARY not in repr(destination)


async def test_the_key_is_in_no_error(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    async def nonsense(connection: Connection, _request: Received) -> None:
        await connection.send(f"HTTP/1.1 {CANARY} {CANARY}\r\n\r\n".encode())
        connection.close()

    async def bad_header(connection: Connection, _request: Received) -> None:
        await connection.send(f"HTTP/1.1 200 OK\r\n{CANARY}\x00: {CANARY}\r\n\r\n".encode())
        connection.close()

    away = redirecting(f"http://elsewhere.test/?key={CANARY}")
    for behaviour in (nonsense, bad_header, away):
        gateway.behave(behaviour)
        await _fails_without_the_key(transport, destination)
    await _fails_without_the_key(transport, replace(destination, key=f"{CANARY}\n"))
    await _fails_without_the_key(transport, replace(destination, headers=(("X-Extra", f"{CANARY}\r\nY: 1"),)))
    await _fails_without_the_key(transport, replace(destination, headers=((f"{CANARY} :", "x"),)))
    assert CANARY not in repr(exchanges)


async def _fails_without_the_key(transport: HttpTransport, destination: Destination) -> None:
    with pytest.raises(StudioError) as caught:
        await transport.send(CHAT, destination)
    error = caught.value
    assert CANARY not in "".join(traceback.format_exception(error))
    assert CANARY not in f"{error!r} {error.values} {error.technical}"


async def test_a_key_that_arrives_in_two_packets_is_masked_too(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    half_read = asyncio.Event()

    async def in_two(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(f"data: first\n\ndata: {CANARY[:12]}".encode())
        await half_read.wait()
        await connection.chunk(f"{CANARY[12:]}\n\n".encode())
        await connection.end_stream()

    gateway.behave(in_two)
    async with transport.stream(CHAT, destination) as answer:
        async for _ in answer.events():
            half_read.set()
    assert HINT in exchanges[0].response_body
    assert CANARY[:12] not in exchanges[0].response_body


async def test_a_long_stream_is_recorded_to_a_limit(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    async def long(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        for number in range(400):
            await connection.chunk(b"data: %d %s\n\n" % (number, b"word " * 400))
        await connection.end_stream()

    gateway.behave(long)
    assert len(await collect(transport, destination)) == 400
    assert len(exchanges[0].response_body) < 300_000
    assert "bytes)" in exchanges[0].response_body[-40:]


async def test_pictures_inside_bodies_are_shortened(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    gateway.behave(good_stream)
    picture = f"data:image/png;base64,{'iVBORw0KGgo' * 20_000}"
    await transport.send(WireRequest("POST", "/x", body=JsonBody({"url": picture, "end": 1})), destination)
    assert len(exchanges[0].request_body) < 300
    assert exchanges[0].request_body.endswith('(220000 characters)","end":1}')
    assert json.loads(gateway.requests[0].body)["url"] == picture


async def test_no_cookie_is_kept(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(echo)
    await transport.send(MODELS, destination)
    await transport.send(MODELS, destination)
    assert "cookie" not in gateway.requests[1].headers


def test_a_key_across_the_cut_of_a_body_is_masked_before_the_cut() -> None:
    mask = Mask((CANARY,), 100)
    text = mask.body(("x" * 90 + CANARY + "y" * 500).encode())
    assert CANARY[:8] not in text
    assert text.endswith("…")


def test_urls_lose_users_signatures_and_quoted_keys() -> None:
    mask = Mask(("se cret/+key",), 100)
    url = "https://me:pw@h.test/a?api_key=0123456789abcdef&X-Amz-Signature=0123456789abcdef&page=2"
    assert mask.url(url) == "https://h.test/a?api_key=012…cdef&X-Amz-Signature=012…cdef&page=2"
    assert quote("se cret/+key", safe="") not in mask.url(f"https://h.test/{quote('se cret/+key', safe='')}")
