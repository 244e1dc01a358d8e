"""The paths of pictures: generations and edits in OpenAI's format and Ark's."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from app.demo.drawing.retouching import Opening, check_mask
from app.demo.failures import Refusal
from app.demo.image.answers import ImageAnswer, safety_refusal
from app.demo.image.async_images import TASK, UNIFIED, AsyncImages
from app.demo.image.fields import read_object
from app.demo.image.making import Made
from app.demo.image.request import ImageCall, read_image_call
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key

_EVENTS_PER_SECOND = 1.5
_THINKING_S = 1.5


class OpenAIImages:
    """The answers of the picture paths."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._later = AsyncImages(workshop)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/v1/images/generations", self.generations, methods=["POST"]),
            Route("/v1/images/edits", self.edits, methods=["POST"]),
            Route("/v1/images/variations", self.variations, methods=["POST"]),
            Route("/api/v3/images/generations", self.generations, methods=["POST"]),
        ]

    async def generations(self, request: Request) -> Response:
        return await self._answer(request, is_edit=False)

    async def edits(self, request: Request) -> Response:
        return await self._answer(request, is_edit=True)

    async def variations(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        raise Refusal(501, "API not implemented", "api_not_implemented")

    async def _answer(self, request: Request, *, is_edit: bool) -> Response:
        key = check_key(request.headers.get("authorization", ""))
        fields = await read_object(request)
        call = read_image_call(
            fields, self._workshop.models, lambda url: self._workshop.fetch(url, request), is_edit=is_edit
        )
        check_funds(key)
        if call.pictures and call.mask and call.opening is Opening.TRANSPARENT:
            check_mask(call.pictures[0], call.mask)
        if call.model.format in (TASK, UNIFIED) or fields.get("async") is True:
            return self._later.begun(call, fields)
        if Trouble.REFUSED.is_in(call.prompt):
            raise _refusal(call)
        if Trouble.BROKEN.is_in(call.prompt):
            error = Refusal(200, "请求上游地址失败", "do_request_failed")
            return JSONResponse(error.body(request.state.request_id))
        if Trouble.EMPTY.is_in(call.prompt):
            return JSONResponse({"created": 1767225600, "data": []})
        return await self._made(call, request)

    async def _made(self, call: ImageCall, request: Request) -> Response:
        def link(made: Made) -> str:
            return self._workshop.link(made, request, call.prompt)

        withheld = call.count - 1 if Trouble.WITHHELD.is_in(call.prompt) else -1
        answer = ImageAnswer(call, link, withheld)
        if call.stream:
            events = self._workshop.pace.spread(answer.events(), _EVENTS_PER_SECOND)
            return StreamingResponse(events, media_type="text/event-stream")
        await self._workshop.pace.think(1, 1 / _THINKING_S)
        return JSONResponse(await asyncio.to_thread(answer.whole))


def _refusal(call: ImageCall) -> Refusal:
    if call.model.format != "ark":
        return safety_refusal()
    message = "The request failed because the input text may contain sensitive information."
    return Refusal(400, message, "InputTextSensitiveContentDetected", kind="BadRequest")
