"""Secure connections: whom the machine trusts, whom it does not, and HTTP/2 where it is offered."""

import asyncio
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, NetworkError
from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.exchange import Exchange
from tests.transport.calls import CHAT, MODELS, texts
from tests.transport.conftest import CANARY
from tests.transport.raw_gateway import serving
from tests.transport.test_send import answering
from tests.transport.test_stream import good_stream
from tests.transport.tls import make_certificate, server_tls, serving_http2


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody trusts yet."""
    return make_certificate(tmp_path)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that the machine trusts, as after a company's set-up."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


async def test_the_machines_own_certificates_are_trusted(trusted: Path, transport: HttpTransport) -> None:
    async with serving(server_tls(trusted)) as gateway:
        gateway.behave(good_stream)
        destination = Destination(gateway.root, CANARY)
        assert await texts(transport, destination) == ['{"a":1}', "[DONE]"]
        assert await texts(transport, destination) == ['{"a":1}', "[DONE]"]
        assert [request.connection for request in gateway.requests] == [1, 1]


async def test_an_unknown_certificate_is_refused_once_and_the_key_stays_here(
    certificate: Path, transport: HttpTransport
) -> None:
    async with serving(server_tls(certificate)) as gateway:
        gateway.behave(answering(b"{}"))
        with pytest.raises(NetworkError) as caught:
            await transport.send(MODELS, Destination(gateway.root, CANARY))
        assert caught.value.kind is ErrorKind.TLS_FAILED
        assert gateway.requests == []


async def test_https_to_a_port_that_speaks_http_is_a_tls_fault(transport: HttpTransport) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        root = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(NetworkError) as caught:
            await transport.send(MODELS, Destination(root, CANARY))
    assert caught.value.kind is ErrorKind.TLS_FAILED


async def test_questions_share_one_connection_over_http_2(
    trusted: Path, transport: HttpTransport, exchanges: list[Exchange]
) -> None:
    async with serving_http2(trusted, b'{"data":[]}') as gateway:
        destination = Destination(gateway.root, CANARY)
        await transport.send(MODELS, destination)
        responses = await asyncio.gather(*(transport.send(MODELS, destination) for _ in range(5)))
        assert {response.body for response in responses} == {b'{"data":[]}'}
        assert {exchange.http_version for exchange in exchanges} == {"HTTP/2"}
        assert gateway.requests == 6
        assert gateway.connections == 1
        await transport.close()


async def test_paid_requests_keep_a_connection_of_their_own(
    trusted: Path, transport: HttpTransport, exchanges: list[Exchange]
) -> None:
    async with serving(server_tls(trusted, "h2", "http/1.1")) as gateway:
        gateway.behave(good_stream)
        async with transport.stream(CHAT, Destination(gateway.root, CANARY)) as answer:
            assert [event.data async for event in answer.events()] == ['{"a":1}', "[DONE]"]
    assert exchanges[0].http_version == "HTTP/1.1"
