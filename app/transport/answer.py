"""What a streaming call got: an event stream, or an answer in one piece whatever was hoped for."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import TYPE_CHECKING

from app.domain.errors import ErrorKind, NetworkError, StudioError
from app.transport.limits import too_large
from app.transport.sse import EventReader
from app.wire.response import ServerEvent, WireResponse

if TYPE_CHECKING:
    from app.transport.reply import Reply

_BLANK = b" \t\r\n\xef\xbb\xbf"
_LARGE_BYTES = 256 * 1024
_FIELDS = (b"data:", b"event:", b"id:", b"retry:", b":")


class Answer:
    """The answer of a streaming call.

    ``whole`` is set when the gateway did not stream: an error status, JSON, a web page. Else ``events`` gives
    the stream, once.
    """

    def __init__(self, status: int, headers: Mapping[str, str], whole: WireResponse | None = None) -> None:
        self.status = status
        self.headers = headers
        self.whole = whole
        self._events: _EventStream | None = None
        self._reply: Reply | None = None

    @property
    def request_id(self) -> str:
        """The gateway's own id of the exchange."""
        return WireResponse(self.status, self.headers).request_id

    @classmethod
    def in_pieces(cls, reply: "Reply") -> "Answer":
        """An answer whose body is still to come, of whatever kind it is."""
        answer = cls(reply.status, reply.headers)
        answer._reply = reply
        return answer

    @classmethod
    def streaming(cls, reply: "Reply", head: bytes) -> "Answer":
        """An answer whose events are still to come; ``head`` was read of its body already."""
        answer = cls(reply.status, reply.headers)
        answer._events = _EventStream(reply, head)
        return answer

    def events(self) -> AsyncIterator[ServerEvent]:
        """The events as they arrive.

        Raises:
            NetworkError: after every event that came, when the stream breaks off.
            ProtocolError: the same, when it grows too large.
        """
        if self._events is None:
            raise RuntimeError("the answer came whole")
        return self._events

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """The body of a download as it arrives.

        Raises:
            NetworkError: after every piece that came, when it breaks off.
            ProtocolError: it grows too large.
        """
        if self._reply is None:
            raise RuntimeError("the answer is no download")
        while piece := await self._reply.read():
            yield piece

    async def close(self, *, finish: bool) -> None:
        """Let go of the connection; with ``finish``, wait a moment for an end that was announced."""
        if self._reply is not None:
            await self._reply.close()
        if self._events is not None:
            await self._events.close(finish=finish)


async def read_streamed(reply: "Reply") -> Answer:
    """The answer of a streaming call, decided by content type and first bytes. Gateways lie about either."""
    content_type = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    head = b""
    streamed: bool | None = False if reply.status >= 400 else None
    while streamed is None:
        piece = await reply.read()
        if not piece:
            break
        head = (head + piece).lstrip(_BLANK)
        streamed = _is_stream(head, content_type)
    return Answer.streaming(reply, head) if streamed else await read_whole(reply, head)


async def read_pieces(reply: "Reply") -> Answer:
    """The answer of a download, its body unread."""
    return Answer.in_pieces(reply)


async def read_whole(reply: "Reply", head: bytes = b"") -> Answer:
    """An answer read to its end and closed.

    Raises:
        NetworkError: it breaks off before its end.
        ProtocolError: too large.
    """
    try:
        _check_length(reply)
        body = await _read_body(reply, head)
    finally:
        await reply.close()
    return Answer(reply.status, reply.headers, WireResponse(reply.status, reply.headers, body))


async def _read_body(reply: "Reply", head: bytes) -> bytes:
    pieces = [head]
    try:
        while piece := await reply.read():
            pieces.append(piece)
    except NetworkError as error:
        body = b"".join(pieces)
        if error.kind is not ErrorKind.CONNECTION_LOST or not _is_json(body):
            raise
        return body
    return b"".join(pieces)


def _is_json(body: bytes) -> bool:
    """Whether a body is complete although its last chunk is missing, as some relays leave it."""
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def _check_length(reply: "Reply") -> None:
    length = reply.headers.get("content-length", "")
    if length.isdecimal() and int(length) > reply.limits.body_bytes:
        raise too_large(f"{length} bytes announced")


def _is_stream(head: bytes, content_type: str) -> bool | None:
    """True or False, or None when the first bytes do not tell yet."""
    if not head:
        return None
    if head[:1] in {b"{", b"[", b"<"}:
        return False
    if head.startswith(_FIELDS):
        return True
    if any(field.startswith(head) for field in _FIELDS):
        return None
    return content_type == "text/event-stream"


class _EventStream:
    """Iterates over the events of a reply. No generator, so that nothing is left open by who stops early."""

    def __init__(self, reply: "Reply", head: bytes) -> None:
        self._reply = reply
        self._reader = EventReader(reply.limits.line_bytes)
        self._ready: deque[ServerEvent] = deque()
        self._ended = False
        self._error: StudioError | None = None
        self._linger_until: float | None = None
        reply.recording.stream_begins()
        self._take(head)

    def __aiter__(self) -> AsyncIterator[ServerEvent]:
        return self

    async def __anext__(self) -> ServerEvent:
        while not self._ready:
            if self._ended:
                raise self._error or StopAsyncIteration
            await self._advance()
        return self._ready.popleft()

    async def close(self, *, finish: bool) -> None:
        try:
            while finish and self._reader.done and not self._ended:
                await self._advance()
        finally:
            await self._reply.close()

    async def _advance(self) -> None:
        try:
            piece = await self._read()
            if self._reader.held_bytes > _LARGE_BYTES and b"\n" in piece:
                # The end of a line of megabytes: one with a whole picture in it.
                await asyncio.to_thread(self._take, piece)
            else:
                self._take(piece)
        except StudioError as error:
            self._ready.extend(self._reader.finish(cut=True))
            self._end(error)

    async def _read(self) -> bytes:
        """The next piece. After ``[DONE]`` only the end is awaited, so that the connection can be kept."""
        if not self._reader.done:
            return await self._reply.read()
        now = asyncio.get_running_loop().time()
        self._linger_until = self._linger_until or now + self._reply.limits.linger_s
        try:
            async with asyncio.timeout_at(self._linger_until):
                return await self._reply.read()
        except TimeoutError:
            return b""

    def _take(self, piece: bytes) -> None:
        if piece:
            self._ready.extend(self._reader.feed(piece))
        else:
            self._ready.extend(self._reader.finish())
            self._end(None)

    def _end(self, error: StudioError | None) -> None:
        """After ``[DONE]`` nothing that happens to the connection matters any more."""
        self._ended = True
        self._error = None if self._reader.done else error
