"""Google's paths for chat models: generateContent, streamed or not."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.demo.google import GoogleRefusal, key_of
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds
from app.demo.native.call import NativeCall
from app.demo.native.desk import NativeDesk, broken_success
from app.demo.native.gemini_answer import GeminiChatAnswer, events
from app.demo.native.gemini_request import read_gemini_call
from app.demo.native.trouble import ChatTrouble

_ROOTS = ("/v1beta/models", "/v1/models")


class GeminiChat:
    """The answers of Gemini. Models that draw have their own; each chat model here has paths of its own."""

    def __init__(self, desk: NativeDesk, workshop: Workshop) -> None:
        self._desk = desk
        self._workshop = workshop

    def routes(self) -> list[Route]:
        """Its paths."""
        methods = {"generateContent": self.generate, "streamGenerateContent": self.stream}
        return [
            Route(f"{root}/{model.id}:{method}", answer, methods=["POST"])
            for root in _ROOTS
            for model in self._desk.models.values()
            for method, answer in methods.items()
            if "gemini" in model.endpoints
        ]

    async def generate(self, request: Request) -> Response:
        call = await self._call(request, streams=False)
        if call.has(ChatTrouble.BROKEN):
            return broken_success(request)
        answer = await self._answer(call, request)
        return await self._desk.whole(answer.whole(), call, answer.reply)

    async def stream(self, request: Request) -> Response:
        call = await self._call(request, streams=True)
        if call.has(ChatTrouble.BROKEN):
            return broken_success(request)
        return self._desk.stream(events(await self._answer(call, request)), call)

    async def _call(self, request: Request, *, streams: bool) -> NativeCall:
        key, model = key_of(request), self._desk.models[_name(request)]
        body = await _json(request)
        check_funds(key)
        return read_gemini_call(body, model, lambda url: self._workshop.fetch(url, request), streams=streams)

    async def _answer(self, call: NativeCall, request: Request) -> GeminiChatAnswer:
        reply = await self._desk.reply(call, request)
        return GeminiChatAnswer(call, reply, f"demo-{next(self._desk.numbers)}")


def _name(request: Request) -> str:
    return request.url.path.rpartition("/")[2].rpartition(":")[0]


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise GoogleRefusal("Invalid JSON payload received.") from error
