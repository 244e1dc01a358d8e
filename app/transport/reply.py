"""One request on the wire and its answer, piece by piece, with three separate limits of patience."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from enum import StrEnum
from typing import cast
from urllib.parse import urlsplit

import httpx

from app.domain.errors import ErrorKind, NetworkError, StudioError, Technical
from app.transport.call import Call
from app.transport.decoding import BodyDecoder
from app.transport.failures import RAISED, network_error
from app.transport.outgoing import Outgoing
from app.transport.patience import Patience
from app.transport.recording import Recorder, Recording

_UPLOAD_BYTES = 64 * 1024
_CONNECT_STEPS = 2
"""httpcore limits each step by itself, TCP and TLS, and closes the socket; ours also ends a silent proxy."""


class _Phase(StrEnum):
    CONNECTING = "connecting"
    SENDING = "sending"
    WAITING = "waiting"
    READING = "reading"


_TIMEOUTS = {
    _Phase.CONNECTING: ErrorKind.CONNECT_TIMEOUT,
    _Phase.SENDING: ErrorKind.CONNECTION_LOST,
    _Phase.WAITING: ErrorKind.FIRST_BYTE_TIMEOUT,
    _Phase.READING: ErrorKind.IDLE_TIMEOUT,
}


class Reply:
    """A request and its answer. ``open`` it, ``read`` it to its end or not, and ``close`` it.

    Args:
        outgoing: what to send; after a redirect not the call's own.
        call: proxy, time-outs and limits.
        recording: collects the exchange.
        record: is told of the exchange when it is over.
    """

    def __init__(self, outgoing: Outgoing, call: Call, recording: Recording, record: Recorder | None) -> None:
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.recording = recording
        self.limits = call.limits
        self._outgoing = outgoing
        self._proxy = call.proxy.address if call.proxy else ""
        self._timeouts = call.timeouts
        self._mask = call.mask
        self._record = record
        self._phase = _Phase.CONNECTING
        self._deadline: asyncio.Timeout | None = None
        self._patience = Patience()
        self._response: httpx.Response | None = None
        self._chunks: AsyncGenerator[bytes, None] | None = None
        self._decoder: BodyDecoder | None = None
        self._pieces: Iterator[bytes] = iter(())
        self._whole = False

    @property
    def sent(self) -> bool:
        """Whether any of the request may have reached the gateway."""
        return self._phase is not _Phase.CONNECTING

    async def open(self, client: httpx.AsyncClient) -> None:
        """Send the request and wait for the headers of the answer.

        Raises:
            NetworkError: no answer.
            InputError: the address is none.
        """
        try:
            async with asyncio.timeout(_CONNECT_STEPS * self._timeouts.connect_s) as self._deadline:
                request = self._request(client)
                self.recording.sent(request.headers.items())
                self._response = await client.send(request, stream=True)
            self._answered(self._response)
        except (*RAISED, StudioError, asyncio.CancelledError) as error:
            failure = self._failure(error)
            self.recording.failed(failure)
            raise failure from None

    async def read(self) -> bytes:
        """The next piece of the body without its content encoding; empty at the end.

        Raises:
            NetworkError: the answer breaks off, or nothing comes for too long.
            ProtocolError: too large, or damaged compression.
        """
        try:
            while not (piece := next(self._pieces, b"")):
                if not await self._receive():
                    return b""
        except (*RAISED, StudioError) as error:
            failure = self._failure(error)
            self.recording.failed(failure)
            raise failure from None
        self.recording.received(piece)
        return piece

    async def close(self) -> None:
        """Give the connection back, or close it when the answer was not read to its end. May be repeated."""
        self._patience.end()
        try:
            if self._response is not None:
                await self._close_response(self._response)
        finally:
            if self._record is not None:
                self._record(self.recording.finished())
                self._record = None

    def _request(self, client: httpx.AsyncClient) -> httpx.Request:
        outgoing = self._outgoing
        headers = [(name.encode(), value.encode()) for name, value in outgoing.headers]
        content: AsyncIterator[bytes] | _Upload | None = None
        if outgoing.body:
            headers.append((b"Content-Length", b"%d" % len(outgoing.body)))
            content = _Upload(outgoing.body)
        elif outgoing.method not in {"GET", "HEAD"}:
            headers.append((b"Content-Length", b"0"))
        timeouts = self._timeouts
        limits = {"connect": timeouts.connect_s, "read": None, "write": timeouts.idle_s, "pool": None}
        return client.build_request(
            outgoing.method,
            outgoing.url,
            headers=headers,
            content=content,
            extensions={"trace": self._trace, "timeout": limits},
        )

    async def _trace(self, name: str, info: Mapping[str, object]) -> None:
        """httpcore tells what it does; a CONNECT to a proxy is not our request yet."""
        request = info.get("request")
        if getattr(request, "method", b"") == b"CONNECT":
            return
        step = name.partition(".")[2]
        if step == "send_request_headers.started":
            self._phase = _Phase.SENDING
            self.recording.connected()
            self._reschedule(None)
        elif step == "receive_response_headers.started":
            self._phase = _Phase.WAITING
            self._reschedule(self._timeouts.first_byte_s)

    def _reschedule(self, seconds: float | None) -> None:
        if self._deadline is not None:
            now = asyncio.get_running_loop().time()
            self._deadline.reschedule(None if seconds is None else now + seconds)

    def _answered(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers = {name.lower(): value for name, value in response.headers.items()}
        self.recording.answered(self.status, self.headers.items(), response.http_version)
        self._decoder = BodyDecoder(self.headers.get("content-encoding", ""), self.limits)
        self._chunks = cast("AsyncGenerator[bytes, None]", response.aiter_raw())

    async def _receive(self) -> bool:
        """Wait for more bytes; False at the end of the body."""
        if self._chunks is None or self._decoder is None:
            return False
        reading = self._phase is _Phase.READING
        limit_s = self._timeouts.idle_s if reading else self._timeouts.first_byte_s
        with self._patience.of(limit_s):
            chunk = await anext(self._chunks, b"")
        self._phase = _Phase.READING
        self._pieces = self._decoder.feed(chunk)
        self._whole = not chunk
        return bool(chunk)

    async def _close_response(self, response: httpx.Response) -> None:
        """The response goes first: a generator that is closed after it has nothing left to wait for."""
        try:
            if not self._whole and response.http_version == "HTTP/2":
                # httpcore only stops listening: the rest would eat up the window of its neighbours.
                await response.extensions["network_stream"].aclose()
            await response.aclose()
        except RAISED as error:
            self.recording.failed(error)
        finally:
            if self._chunks is not None:
                await self._chunks.aclose()

    def _failure(self, error: BaseException) -> BaseException:
        """The error to raise, without the library's own behind it.

        Theirs quote what the gateway sent, and a careless one sends the key back; the masked text of the
        whole chain is kept as the technical cause.
        """
        host = urlsplit(self._outgoing.url).netloc
        match error:
            case StudioError():
                return error
            case TimeoutError():
                cause = Technical(cause=f"no progress while {self._phase}")
                return NetworkError(_TIMEOUTS[self._phase], {"host": host}, technical=cause)
            case _ if isinstance(error, RAISED):
                connecting = self._phase is _Phase.CONNECTING
                return network_error(error, self._mask, host=host, proxy=self._proxy, connecting=connecting)
            case _:
                return error


class _Upload:
    """A body in slices, so that the limit of a write is one of silence and not of the whole upload."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._data), _UPLOAD_BYTES):
            yield self._data[start : start + _UPLOAD_BYTES]
