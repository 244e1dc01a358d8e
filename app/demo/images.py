"""The paths of pictures: generations and edits in OpenAI's format and Ark's, and the links to what was made.

Some words in a prompt make things go wrong, so that every ending can be seen without a switch.
"""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from app.demo.failures import Refusal, invalid_request
from app.demo.form_data import read_form
from app.demo.image_answers import ImageAnswer, safety_refusal
from app.demo.image_models import ImageModels
from app.demo.image_request import ImageCall, fields_of_form, read_image_call
from app.demo.image_studio import Made
from app.demo.keys import check_funds, check_key
from app.demo.media_shelf import PATH, LinkExpired, MediaShelf, NoSuchMedia
from app.demo.pace import Pace
from app.demo.pictures import PICTURES, draw
from app.demo.retouching import check_mask

REFUSED = ("moderated", "违规")
"""The request is refused at once."""
WITHHELD = ("withheld", "拦下")
"""The last picture is made and then held back."""
BROKEN = ("error in 200", "假成功")
"""An error with the status of a success."""
EMPTY = ("no picture", "空结果")
"""A success without a picture."""
EXPIRED = ("expired link", "过期链接")
"""Links that have run out when they arrive."""

_EVENTS_PER_SECOND = 1.5
_THINKING_S = 1.5
_PICTURES_PATH = "/demo/pictures/"


class Images:
    """The answers of the picture paths."""

    def __init__(self, models: ImageModels, pace: Pace, shelf: MediaShelf) -> None:
        self._models = models
        self._pace = pace
        self._shelf = shelf

    def routes(self) -> list[Route]:
        """Everything that has to do with pictures."""
        return [
            Route("/v1/images/generations", self.generations, methods=["POST"]),
            Route("/v1/images/edits", self.edits, methods=["POST"]),
            Route("/v1/images/variations", self.variations, methods=["POST"]),
            Route("/api/v3/images/generations", self.generations, methods=["POST"]),
            Route(f"{PATH}{{name}}", self.media),
        ]

    async def generations(self, request: Request) -> Response:
        return await self._answer(request, is_edit=False)

    async def edits(self, request: Request) -> Response:
        return await self._answer(request, is_edit=True)

    async def variations(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        raise Refusal(501, "API not implemented", "api_not_implemented")

    async def media(self, request: Request) -> Response:
        try:
            item = self._shelf.get(request.path_params["name"])
        except NoSuchMedia:
            return _store_error(404, "NoSuchKey", "The specified key does not exist.")
        except LinkExpired:
            return _store_error(403, "AccessDenied", "Request has expired")
        return Response(item.data, media_type=item.mime, headers={"Cache-Control": "private"})

    async def _answer(self, request: Request, *, is_edit: bool) -> Response:
        key = check_key(request.headers.get("authorization", ""))
        fields = await _fields(request)
        call = read_image_call(fields, self._models, lambda url: self._fetch(url, request), is_edit=is_edit)
        check_funds(key)
        if call.pictures and call.mask:
            check_mask(call.pictures[0], call.mask)
        if _says(call, REFUSED):
            raise _refusal(call)
        if _says(call, BROKEN):
            error = Refusal(200, "请求上游地址失败", "do_request_failed")
            return JSONResponse(error.body(request.state.request_id))
        if _says(call, EMPTY):
            return JSONResponse({"created": 1767225600, "data": []})
        return await self._made(call, request)

    async def _made(self, call: ImageCall, request: Request) -> Response:
        lifetime_s = {"lifetime_s": 0.0} if _says(call, EXPIRED) else {}
        root = str(request.base_url).rstrip("/")

        def link(made: Made) -> str:
            return root + self._shelf.put(made.data, made.mime, **lifetime_s)

        withheld = call.count - 1 if _says(call, WITHHELD) else -1
        answer = ImageAnswer(call, link, withheld)
        if call.stream:
            events = self._pace.spread(answer.events(), _EVENTS_PER_SECOND)
            return StreamingResponse(events, media_type="text/event-stream")
        await self._pace.think(1, 1 / _THINKING_S)
        return JSONResponse(await asyncio.to_thread(answer.whole))

    def _fetch(self, url: str, request: Request) -> bytes | None:
        """What lies at a link of the gateway's own; it reaches no other."""
        parts = urlsplit(url)
        if parts.netloc != request.headers.get("host", ""):
            return None
        name = parts.path.removeprefix(_PICTURES_PATH).removesuffix(".png")
        if name in PICTURES:
            return draw(name)
        try:
            return self._shelf.get(parts.path.removeprefix(PATH)).data
        except (NoSuchMedia, LinkExpired):
            return None


async def _fields(request: Request) -> Any:
    body = await request.body()
    content_type = request.headers.get("content-type", "")
    if content_type.lower().startswith("multipart/form-data"):
        return fields_of_form(read_form(content_type, body))
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise invalid_request("unexpected end of JSON input") from error


def _says(call: ImageCall, words: tuple[str, ...]) -> bool:
    prompt = call.prompt.lower()
    return any(word in prompt for word in words)


def _refusal(call: ImageCall) -> Refusal:
    if call.model.format != "ark":
        return safety_refusal()
    message = "The request failed because the input text may contain sensitive information."
    return Refusal(400, message, "InputTextSensitiveContentDetected", kind="BadRequest")


def _store_error(status: int, code: str, message: str) -> Response:
    """What an object store answers."""
    error = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Response(head + error, status, media_type="application/xml")
