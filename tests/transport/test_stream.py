"""Streams over a real socket, from gateways that keep the rules and from those that do not."""

import asyncio
import gzip
import json
import zlib

import pytest

from app.domain.errors import ErrorKind, NetworkError, ProtocolError, StudioError
from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.exchange import Exchange
from app.wire.response import ServerEvent
from tests.transport.calls import CHAT, collect, texts
from tests.transport.raw_gateway import Connection, RawGateway, Received


async def good_stream(connection: Connection, _request: Received) -> None:
    await connection.begin_stream()
    await connection.chunk(b": PING\n\n", b'data: {"a":1}\n\n', b"data: [DONE]\n\n")
    await connection.end_stream()


async def test_events_arrive_and_the_connection_is_kept_for_the_next_question(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(good_stream)
    assert await texts(transport, destination) == ['{"a":1}', "[DONE]"]
    assert await texts(transport, destination) == ['{"a":1}', "[DONE]"]
    assert [request.connection for request in gateway.requests] == [1, 1]


async def test_who_stops_at_done_keeps_the_connection_too(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(good_stream)
    for _ in range(2):
        async with transport.stream(CHAT, destination) as answer:
            async for event in answer.events():
                if event.data == "[DONE]":
                    break
    assert [request.connection for request in gateway.requests] == [1, 1]


async def test_the_request_carries_key_body_and_a_wish_for_events(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(good_stream)
    await texts(transport, destination)
    request = gateway.requests[0]
    assert (request.method, request.target) == ("POST", "/v1/chat/completions")
    assert request.headers["authorization"] == f"Bearer {destination.key}"
    assert request.headers["accept"] == "text/event-stream"
    assert request.headers["user-agent"] == "relay-studio/test"
    assert json.loads(request.body)["messages"][0]["content"] == "你好"


async def test_a_gateway_that_goes_silent_after_done_costs_a_moment_and_nothing_else(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def never_ends(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b"data: [DONE]\n\n")
        await connection.closed_by_peer()

    gateway.behave(never_ends)
    assert await texts(transport, destination) == ["[DONE]"]


async def test_a_reset_after_done_is_no_error(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def resets(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b'data: {"a":1}\n\ndata: [DONE]\n\n')
        connection.close()

    gateway.behave(resets)
    assert await texts(transport, destination) == ['{"a":1}', "[DONE]"]


@pytest.mark.parametrize("ending", ["reset", "half chunk", "no last chunk"])
async def test_what_came_before_a_cut_is_delivered_and_then_the_error(
    gateway: RawGateway,
    transport: HttpTransport,
    destination: Destination,
    exchanges: list[Exchange],
    ending: str,
) -> None:
    may_cut = asyncio.Event()

    async def cut(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b'data: {"a":1}\n\ndata: {"a":2}\n', b'data: {"a"')
        await may_cut.wait()
        if ending == "half chunk":
            await connection.send(b"ff\r\ndata:")
        connection.reset() if ending == "reset" else connection.close()

    gateway.behave(cut)
    events: list[ServerEvent] = []
    error = await _read_until_error(transport, destination, events, may_cut)
    assert events == [ServerEvent('{"a":1}'), ServerEvent('{"a":2}')]
    assert isinstance(error, NetworkError)
    assert error.kind is ErrorKind.CONNECTION_LOST
    assert error.values["host"] == f"127.0.0.1:{gateway.port}"
    assert exchanges[-1].error.startswith("connection_lost")


async def _read_until_error(
    transport: HttpTransport, destination: Destination, events: list[ServerEvent], first: asyncio.Event
) -> StudioError | None:
    try:
        async with transport.stream(CHAT, destination) as answer:
            async for event in answer.events():
                events.append(event)
                first.set()
    except StudioError as error:
        return error
    return None


async def test_a_trickle_of_single_bytes_is_slow_but_sure(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def trickle(connection: Connection, _request: Received) -> None:
        await connection.begin_stream("application/json")
        body = 'data: {"text":"慢慢来"}\n\ndata:[DONE]'.encode()
        for at in range(len(body)):
            await connection.chunk(body[at : at + 1])
        await connection.end_stream()

    gateway.behave(trickle)
    assert await texts(transport, destination) == ['{"text":"慢慢来"}', "[DONE]"]


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}, {"Content-Type": "text/html"}])
async def test_events_are_recognised_under_any_content_type(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, headers: dict[str, str]
) -> None:
    async def mislabelled(connection: Connection, _request: Received) -> None:
        await connection.begin(200, {**headers, "Connection": "close"})
        await connection.send(b'\r\n\ndata: {"a":1}\n\n')
        connection.close()

    gateway.behave(mislabelled)
    assert await texts(transport, destination) == ['{"a":1}']


@pytest.mark.parametrize(
    "body", [b'{"error":{"message":"x"}}', b"[1]", b"<!doctype html><title>Hi</title>", b""]
)
@pytest.mark.parametrize("content_type", ["text/event-stream", "application/json", "text/html"])
async def test_an_answer_in_one_piece_is_recognised_under_any_content_type(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, body: bytes, content_type: str
) -> None:
    async def whole(connection: Connection, _request: Received) -> None:
        await connection.answer(body, headers={"Content-Type": content_type})

    gateway.behave(whole)
    async with transport.stream(CHAT, destination) as answer:
        assert answer.whole is not None
        assert (answer.whole.status, answer.whole.body) == (200, body)


async def test_an_error_status_is_read_whole_even_as_events(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def refused(connection: Connection, _request: Received) -> None:
        await connection.answer(
            b'data: {"error":1}\n\n', status=400, headers={"Content-Type": "text/event-stream"}
        )

    gateway.behave(refused)
    async with transport.stream(CHAT, destination) as answer:
        assert answer.whole is not None
        assert (answer.status, answer.whole.body) == (400, b'data: {"error":1}\n\n')


async def test_plain_text_between_headers_of_a_stream_is_no_event(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def sends_text(connection: Connection, _request: Received) -> None:
        await connection.answer(b"upstream error\n", headers={"Content-Type": "text/plain"})

    gateway.behave(sends_text)
    async with transport.stream(CHAT, destination) as answer:
        assert answer.whole is not None
        assert answer.whole.body == b"upstream error\n"


async def test_silence_inside_a_stream_ends_it_and_comments_do_not_count_as_silence(
    gateway: RawGateway, transport: HttpTransport, hurried: Destination
) -> None:
    async def pings_then_silence(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b'data: {"a":1}\n\n')
        for _ in range(12):
            await asyncio.sleep(hurried.timeouts.idle_s / 4)
            await connection.chunk(b": PING\n\n")
        await connection.chunk(b'data: {"a":2}\n\n')
        await connection.closed_by_peer()

    gateway.behave(pings_then_silence)
    events: list[ServerEvent] = []
    error = await _read_until_error(transport, hurried, events, asyncio.Event())
    assert [event.data for event in events] == ['{"a":1}', '{"a":2}']
    assert error is not None
    assert error.kind is ErrorKind.IDLE_TIMEOUT


@pytest.mark.parametrize("headers_come", [True, False])
async def test_a_gateway_that_never_begins_runs_into_the_limit_of_the_first_byte(
    gateway: RawGateway, transport: HttpTransport, hurried: Destination, headers_come: bool
) -> None:
    async def silent(connection: Connection, _request: Received) -> None:
        if headers_come:
            await connection.begin_stream()
        await connection.closed_by_peer()

    gateway.behave(silent)
    with pytest.raises(NetworkError) as caught:
        await collect(transport, hurried)
    assert caught.value.kind is ErrorKind.FIRST_BYTE_TIMEOUT
    assert len(gateway.requests) == 1


async def test_headers_that_trickle_in_do_not_stretch_the_limit(
    gateway: RawGateway, transport: HttpTransport, hurried: Destination
) -> None:
    async def slow_headers(connection: Connection, _request: Received) -> None:
        await connection.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            await connection.send(b"z")
            await asyncio.sleep(hurried.timeouts.first_byte_s / 3)

    gateway.behave(slow_headers)
    with pytest.raises(NetworkError) as caught:
        await collect(transport, hurried)
    assert caught.value.kind is ErrorKind.FIRST_BYTE_TIMEOUT


async def test_an_endless_line_is_given_up_with_bounded_memory(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def endless(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b'data: {"a":1}\n\ndata: ')
        while True:
            await connection.chunk(b"A" * 65536)

    gateway.behave(endless)
    events: list[ServerEvent] = []
    error = await _read_until_error(transport, destination, events, asyncio.Event())
    assert events == [ServerEvent('{"a":1}')]
    assert isinstance(error, ProtocolError)
    assert error.kind is ErrorKind.ANSWER_TOO_LARGE


async def test_a_compressed_stream_is_unpacked_as_it_comes(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    packer = zlib.compressobj(wbits=31)
    seen = asyncio.Event()

    async def compressed(connection: Connection, _request: Received) -> None:
        headers = {"Content-Type": "text/event-stream", "Content-Encoding": "gzip", "Connection": "close"}
        await connection.begin(200, headers)
        await connection.send(packer.compress(b'data: {"a":1}\n\n') + packer.flush(zlib.Z_SYNC_FLUSH))
        await seen.wait()
        await connection.send(packer.compress(b"data: [DONE]\n\n") + packer.flush())
        connection.close()

    gateway.behave(compressed)
    async with transport.stream(CHAT, destination) as answer:
        data = []
        async for event in answer.events():
            data.append(event.data)
            seen.set()
    assert data == ['{"a":1}', "[DONE]"]


async def test_a_bomb_of_keep_alive_lines_is_defused(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    bomb = gzip.compress(b"data: x\n\n" + b": \n" * 20_000_000)

    async def explode(connection: Connection, _request: Received) -> None:
        await connection.answer(
            bomb, headers={"Content-Type": "text/event-stream", "Content-Encoding": "gzip"}
        )

    gateway.behave(explode)
    with pytest.raises(ProtocolError) as caught:
        await collect(transport, destination)
    assert caught.value.kind is ErrorKind.ANSWER_TOO_LARGE


async def test_cancelling_closes_the_connection_at_once(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    began, gone = asyncio.Event(), asyncio.Event()

    async def generate(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b'data: {"a":1}\n\n')
        began.set()
        await connection.closed_by_peer()
        gone.set()

    gateway.behave(generate)
    reading = asyncio.create_task(collect(transport, destination))
    await began.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await asyncio.wait_for(gone.wait(), 5)
    assert exchanges[-1].status == 200


async def test_cancelling_before_the_first_byte_closes_the_connection_too(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    began, gone = asyncio.Event(), asyncio.Event()

    async def think(connection: Connection, _request: Received) -> None:
        began.set()
        await connection.closed_by_peer()
        gone.set()

    gateway.behave(think)
    reading = asyncio.create_task(collect(transport, destination))
    await began.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await asyncio.wait_for(gone.wait(), 5)
    assert (exchanges[-1].status, exchanges[-1].error) == (None, "CancelledError")


async def test_leaving_in_the_middle_closes_the_connection(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gone = asyncio.Event()

    async def generate(connection: Connection, _request: Received) -> None:
        await connection.begin_stream()
        await connection.chunk(b"data: a\n\n")
        await connection.closed_by_peer()
        gone.set()

    gateway.behave(generate)
    async with transport.stream(CHAT, destination) as answer:
        async for _ in answer.events():
            break
    await asyncio.wait_for(gone.wait(), 5)


async def test_an_old_server_that_only_knows_http_1_0_streams_too(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, exchanges: list[Exchange]
) -> None:
    async def old(connection: Connection, _request: Received) -> None:
        await connection.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n")
        connection.close()

    gateway.behave(old)
    assert await texts(transport, destination) == ["a"]
    assert exchanges[-1].http_version == "HTTP/1.0"


async def test_many_streams_run_side_by_side(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(good_stream)
    results = await asyncio.gather(*(texts(transport, destination) for _ in range(20)))
    assert results == [['{"a":1}', "[DONE]"]] * 20
