"""Seedance's tasks as Volcengine Ark has them: content in parts, a list with filters, and cancelling."""

import time
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.drawing.painting import paint
from app.demo.failures import Refusal
from app.demo.film.desk import FilmDesk, is_held_back, is_refused, reason_of, wish_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, shape_of_picture, text_of
from app.demo.image.fields import read_object
from app.demo.image.making import Made
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_ROOTS = ("/volc/v1", "/api/v3", "/doubao/api/v3")
_STATUS = {
    Stage.QUEUED: "queued",
    Stage.RUNNING: "running",
    Stage.DONE: "succeeded",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "cancelled",
}
_FRAMES = ("first_frame", "last_frame", "")
_TOKENS_PER_SECOND = 21_780


class ArkRefusal(Refusal):
    """A refusal as Ark words it."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(status, message, code, kind="BadRequest")


class Seedance:
    """The answers of /contents/generations/tasks."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._desk = FilmDesk(workshop, "seedance", _no_task)

    def routes(self) -> list[Route]:
        """Its paths, below the prefixes that relays have for them."""
        return [
            route
            for root in _ROOTS
            for path in (f"{root}/contents/generations/tasks",)
            for route in (
                Route(path, self.create, methods=["POST"]),
                Route(path, self.several),
                Route(f"{path}/{{id}}", self.one),
                Route(f"{path}/{{id}}", self.delete, methods=["DELETE"]),
            )
        ]

    async def create(self, request: Request) -> Response:
        given = await read_object(request)
        wish = wish_of_content(given, self._desk, request)
        with_frame = given.get("return_last_frame") is True
        task = self._desk.begin(request, wish, f"cgt-{uuid4().hex[:20]}", with_frame=with_frame)
        return JSONResponse({"id": task.id})

    async def one(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        return JSONResponse(self._told(task, await self._desk.look(task), request))

    async def several(self, request: Request) -> Response:
        wanted = request.query_params.getlist("filter.task_ids")
        status = request.query_params.get("filter.status", "")
        size = int(request.query_params.get("page_size", "10"))
        items = []
        for task in self._desk.newest():
            if not wanted or task.id in wanted:
                found = self._desk.find(request, task.id)
                told = self._told(found, await self._desk.look(found), request)
                items += [told] if status in ("", told["status"]) else []
        return JSONResponse({"items": items[:size], "total": len(items)})

    async def delete(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        moment = await self._desk.look(task)
        if moment.stage is Stage.RUNNING:
            raise ArkRefusal("InvalidAction.RunningTaskDeletion", "A running task cannot be deleted", 409)
        if not self._desk.cancel(task):
            self._workshop.tasks.forget(task.id)
        return JSONResponse({})

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        wish = wish_of(task)
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        told: dict[str, Any] = {
            "id": task.id, "model": wish.model, "status": "failed" if failed else _STATUS[moment.stage],
            "created_at": int(time.time()), "updated_at": int(time.time()), "error": None,
        }  # fmt: skip
        if failed:
            code = "OutputVideoSensitiveContentDetected" if is_refused(task) else "InternalServiceError"
            return told | {"error": {"code": code, "message": reason_of(task)}}
        link = self._desk.link(task, moment, request)
        if not link:
            return told
        tokens = round(wish.seconds * _TOKENS_PER_SECOND)
        return told | {
            "content": {"video_url": link, "last_frame_url": self._last_frame(task, request)},
            "usage": {"completion_tokens": tokens, "total_tokens": tokens}, "seed": 73,
            "resolution": f"{min(wish.width, wish.height)}p", "duration": round(wish.seconds),
            "ratio": "16:9", "framespersecond": 24,
        }  # fmt: skip

    def _last_frame(self, task: DemoTask, request: Request) -> str | None:
        if not task.asked.facts["with_frame"]:
            return None
        wish = wish_of(task)
        picture = paint(wish.words, wish.width, wish.height).png()
        return self._workshop.link(Made(picture, wish.width, wish.height), request)


def wish_of_content(given: dict[str, Any], desk: FilmDesk, request: Request) -> FilmWish:
    """A film from words and media in parts.

    Raises:
        Refusal: nothing is asked for, or the parts do not go together.
    """
    content = given.get("content")
    if not isinstance(content, list) or not content:
        raise ArkRefusal("MissingParameter", "The request is missing `content`")
    words = " ".join(text_of(part, "text") for part in content if part.get("type") == "text")
    media = [part for part in content if str(part.get("type")).endswith("_url")]
    roles = {str(part.get("role") or "") for part in media}
    if any(role in _FRAMES for role in roles) and any(role not in _FRAMES for role in roles):
        raise ArkRefusal(
            "InvalidParameter", "first/last frame content cannot be mixed with reference content"
        )
    clips = [desk.clip(part.get(part["type"]), request) for part in media]
    if None in clips:
        raise ArkRefusal("InvalidParameter", "The parameter `content[].image_url` is not valid")
    found = tuple(filter(None, clips))
    ratio = text_of(given, "ratio")
    resolution = text_of(given, "resolution") or "720p"
    follows = found and ratio in ("adaptive", "keep_ratio", "")
    shape = shape_of_picture(found[0]) if follows else shape_of(ratio=ratio, resolution=resolution)
    return FilmWish(
        text_of(given, "model"), words, *shape, seconds_of(given.get("duration")), text_of(given, "seed"),
        pictures=found, with_sound=given.get("generate_audio") is True,
    )  # fmt: skip


def _no_task(task_id: str) -> Refusal:
    return ArkRefusal("ResourceNotFound", f"The specified task {task_id} is not found", 404)
