"""The requests that the transport tests send, and short ways to send them."""

from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.request import Expects, JsonBody, WireRequest
from app.wire.response import ServerEvent

MODELS = WireRequest("GET", "/v1/models")
CHAT = WireRequest(
    "POST",
    "/v1/chat/completions",
    body=JsonBody({"model": "m", "messages": [{"role": "user", "content": "你好"}]}),
    expects=Expects.EVENTS,
    repeatable=True,
)
PICTURE = WireRequest("POST", "/v1/images/generations", body=JsonBody({"prompt": "a hill"}))


async def collect(transport: HttpTransport, destination: Destination) -> list[ServerEvent]:
    """All events of a chat."""
    async with transport.stream(CHAT, destination) as answer:
        return [event async for event in answer.events()]


async def texts(transport: HttpTransport, destination: Destination) -> list[str]:
    """The data of all events of a chat."""
    return [event.data for event in await collect(transport, destination)]
