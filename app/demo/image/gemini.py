"""Google's paths for picture models: generateContent, streamed or not, and Imagen's predict."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.google import GoogleRefusal, key_of
from app.demo.image.answers import encoded
from app.demo.image.gemini_answers import GeminiAnswer
from app.demo.image.gemini_request import model_named, read_gemini_call, read_prediction
from app.demo.image.making import make
from app.demo.image.request import ImageCall
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds

_CHUNKS_PER_SECOND = 1.0
_THINKING_S = 1.5


class GeminiImages:
    """The answers of /v1beta/models/{model}:{call}."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    def routes(self) -> list[Route]:
        """Its paths."""
        return [Route("/v1beta/models/{call:path}", self.call, methods=["POST"])]

    async def call(self, request: Request) -> Response:
        key = key_of(request)
        name, _, method = request.path_params["call"].rpartition(":")
        answers = {
            "generateContent": self._generate,
            "streamGenerateContent": self._stream,
            "predict": self._predict,
        }
        if method not in answers:
            raise GoogleRefusal(f"Method {method} is not found for models/{name}.", "NOT_FOUND", 404)
        body = await _json(request)
        check_funds(key)
        return await answers[method](request, name, body)

    async def _generate(self, request: Request, name: str, body: object) -> Response:
        answer = self._answer(request, name, body)
        if broken := _broken(answer.call.image, request):
            return broken
        await self._workshop.pace.think(1, 1 / _THINKING_S)
        return JSONResponse(await asyncio.to_thread(answer.whole))

    async def _stream(self, request: Request, name: str, body: object) -> Response:
        answer = self._answer(request, name, body)
        if broken := _broken(answer.call.image, request):
            return broken
        if request.query_params.get("alt") != "sse":
            return JSONResponse(await asyncio.to_thread(lambda: list(answer.chunks())))
        events = self._workshop.pace.spread(_events(answer), _CHUNKS_PER_SECOND)
        return StreamingResponse(events, media_type="text/event-stream")

    async def _predict(self, request: Request, name: str, body: object) -> Response:
        call = read_prediction(body, model_named(self._workshop.models, name, "imagen"), name)
        if broken := _broken(call, request):
            return broken
        if Trouble.REFUSED.is_in(call.prompt):
            raise GoogleRefusal("The prompt could not be submitted. It may violate our usage guidelines.")
        await self._workshop.pace.think(1, 1 / _THINKING_S)
        return JSONResponse(await asyncio.to_thread(_predictions, call))

    def _answer(self, request: Request, name: str, body: object) -> GeminiAnswer:
        model = model_named(self._workshop.models, name, "gemini")
        call = read_gemini_call(body, model, name, lambda url: self._workshop.fetch(url, request))
        return GeminiAnswer(call, request.state.request_id)


def _predictions(call: ImageCall) -> dict[str, Any]:
    """Imagen leaves out what it filtered, unless the reason was asked for; the demo always tells it."""
    if Trouble.EMPTY.is_in(call.prompt):
        return {}
    withheld = call.count - 1 if Trouble.WITHHELD.is_in(call.prompt) else -1
    indices = range(call.count)
    return {"predictions": [_filtered() if index == withheld else _drawn(call, index) for index in indices]}


def _drawn(call: ImageCall, index: int) -> dict[str, str]:
    made = make(call, index)
    return {"mimeType": made.mime, "bytesBase64Encoded": encoded(made.data)}


def _filtered() -> dict[str, str]:
    return {"raiFilteredReason": "Unable to show generated images: they may violate our policies."}


def _events(answer: GeminiAnswer) -> Iterator[bytes]:
    for chunk in answer.chunks():
        text = json.dumps(chunk, ensure_ascii=False, separators=(",", ":"))
        yield f"data: {text}\r\n\r\n".encode()


def _broken(call: ImageCall, request: Request) -> Response | None:
    """The relay's own error inside a success."""
    if not Trouble.BROKEN.is_in(call.prompt):
        return None
    error = Refusal(200, "请求上游地址失败", "do_request_failed")
    return JSONResponse(error.body(request.state.request_id))


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise GoogleRefusal("Invalid JSON payload received.") from error
