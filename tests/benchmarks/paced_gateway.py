"""A gateway in a process of its own that sends tokens at a fixed rate: ``paced_gateway()``.

The model's name says how: ``paced-200-5`` sends 200 tokens a second for five seconds. In ``stamped-…`` each
token is the time at which it was sent.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle

from tests.benchmarks.transcript_texts import markdown, tokens

STAMP_LENGTH = 16
STAMPS_PER_PARAGRAPH = 10
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


@contextmanager
def paced_gateway() -> Iterator[str]:
    """The address of a running gateway."""
    command = [sys.executable, "-m", "tests.benchmarks.paced_gateway"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def stamps(text: str) -> list[float]:
    """When the tokens of a ``stamped`` answer were sent, in seconds of the monotonic clock."""
    starts = range(0, len(text) - STAMP_LENGTH + 1, STAMP_LENGTH)
    return [float(text[start : start + STAMP_LENGTH]) for start in starts]


async def _serve() -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(head.partition("content-length:")[2].split("\r\n")[0])
            model = json.loads(await reader.readexactly(length))["model"]
            writer.write(HEAD)
            await _stream(writer, *model.split("-"))
            _send(writer, b"data: [DONE]\n\n")
            writer.write(b"0\r\n\r\n")
            await writer.drain()


async def _stream(writer: asyncio.StreamWriter, kind: str, rate: str, seconds: str) -> None:
    source = cycle(tokens(markdown(30_000, seed=11)))
    start = time.monotonic()
    for number in range(int(rate) * int(seconds)):
        await asyncio.sleep(max(0.0, start + number / int(rate) - time.monotonic()))
        content = _stamp(number) if kind == "stamped" else next(source)
        delta = {"index": 0, "delta": {"content": content}, "finish_reason": None}
        chunk = {"id": "paced", "object": "chat.completion.chunk", "model": "paced", "choices": [delta]}
        _send(writer, f"data: {json.dumps(chunk)}\n\n".encode())
        await writer.drain()


def _stamp(number: int) -> str:
    end = "\n\n" if number % STAMPS_PER_PARAGRAPH == STAMPS_PER_PARAGRAPH - 1 else "  "
    return f"{time.monotonic():0{STAMP_LENGTH - 2}.5f}{end}"


def _send(writer: asyncio.StreamWriter, event: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(event), event))


if __name__ == "__main__":
    asyncio.run(_serve())
