"""Ideogram's paths as relays pass them on: version 3 in forms, the older calls, upscaling and describing."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.drawing.png import PngError, dominant_colours
from app.demo.drawing.reshaping import behind, placed
from app.demo.drawing.retouching import size_of
from app.demo.failures import Refusal, no_channel
from app.demo.image.ideogram_fields import IdeogramRefusal
from app.demo.image.ideogram_request import IdeogramCall, Sent, read_ideogram_call, read_sent
from app.demo.image.making import Made, make
from app.demo.image.models import ImageModel
from app.demo.image.request import ImageCall
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key

_VERSION_3 = "/ideogram/v1/ideogram-v3"
_PATHS = {
    **{
        name: f"{_VERSION_3}/{name}"
        for name in ("generate", "edit", "remix", "reframe", "replace-background")
    },
    "legacy-generate": "/ideogram/generate",
    "legacy-remix": "/ideogram/remix",
    "upscale": "/ideogram/upscale",
    "describe": "/ideogram/describe",
}
_THINKING_S = 1.5
_CREATED = "2026-01-01T00:00:00.000000+00:00"
_MAGIC = "{}, cinematic light, rich detail, sharp lettering"
_UNSAFE = "Prompt failed the safety check"


class Ideogram:
    """The answers of the nine calls."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    def routes(self) -> list[Route]:
        """Its paths."""
        return [Route(path, self._handler(action), methods=["POST"]) for action, path in _PATHS.items()]

    def _handler(self, action: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def handler(request: Request) -> Response:
            return await self._answer(action, request)

        return handler

    async def _answer(self, action: str, request: Request) -> Response:
        key = check_key(request.headers.get("api-key") or request.headers.get("authorization", ""))
        sent = read_sent(action, request.headers.get("content-type", ""), await request.body())
        call = read_ideogram_call(action, sent, self._model())
        check_funds(key)
        prompt = call.image.prompt
        if Trouble.REFUSED.is_in(prompt):
            raise IdeogramRefusal(422, _UNSAFE)
        if Trouble.BROKEN.is_in(prompt):
            error = Refusal(200, "请求上游地址失败", "do_request_failed")
            return JSONResponse(error.body(request.state.request_id))
        if Trouble.EMPTY.is_in(prompt):
            return JSONResponse({"created": _CREATED, "data": []})
        await self._workshop.pace.think(1, 1 / _THINKING_S)
        if action == "describe":
            return JSONResponse(await asyncio.to_thread(_described, sent))
        return JSONResponse(await asyncio.to_thread(self._drawn, call, request))

    def _model(self) -> ImageModel:
        """Ideogram's calls name no model that could be looked for."""
        model = self._workshop.models.named("ideogram")
        if model is None:
            raise no_channel("ideogram")
        return model

    def _drawn(self, call: IdeogramCall, request: Request) -> dict[str, Any]:
        withheld = call.image.count - 1 if Trouble.WITHHELD.is_in(call.image.prompt) else -1
        items = [
            _item(call, index, None if index == withheld else self._link(call, index, request))
            for index in range(call.image.count)
        ]
        return {"created": _CREATED, "data": items}

    def _link(self, call: IdeogramCall, index: int, request: Request) -> str:
        return self._workshop.link(_made(call, index), request, call.image.prompt)


def _made(call: IdeogramCall, index: int) -> Made:
    wanted = call.image
    match call.action:
        case "reframe" | "upscale":
            words = wanted.words(index)
            data = placed(wanted.pictures[0], wanted.width, wanted.height, words)
            return Made(data, wanted.width, wanted.height)
        case "replace-background":
            return Made(behind(wanted.pictures[0], wanted.words(index)), *size_of(wanted.pictures[0]))
        case _:
            return make(wanted, index)


def _item(call: IdeogramCall, index: int, link: str | None) -> dict[str, Any]:
    """One picture; an unsafe one is told without its address."""
    prompt = call.image.prompt
    rewritten = _MAGIC.format(prompt) if call.magic and prompt else prompt
    return {
        "url": link, "prompt": rewritten, "resolution": _resolution(call.image), "upscaled_resolution": None,
        "is_image_safe": link is not None, "seed": call.seed + index, "style_type": call.style or "GENERAL",
    }  # fmt: skip


def _resolution(call: ImageCall) -> str:
    keeps = call.pictures and not call.reshapes
    width, height = size_of(call.pictures[0]) if keeps else (call.width, call.height)
    return f"{width}x{height}"


def _described(sent: Sent) -> dict[str, Any]:
    """Prompts for a picture: its shape and its colours, which is all that the demo can see."""
    picture = sent.file("image_file") or b""
    width, height = size_of(picture)
    shape = "square" if width == height else "wide" if width > height else "tall"
    try:
        colours = [bytes(swatch.colour).hex() for swatch in dominant_colours(picture).swatches]
    except PngError:
        colours = []
    palette = ", ".join(f"#{colour}" for colour in colours) or "muted colours"
    texts = (
        f"A {shape} picture of {width} by {height} pixels in {palette}, flat shapes, calm composition",
        f"Minimal landscape poster, {shape} format, palette of {palette}",
    )
    return {"descriptions": [{"text": text} for text in texts]}
