"""Bytes to chat events against httpx-sse and json alone: ``python -m tests.benchmarks.stream_decode``.

Both read the same bytes from the same socket, in turn; only the CPU time of the reading thread counts.
"""

import asyncio
import json
import statistics
import threading
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress

import httpx
from httpx_sse import aconnect_sse

from app.domain.chat_event import TextDelta
from app.protocols.chat.openai_chat import OPENAI_CHAT
from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.request import Expects, WireRequest
from tests.benchmarks.table import Row, print_table

EVENTS = 20_000
BURST = 100
ROUNDS = 5
LIMIT = 2.0
CHUNK = {
    "id": "chatcmpl-7a1f",
    "object": "chat.completion.chunk",
    "created": 1767000000,
    "model": "gpt-4.1-mini",
    "choices": [{"index": 0, "delta": {"content": " 你好 world"}, "finish_reason": None}],
}
EVENT = f"data: {json.dumps(CHUNK, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
REQUEST = WireRequest("POST", "/v1/chat/completions", expects=Expects.EVENTS)


def rows() -> Iterator[Row]:
    """CPU time of the reading thread."""
    with _gateway() as root:
        ratio = asyncio.run(_measure(root))
    yield Row("stream: bytes → chat events ÷ httpx-sse + json alone", ratio, LIMIT)


async def _measure(root: str) -> float:
    """The median ratio of pairs."""
    transport = HttpTransport(user_agent="benchmark")
    async with httpx.AsyncClient(trust_env=False, timeout=None) as client:
        await _read_here(transport, root)
        await _read_there(client, root)
        pairs = [
            (await _cpu_s(_read_here(transport, root)), await _cpu_s(_read_there(client, root)))
            for _ in range(ROUNDS)
        ]
    await transport.close()
    return statistics.median(here / there for here, there in pairs)


async def _cpu_s(reading: Awaitable[int]) -> float:
    start = time.thread_time()
    count = await reading
    if count != EVENTS:
        raise RuntimeError(f"{count} events instead of {EVENTS}")
    return time.thread_time() - start


async def _read_here(transport: HttpTransport, root: str) -> int:
    count = 0
    decoder = OPENAI_CHAT.decoder()
    async with transport.stream(REQUEST, Destination(root)) as answer:
        async for event in answer.events():
            count += sum(isinstance(found, TextDelta) for found in decoder.feed(event))
    return count


async def _read_there(client: httpx.AsyncClient, root: str) -> int:
    count = 0
    async with aconnect_sse(client, "POST", f"{root}/v1/chat/completions") as source:
        async for event in source.aiter_sse():
            json.loads(event.data)
            count += 1
    return count


@contextmanager
def _gateway() -> Iterator[str]:
    """The address of a server in a thread of its own."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(_answer, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Every event is an HTTP chunk of its own, as a gateway that flushes sends them."""
    chunk = b"%x\r\n%s\r\n" % (len(EVENT), EVENT)
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(HEAD)
            for _ in range(EVENTS // BURST):
                writer.write(chunk * BURST)
                await writer.drain()
            writer.write(b"0\r\n\r\n")
            await writer.drain()


if __name__ == "__main__":
    print_table(rows())
