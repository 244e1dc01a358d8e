"""What breaks below HTTP's meaning: lost answers, cut connections, floods of bytes, and slowness."""

import asyncio
import zlib
from dataclasses import dataclass

from app.demo.asgi import Application, Message, Receive, Scope, Send
from app.demo.chat import DONE
from app.demo.faults import send_whole, start_of

_MEGABYTE = 1_000_000
_EVENT_STREAM = {"content-type": "text/event-stream"}


@dataclass(frozen=True, slots=True)
class LoseAnswer:
    """The gateway does its work, and the answer never arrives."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope, receive, _swallow)
        await _hang_up(scope, receive)


@dataclass(frozen=True, slots=True)
class ResetAfter:
    """The connection is reset in the middle of a stream, after some events."""

    events: int = 3

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        async def reset(message: Message) -> None:
            scope["state"]["connection"].reset()
            await _wait_for_ever(message)

        await application(scope, receive, _after(self.events, send, reset))


@dataclass(frozen=True, slots=True)
class EndAfter:
    """A stream ends in good order, but too early: the gateway's own upstream was cut.

    new-api writes ``[DONE]`` even then.
    """

    events: int = 3
    done: bool = True

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_end(message: Message) -> None:
            body = message["body"]
            if not body or (self.done and body == DONE):
                await send(message)

        await application(scope, receive, _after(self.events, send, send_end))


@dataclass(frozen=True, slots=True)
class Trickle:
    """The answer comes in drops of a few bytes."""

    delay_s: float = 1.0
    size: int = 1

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_slowly(message: Message) -> None:
            body = message.get("body", b"")
            for start in range(0, len(body), self.size):
                await send(
                    {"type": "http.response.body", "body": body[start : start + self.size], "more_body": True}
                )
                await asyncio.sleep(self.delay_s)
            await send({**message, "body": b""} if body else message)

        await application(scope, receive, send_slowly)


@dataclass(frozen=True, slots=True)
class SlowFirstByte:
    """Nothing at all for a while, then everything as usual."""

    delay_s: float = 5.0

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(self.delay_s)
        await application(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Silence:
    """A stream falls silent after some events and never ends."""

    events: int = 3

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope, receive, _after(self.events, send, _wait_for_ever))


@dataclass(frozen=True, slots=True)
class EndlessLine:
    """One line of a stream that never ends, as fast as the client reads."""

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await send(start_of(200, _EVENT_STREAM))
        await send({"type": "http.response.body", "body": b'data: {"choices":"', "more_body": True})
        while True:
            await send({"type": "http.response.body", "body": b"A" * 65536, "more_body": True})
            await asyncio.sleep(0)


@dataclass(frozen=True, slots=True)
class GzipBomb:
    """A small compressed body that unpacks to very much."""

    megabytes: int = 1024

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        blank = b" " * _MEGABYTE
        await send(start_of(200, {"content-type": "application/json", "content-encoding": "gzip"}))
        for _ in range(self.megabytes):
            body = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)
            await send({"type": "http.response.body", "body": body, "more_body": True})
            await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": packer.flush()})


@dataclass(frozen=True, slots=True)
class Redirect:
    """The answer is elsewhere, says the gateway: the key must not follow."""

    to: str
    status: int = 307

    async def __call__(self, application: Application, scope: Scope, receive: Receive, send: Send) -> None:
        await send_whole(send, self.status, "text/plain", b"", {"location": self.to})


def _after(events: int, send: Send, then: Send) -> Send:
    """Let so many events through, and hand everything that follows to ``then``."""
    left = events

    async def send_some(message: Message) -> None:
        nonlocal left
        passes = left > 0 or message["type"] == "http.response.start"
        await (send if passes else then)(message)
        left -= bool(message.get("body"))

    return send_some


async def _wait_for_ever(message: Message) -> None:
    """Send nothing more; the work ends with the connection."""
    await asyncio.Event().wait()


async def _swallow(message: Message) -> None:
    """Send to nowhere."""


async def _hang_up(scope: Scope, receive: Receive) -> None:
    scope["state"]["connection"].close()
    while (await receive())["type"] != "http.disconnect":
        pass
