"""/v1/chat/completions of models that draw: progress, links and data URLs inside what they say."""

import asyncio
import itertools
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from app.demo.answers import language_of
from app.demo.chat import Choice, completion, events
from app.demo.chat_request import ChatCall, read_call
from app.demo.failures import Refusal
from app.demo.image.answers import safety_refusal
from app.demo.image.chat_picture_request import read_wish
from app.demo.image.chat_picture_texts import (
    drawn_inline,
    drawn_with_links,
    drawn_with_progress,
    failed_after_progress,
    without_picture,
)
from app.demo.image.making import Made
from app.demo.image.request import ImageCall
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.models import DemoModel
from app.demo.vision import Eyes

_PIECES_PER_SECOND = 1.5
_LOOKS = re.compile(r"describe|analy[sz]e|what is|描述|分析|是什么", re.IGNORECASE)


class ChatPictures:
    """Draws what the last message of a conversation asks for."""

    def __init__(self, workshop: Workshop, eyes: Eyes) -> None:
        self._workshop = workshop
        self._eyes = eyes
        self._ids = itertools.count(1)

    def draws(self, body: object) -> bool:
        """Whether a request is for a model that draws in conversations."""
        name = str(body.get("model") or "") if isinstance(body, dict) else ""
        model = self._workshop.models.named(name)
        return model is not None and bool(model.chat)

    async def answer(self, body: dict[str, Any], request: Request) -> Response:
        """The answer to a request for which ``draws`` holds.

        Raises:
            Refusal: as the relay or the vendor behind it refuses it.
        """
        key = check_key(request.headers.get("authorization", ""))
        name = str(body["model"])
        call = read_call(body, {name: DemoModel(name, _PIECES_PER_SECOND)})
        check_funds(key)
        if Trouble.BROKEN.is_in(call.question.text):
            error = Refusal(200, "请求上游地址失败", "do_request_failed")
            return JSONResponse(error.body(request.state.request_id))
        choice = await asyncio.to_thread(self._choice, call, request)
        completion_id = f"chatcmpl-drawn-{next(self._ids)}"
        if call.stream:
            said = self._workshop.pace.spread(events(call, [choice], completion_id), _PIECES_PER_SECOND)
            return StreamingResponse(said, media_type="text/event-stream")
        await self._workshop.pace.think(len(choice.pieces), _PIECES_PER_SECOND)
        return JSONResponse(completion(call, [choice], completion_id))

    def _choice(self, call: ChatCall, request: Request) -> Choice:
        if call.question.pictures and _LOOKS.search(call.question.text):
            return self._seen(call, request)
        model = self._workshop.models.named(call.model.id)
        assert model is not None, "draws() said so"
        wish = read_wish(call, model, lambda url: self._workshop.fetch(url, request))

        def link(made: Made) -> str:
            return self._workshop.link(made, request, wish.prompt)

        if Trouble.EMPTY.is_in(wish.prompt):
            return _said(without_picture(wish.prompt))
        if Trouble.REFUSED.is_in(wish.prompt) or Trouble.WITHHELD.is_in(wish.prompt):
            return _refused(wish)
        if Trouble.FAILING.is_in(wish.prompt):
            return _said(failed_after_progress(wish.prompt, is_refused=False))
        match model.chat:
            case "inline":
                return _said(drawn_inline(wish))
            case "progress":
                return _said(drawn_with_progress(wish, link))
            case _:
                return _said(drawn_with_links(wish, link))

    def _seen(self, call: ChatCall, request: Request) -> Choice:
        """Words about the pictures that were sent, where nothing is to be drawn."""
        language = language_of(call, request.headers.get("accept-language", ""))
        answer = self._eyes.answer(call, language, request.headers.get("host", ""))
        return _said(answer.content.splitlines(keepends=True))


def _refused(wish: ImageCall) -> Choice:
    """A refusal in the way of each kind of service."""
    match wish.model.chat:
        case "inline":
            return Choice((), "content_filter")
        case "progress":
            return _said(failed_after_progress(wish.prompt, is_refused=True))
        case _:
            raise safety_refusal()


def _said(pieces: list[str]) -> Choice:
    return Choice(tuple(("content", piece) for piece in pieces), "stop")
