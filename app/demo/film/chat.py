"""Films through /v1/chat/completions, in the ways in which relays word them.

Sora's and Runway's relays tell progress and a task, then a link in markdown; Veo's tell progress as thoughts
and end with an HTML element; Grok's put the bare address behind a percentage. A request that is not streamed
gets words instead of a film.
"""

import asyncio
import itertools
import re
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from app.demo.chat import Choice, completion, events
from app.demo.chat_request import ChatCall, read_call
from app.demo.failures import Refusal
from app.demo.film.models import FilmModels
from app.demo.film.wish import FilmWish, media_of, seconds_of, shape_of
from app.demo.image.sayings import in_language_of
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.models import DemoModel

_PIECES_PER_SECOND = 1.2
_PERCENTS = (12, 37, 68, 100)
_LENGTH = re.compile(r"-(\d{1,2})s\b")
_TASK = re.compile(r"\btask_[a-z0-9]+\b")

Piece = tuple[str, str]


class ChatFilms:
    """Makes the film that the last message of a conversation asks for."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._models = FilmModels(workshop.folder)
        self._ids = itertools.count(1)

    def makes(self, body: object) -> bool:
        """Whether a request is for a model that makes films."""
        name = str(body.get("model") or "") if isinstance(body, dict) else ""
        return bool(name) and self._models.named(name) is not None

    async def answer(self, body: dict[str, Any], request: Request) -> Response:
        """The answer to a request for which ``makes`` holds.

        Raises:
            Refusal: as the relay refuses it.
        """
        key = check_key(request.headers.get("authorization", ""))
        name = str(body["model"])
        call = read_call(body, {name: DemoModel(name, _PIECES_PER_SECOND)})
        check_funds(key)
        if Trouble.BROKEN.is_in(call.question.text):
            raise Refusal(200, "请求上游地址失败", "do_request_failed")
        completion_id = f"chatcmpl-film-{next(self._ids)}"
        if not call.stream:
            words = "The model is available. Ask for a streamed answer to get a film."
            return JSONResponse(completion(call, [Choice((("content", words),), "stop")], completion_id))
        self._workshop.charges.note(key, call.question.text)
        choice = await asyncio.to_thread(self._choice, call, body, request)
        said = self._workshop.pace.spread(events(call, [choice], completion_id), _PIECES_PER_SECOND)
        return StreamingResponse(said, media_type="text/event-stream")

    def _choice(self, call: ChatCall, body: dict[str, Any], request: Request) -> Choice:
        wish = self._wish(call, body, request)
        if Trouble.REFUSED.is_in(wish.prompt) or Trouble.WITHHELD.is_in(wish.prompt):
            return Choice((*_progress(wish.prompt, 2), ("content", "❌ Content Policy Violation\n")), "stop")
        if Trouble.FAILING.is_in(wish.prompt):
            return Choice((*_progress(wish.prompt, 2), ("content", "❌ 生成失败：服务超时\n")), "stop")
        if Trouble.EMPTY.is_in(wish.prompt):
            return Choice((("content", "What should happen in the film?"),), "stop")
        link = self._workshop.link(wish.make(), request, wish.prompt)
        if wish.model.startswith("veo"):
            return Choice(
                (*_thought(), ("content", f"```html\n<video src='{link}' controls></video>\n```")), "STOP"
            )
        if wish.model.startswith("grok"):
            return Choice((*_plain(), ("content", f"{link}\n")), "stop")
        return Choice(tuple(_in_markdown(wish, link)), "stop")

    def _wish(self, call: ChatCall, body: dict[str, Any], request: Request) -> FilmWish:
        """The last message; what was made before leads to another film."""
        pictures = tuple(
            found
            for address in call.question.pictures
            if (found := media_of(address, lambda url: self._workshop.fetch(url, request))) is not None
        )
        earlier = [found for message in call.messages for found in _TASK.findall(message.text)]
        how = body.get("video_config") or {}
        length = _LENGTH.search(call.model.id)
        shape = shape_of("", str(how.get("aspect_ratio") or ""), str(how.get("resolution_name") or "480p"))
        return FilmWish(
            call.model.id, call.question.text, *shape,
            seconds_of(how.get("video_length") or (length[1] if length else 5)), pictures=pictures,
            clips=tuple(task.encode() for task in earlier),
        )  # fmt: skip


def _in_markdown(wish: FilmWish, link: str) -> list[Piece]:
    task = f"task_{sha256(wish.words.encode()).hexdigest()[:24]}"
    begun = f'```json\n{{"prompt": "…"}}\n```\n\n> ID: `{task}`\n'
    done = in_language_of(wish.prompt, "> ✅ 视频生成成功\n\n", "> ✅ The film is done\n\n")
    watch = in_language_of(wish.prompt, "在线观看", "Watch the video")
    shown = f"{done}[▶️ {watch}]({link})\n\nsid: s_{sha256(task.encode()).hexdigest()[:32]}\n"
    return [("content", begun), *_progress(wish.prompt), ("content", shown)]


def _progress(prompt: str, steps: int = len(_PERCENTS)) -> list[Piece]:
    word = in_language_of(prompt, "进度", "Progress")
    return [("content", f"> {word} {percent}%\n") for percent in _PERCENTS[:steps]]


def _thought() -> list[Piece]:
    words = "Video Generation Progress: {}% (processing)\n"
    return [("reasoning_content", words.format(percent)) for percent in _PERCENTS]


def _plain() -> list[Piece]:
    return [("content", f"当前进度 {percent}%\n") for percent in _PERCENTS]
