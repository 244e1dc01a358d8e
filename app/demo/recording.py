"""What was asked of the gateway, for whoever wants to look: tests do."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.demo.asgi import Application, Message, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request as it came over the wire. Header names are lower case."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str:
        """First value of a header, empty where it was not sent."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


OnRequest = Callable[[RecordedRequest], None]


class Recorder:
    """Reads each request whole, hands it to the listener, and only then to the application."""

    def __init__(self, application: Application, on_request: OnRequest) -> None:
        self._application = application
        self._on_request = on_request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive)
        self._on_request(_recorded(scope, body))
        await self._application(scope, replay(body, receive), send)


async def read_body(receive: Receive) -> bytes:
    """The whole body of a request, or what came of it before the client left."""
    pieces = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(pieces)


def replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives this body first and then goes on with the real one."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return pending.pop() if pending else await receive()

    return next_message


def _recorded(scope: Scope, body: bytes) -> RecordedRequest:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    return RecordedRequest(
        scope["method"], scope["path"], scope["query_string"].decode("latin-1"), headers, body
    )
