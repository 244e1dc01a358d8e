"""A gateway at byte level: it answers exactly the bytes that a test dictates, and breaks off where told."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came in; ``connection`` counts the connections from 1."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int


class Connection:
    """The gateway's end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, *pieces: bytes) -> None:
        """Write pieces as packets of their own."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            await asyncio.sleep(0)

    async def answer(
        self, body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """A whole answer with its length."""
        await self.begin(status, {**(headers or {}), "Content-Length": str(len(body))})
        await self.send(body)

    async def begin(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """The status line and the headers alone."""
        lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in (headers or {}).items())]
        await self.send("\r\n".join([*lines, "", ""]).encode())

    async def begin_stream(self, content_type: str = "text/event-stream") -> None:
        """The headers of a chunked answer."""
        await self.begin(200, {"Content-Type": content_type, "Transfer-Encoding": "chunked"})

    async def chunk(self, *bodies: bytes) -> None:
        """Chunks of a chunked answer."""
        for body in bodies:
            await self.send(b"%x\r\n%s\r\n" % (len(body), body))

    async def end_stream(self) -> None:
        """The last chunk."""
        await self.send(b"0\r\n\r\n")

    def reset(self) -> None:
        """Cut the connection as a crashed machine or a firewall does."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    def close(self) -> None:
        """Close the connection in order."""
        self.writer.close()

    async def closed_by_peer(self) -> None:
        """Wait until the studio gives the connection up."""
        try:
            while await self.reader.read(65536):
                continue
        except ConnectionError:
            return


Behaviour = Callable[[Connection, Received], Awaitable[None]]


class RawGateway:
    """Serves behaviours in order, one per request; the last one stays."""

    def __init__(self) -> None:
        self.root = ""
        self.port = 0
        self.requests: list[Received] = []
        self._behaviours: list[Behaviour] = []
        self._connections = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def behave(self, *behaviours: Behaviour) -> None:
        """What happens to the next requests."""
        self._behaviours = list(behaviours)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Live with one connection until either side closes it."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._connections += 1
        connection = Connection(reader, writer)
        try:
            while (request := await _read_request(reader, self._connections)) and not writer.is_closing():
                self.requests.append(request)
                behaviour = self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]
                await behaviour(connection, request)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()
            self._tasks.discard(task)

    async def stop(self) -> None:
        """End every connection that is still alive."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[RawGateway]:
    """A raw gateway on a free port of this machine."""
    gateway = RawGateway()
    server = await asyncio.start_server(gateway.serve, "127.0.0.1", 0, ssl=tls)
    gateway.port = server.sockets[0].getsockname()[1]
    gateway.root = f"{'https' if tls else 'http'}://127.0.0.1:{gateway.port}"
    try:
        yield gateway
    finally:
        server.close()
        await gateway.stop()
        await server.wait_closed()


async def _read_request(reader: asyncio.StreamReader, connection: int) -> Received | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    except asyncio.IncompleteReadError:
        return None
    method, target, _ = head[0].split(" ")
    headers = dict(_header(line) for line in head[1:] if line)
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(method, target, headers, body, connection)


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.lower(), value.strip()
