"""What the formats share: models, the speaker, the pace, and how bodies are read."""

import asyncio
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from app.demo.answers import language_of
from app.demo.failures import Refusal, invalid_request
from app.demo.models import DemoModel
from app.demo.native.call import NativeCall
from app.demo.native.reply import Reply
from app.demo.native.speaker import Speaker
from app.demo.pace import Pace
from app.demo.task_shelf import TaskShelf


@dataclass(frozen=True, slots=True)
class NativeDesk:
    """Handed to every format."""

    models: Mapping[str, DemoModel]
    speaker: Speaker
    pace: Pace
    tasks: TaskShelf
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def reply(self, call: NativeCall, request: Request) -> Reply:
        """What the model says."""
        language = language_of(call.chat, request.headers.get("accept-language", ""))
        host = request.headers.get("host", "")
        return await asyncio.to_thread(self.speaker.reply, call, language, host)

    def stream(self, events: Iterable[bytes], call: NativeCall) -> Response:
        """Events at the pace of the model."""
        return self.sent(events, call.chat.model.tokens_per_second)

    def sent(self, events: Iterable[bytes], per_second: float) -> Response:
        """Events at a pace."""
        spread = self.pace.spread(events, per_second)
        return StreamingResponse(
            spread, media_type="text/event-stream", headers={"Cache-Control": "no-cache"}
        )

    async def whole(self, value: dict[str, Any], call: NativeCall, reply: Reply) -> Response:
        """One JSON value, after the time that it takes to think of it."""
        await self.pace.think(reply.tokens, call.chat.model.tokens_per_second)
        return JSONResponse(value)


async def object_of(request: Request) -> dict[str, Any]:
    """The body, which has to be a JSON object.

    Raises:
        Refusal: it is none.
    """
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise invalid_request("unexpected end of JSON input") from error
    if not isinstance(body, dict):
        raise invalid_request("json: cannot unmarshal into Go value")
    return body


def broken_success(request: Request) -> Response:
    """The relay's own error inside a success."""
    error = Refusal(200, "请求上游地址失败", "do_request_failed")
    return JSONResponse(error.body(request.state.request_id))
