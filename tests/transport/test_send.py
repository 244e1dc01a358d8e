"""Whole answers, failures of the network, limits, and when a request goes out again."""

import asyncio
import gzip
import json
import socket
import zlib
from collections.abc import Mapping

import pytest

from app.domain.errors import ErrorKind, InputError, NetworkError, ProtocolError
from app.domain.profile import Timeouts
from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.exchange import Exchange
from app.wire.request import Auth, JsonBody, RawBody, WireRequest
from tests.transport.calls import CHAT, MODELS, PICTURE
from tests.transport.conftest import Waits
from tests.transport.raw_gateway import Behaviour, Connection, RawGateway, Received


def answering(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """A behaviour with one whole answer; underscores in header names stand for dashes."""
    named: Mapping[str, str] = {name.replace("_", "-"): value for name, value in headers.items()}

    async def behave(connection: Connection, _request: Received) -> None:
        await connection.answer(body, status=status, headers=named)

    return behave


async def test_a_whole_answer_comes_with_lower_case_headers(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(answering(b'{"data":[]}', Content_Type="application/json", X_Request_Id="r1"))
    response = await transport.send(MODELS, destination)
    assert (response.status, response.body, response.request_id) == (200, b'{"data":[]}', "r1")
    assert response.content_type == "application/json"


@pytest.mark.parametrize(
    ("auth", "header"),
    [(Auth.BEARER, "authorization"), (Auth.X_API_KEY, "x-api-key"), (Auth.GOOGLE, "x-goog-api-key")],
)
async def test_the_key_goes_where_the_gateway_wants_it(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, auth: Auth, header: str
) -> None:
    gateway.behave(answering(b"{}"))
    await transport.send(WireRequest("GET", "/v1/models", auth=auth), destination)
    assert gateway.requests[0].headers[header].endswith(destination.key)


async def test_without_a_key_or_a_wish_for_it_there_is_no_authorisation(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(answering(b"{}"))
    await transport.send(MODELS, Destination(gateway.root))
    await transport.send(WireRequest("GET", "/api/status", auth=Auth.NONE), destination)
    assert all("authorization" not in request.headers for request in gateway.requests)


async def test_query_prefix_and_the_profiles_own_headers_are_sent(
    gateway: RawGateway, transport: HttpTransport
) -> None:
    gateway.behave(answering(b"{}"))
    destination = Destination(
        f"{gateway.root}/relay", "k" * 20, headers=(("user-agent", "my own"), ("X-Group", "组"))
    )
    await transport.send(WireRequest("GET", "/v1/models", query=(("q", "a b&c"),)), destination)
    request = gateway.requests[0]
    assert request.target == "/relay/v1/models?q=a+b%26c"
    assert request.headers["user-agent"] == "my own"
    assert request.headers["x-group"].encode("latin-1").decode() == "组"


async def test_bytes_go_out_as_they_are_and_large_bodies_arrive_whole(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(answering(b"{}"))
    data = bytes(range(256)) * 12_000
    await transport.send(WireRequest("POST", "/v1/upload", body=RawBody(data, "audio/wav")), destination)
    assert gateway.requests[0].body == data
    assert gateway.requests[0].headers["content-type"] == "audio/wav"


async def test_text_that_is_no_unicode_is_sent_as_a_question_mark(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(answering(b"{}"))
    await transport.send(WireRequest("POST", "/x", body=JsonBody({"t": "a\ud83d"})), destination)
    assert json.loads(gateway.requests[0].body) == {"t": "a?"}


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b'{"a":1}', mtime=0)),
        ("gzip", gzip.compress(b'{"a"', mtime=0) + gzip.compress(b":1}", mtime=0)),
        ("deflate", zlib.compress(b'{"a":1}')),
        ("deflate", _raw_deflate(b'{"a":1}')),
        ("identity", b'{"a":1}'),
    ],
)
async def test_compressed_answers_are_unpacked(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, encoding: str, packed: bytes
) -> None:
    gateway.behave(answering(packed, Content_Encoding=encoding))
    assert (await transport.send(MODELS, destination)).body == b'{"a":1}'


@pytest.mark.parametrize("encoding", ["gzip", "br", "gzip, gzip"])
async def test_damaged_or_unknown_compression_is_said(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, encoding: str
) -> None:
    gateway.behave(answering(b"not packed at all", Content_Encoding=encoding))
    with pytest.raises(ProtocolError) as caught:
        await transport.send(MODELS, destination)
    assert caught.value.kind is ErrorKind.UNREADABLE_ANSWER


async def test_a_decompression_bomb_is_defused(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(answering(gzip.compress(b" " * 200_000_000, 9, mtime=0), Content_Encoding="gzip"))
    with pytest.raises(ProtocolError) as caught:
        await transport.send(MODELS, destination)
    assert caught.value.kind is ErrorKind.ANSWER_TOO_LARGE


async def test_a_giant_answer_is_refused_when_it_is_announced_and_when_it_is_not(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def announced(connection: Connection, _request: Received) -> None:
        await connection.begin(200, {"Content-Length": "10000000000"})
        await connection.closed_by_peer()

    async def unannounced(connection: Connection, _request: Received) -> None:
        await connection.begin(200)
        while True:
            await connection.send(b"x" * 65536)

    gateway.behave(announced, unannounced)
    for _ in range(2):
        with pytest.raises(ProtocolError) as caught:
            await transport.send(MODELS, destination)
        assert caught.value.kind is ErrorKind.ANSWER_TOO_LARGE


async def test_json_whose_last_chunk_is_missing_is_complete_and_half_json_is_not(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    def cut_after(body: bytes) -> Behaviour:
        async def behave(connection: Connection, _request: Received) -> None:
            await connection.begin_stream("application/json")
            await connection.chunk(body)
            connection.close()

        return behave

    gateway.behave(cut_after(b'{"a":1}'), cut_after(b'{"a":'))
    assert (await transport.send(PICTURE, destination)).body == b'{"a":1}'
    with pytest.raises(NetworkError) as caught:
        await transport.send(PICTURE, destination)
    assert caught.value.kind is ErrorKind.CONNECTION_LOST


async def test_a_body_shorter_than_its_length_is_lost(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def short(connection: Connection, _request: Received) -> None:
        await connection.begin(200, {"Content-Length": "100"})
        await connection.send(b'{"a"')
        connection.close()

    gateway.behave(short)
    with pytest.raises(NetworkError) as caught:
        await transport.send(PICTURE, destination)
    assert caught.value.kind is ErrorKind.CONNECTION_LOST


async def test_an_answer_without_length_ends_with_the_connection(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def closes(connection: Connection, _request: Received) -> None:
        await connection.begin(200, {"Content-Type": "application/json"})
        await connection.send(b"{}")
        connection.close()

    gateway.behave(closes)
    assert (await transport.send(MODELS, destination)).body == b"{}"


async def test_a_server_that_speaks_no_http_is_a_lost_connection(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def ssh(connection: Connection, _request: Received) -> None:
        await connection.send(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
        connection.close()

    gateway.behave(ssh)
    with pytest.raises(NetworkError) as caught:
        await transport.send(PICTURE, destination)
    assert caught.value.kind is ErrorKind.CONNECTION_LOST


async def test_nobody_at_the_address_is_tried_once_more_and_then_said(
    transport: HttpTransport, waits: Waits, exchanges: list[Exchange]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NetworkError) as caught:
        await transport.send(PICTURE, Destination(f"http://127.0.0.1:{port}"))
    assert caught.value.kind is ErrorKind.CONNECTION_REFUSED
    assert caught.value.values == {"host": f"127.0.0.1:{port}"}
    assert len(waits) == 1
    assert len(exchanges) == 2


async def test_an_unknown_host_is_said(transport: HttpTransport) -> None:
    for host in ("relay.invalid", f"{'a' * 80}.invalid"):
        with pytest.raises(NetworkError) as caught:
            await transport.send(MODELS, Destination(f"http://{host}"))
        assert caught.value.kind is ErrorKind.DNS_FAILED


@pytest.mark.parametrize(
    "root", ["http://example.com:99999999", "http://[::1", "ftp://example.com", "http://"]
)
async def test_an_address_that_is_none_is_said(transport: HttpTransport, root: str) -> None:
    with pytest.raises(InputError) as caught:
        await transport.send(MODELS, Destination(root))
    assert caught.value.kind is ErrorKind.ADDRESS_INVALID


async def test_a_connection_that_never_stands_runs_into_its_own_limit(transport: HttpTransport) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [_knock(address) for _ in range(4)]
        try:
            destination = Destination(f"http://127.0.0.1:{address[1]}", timeouts=Timeouts(connect_s=0.1))
            with pytest.raises(NetworkError) as caught:
                await transport.send(PICTURE, destination)
        finally:
            for knocking in waiting:
                knocking.close()
    assert caught.value.kind is ErrorKind.CONNECT_TIMEOUT


def _knock(address: tuple[str, int]) -> socket.socket:
    knocking = socket.socket()
    knocking.setblocking(False)
    knocking.connect_ex(address)
    return knocking


@pytest.mark.parametrize("value", ["sk-a\nb", "sk-a\x00b", "sk-a "])
async def test_a_key_that_no_header_can_carry_is_refused_before_anything_leaves(
    gateway: RawGateway, transport: HttpTransport, value: str
) -> None:
    with pytest.raises(InputError) as caught:
        await transport.send(MODELS, Destination(gateway.root, value))
    assert (caught.value.kind, caught.value.field) == (ErrorKind.KEY_INVALID, "key")
    assert value not in str(caught.value)
    assert gateway.requests == []


async def test_extra_json_that_json_does_not_know_is_refused(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    with pytest.raises(InputError) as caught:
        await transport.send(WireRequest("POST", "/x", body=JsonBody({"t": float("nan")})), destination)
    assert caught.value.kind is ErrorKind.EXTRA_JSON_INVALID


# When it goes out again


async def test_a_busy_gateway_is_asked_again_after_the_time_it_names(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, waits: Waits
) -> None:
    gateway.behave(answering(b"", 429, Retry_After="7"), answering(b"{}"))
    told: list[float] = []
    response = await transport.send(PICTURE, destination, on_wait=told.append)
    assert response.status == 200
    assert waits == told == [7.0]


async def test_after_two_more_attempts_the_answer_is_taken_as_it_is(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, waits: Waits
) -> None:
    gateway.behave(answering(b"busy", 503))
    response = await transport.send(CHAT, destination)
    assert (response.status, response.body) == (503, b"busy")
    assert len(gateway.requests) == 3
    assert waits == [2.0, 5.0]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 524])
async def test_a_paid_picture_is_never_asked_for_twice(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, status: int
) -> None:
    gateway.behave(answering(b"", status), answering(b"{}"))
    assert (await transport.send(PICTURE, destination)).status == status
    assert len(gateway.requests) == 1


async def test_a_lost_answer_to_a_paid_request_is_never_asked_for_again(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def lose(connection: Connection, _request: Received) -> None:
        connection.reset()

    for request in (PICTURE, CHAT):
        gateway.requests.clear()
        gateway.behave(lose)
        with pytest.raises(NetworkError) as caught:
            await transport.send(request, destination)
        assert caught.value.kind is ErrorKind.CONNECTION_LOST
        assert len(gateway.requests) == 1


async def test_a_lost_answer_to_a_plain_question_is_asked_for_once_more(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    async def lose(connection: Connection, _request: Received) -> None:
        connection.reset()

    gateway.behave(lose, answering(b"{}"))
    assert (await transport.send(MODELS, destination)).status == 200


async def test_a_stream_is_asked_for_again_as_long_as_nothing_came(
    gateway: RawGateway, transport: HttpTransport, destination: Destination
) -> None:
    gateway.behave(answering(b"", 429), answering(b"data: a\n\n"))
    async with transport.stream(CHAT, destination) as answer:
        assert [event.data async for event in answer.events()] == ["a"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, '{"error":{"code":"model_not_found","message":"x"}}'),
        (503, "当前分组下对于模型无可用渠道"),
        (429, '{"error":{"code":"insufficient_quota"}}'),
        (500, '{"error":{"code":"invalid_request"}}'),
        (401, ""),
    ],
)
async def test_what_waiting_cannot_mend_is_said_at_once(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, status: int, body: str
) -> None:
    gateway.behave(answering(body.encode(), status))
    assert (await transport.send(CHAT, destination)).status == status
    assert len(gateway.requests) == 1


async def test_a_wait_of_an_hour_is_left_to_the_person(
    gateway: RawGateway, transport: HttpTransport, destination: Destination, waits: Waits
) -> None:
    gateway.behave(answering(b"", 429, Retry_After="3600"))
    assert (await transport.send(CHAT, destination)).status == 429
    assert waits == []


async def test_stopping_while_waiting_sends_nothing_more(
    gateway: RawGateway, destination: Destination
) -> None:
    waiting = asyncio.Event()
    transport = HttpTransport(user_agent="relay-studio/test")
    gateway.behave(answering(b"", 429, Retry_After="30"), answering(b"{}"))
    sending = asyncio.create_task(transport.send(CHAT, destination, on_wait=lambda _seconds: waiting.set()))
    await waiting.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert len(gateway.requests) == 1
    await transport.close()
