"""Kling's films below /kling/v1/videos: every action in the maker's envelope."""

import time
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.film.desk import FilmDesk, is_held_back, reason_of, wish_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, shape_of_picture, text_of
from app.demo.image.fields import read_object
from app.demo.image.kling_request import KlingRefusal
from app.demo.image.workshop import Workshop
from app.demo.keys import check_key
from app.demo.task_shelf import DemoTask, Moment, Stage

_ROOT = "/kling/v1/videos"
_ACTIONS = {
    "text2video": ("prompt",),
    "image2video": (),
    "multi-image2video": ("image_list",),
    "video-extend": ("video_id",),
    "effects": ("effect_scene", "input"),
    "lip-sync": ("input",),
    "motion-control": ("image_url", "video_url"),
}
"""The last part of the path, and the fields that it needs."""
_STATUS = {
    Stage.QUEUED: "submitted",
    Stage.RUNNING: "processing",
    Stage.DONE: "succeed",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
}
_DURATIONS = ("5", "10")
_WRONG, _NO_TASK = 1201, 1203


class KlingFilms:
    """The answers of the film paths."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "kling", _no_task)

    def routes(self) -> list[Route]:
        """Its paths: an action is begun and asked for at the same one."""
        return [
            route
            for action in _ACTIONS
            for route in (
                Route(f"{_ROOT}/{action}", self.submit, methods=["POST"]),
                Route(f"{_ROOT}/{action}", self.several),
                Route(f"{_ROOT}/{action}/{{id}}", self.one),
            )
        ]

    async def submit(self, request: Request) -> Response:
        given, action = await read_object(request), _action(request)
        external_id = text_of(given, "external_task_id")
        tasks = self._desk.newest()
        if external_id and any(task.asked.facts["external_id"] == external_id for task in tasks):
            raise _wrong("external_task_id is duplicated")
        wish = self._wish(action, given, request)
        facts = {"action": action, "external_id": external_id, "video_id": f"v{uuid4().hex[:12]}"}
        task = self._desk.begin(request, wish, f"8{uuid4().int % 10**17}", **facts)
        return _enveloped(self._told(task, Moment(Stage.QUEUED, 0), request), request)

    async def one(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        if task.asked.facts["action"] != _action(request):
            raise _no_task(task.id)
        return _enveloped(self._told(task, await self._desk.look(task), request), request)

    async def several(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        size, action = int(request.query_params.get("pageSize", "30")), _action(request)
        tasks = [task for task in self._desk.newest() if task.asked.facts["action"] == action]
        told = [self._told(task, await self._desk.look(task), request) for task in tasks[:size]]
        return _enveloped(told, request)

    def _wish(self, action: str, given: dict[str, Any], request: Request) -> FilmWish:
        for name in _ACTIONS[action]:
            if not given.get(name):
                raise _wrong(f"{name} is required")
        inner = _inner(given)
        duration = inner.get("duration", "5")
        if not isinstance(duration, str) or (duration not in _DURATIONS and "v3" not in str(given)):
            raise _wrong(f"duration value '{duration}' is invalid")
        pictures = tuple(self._pictures(action, given, inner, request))
        prompt = text_of(given, "prompt") or text_of(inner, "text") or text_of(given, "effect_scene")
        shape = shape_of_picture(pictures[0]) if pictures else shape_of(ratio=text_of(given, "aspect_ratio"))
        sound = given.get("sound") == "on" or action == "lip-sync"
        wish = FilmWish("kling", prompt, *shape, seconds_of(duration), pictures=pictures, with_sound=sound)
        parent_id = text_of(given, "video_id") or text_of(inner, "video_id")
        return wish.after(self._parent(parent_id)) if parent_id else wish

    def _parent(self, video_id: str) -> FilmWish:
        found = (task for task in self._desk.newest() if task.asked.facts["video_id"] == video_id)
        parent = next(found, None)
        if parent is None:
            raise _wrong(f"video_id {video_id} is invalid")
        return wish_of(parent)

    def _pictures(
        self, action: str, given: dict[str, Any], inner: dict[str, Any], request: Request
    ) -> list[bytes]:
        listed = [item.get("image") for item in given.get("image_list", []) if isinstance(item, dict)]
        single = [inner.get(name) for name in ("image", "image_tail", "image_url") if inner.get(name)]
        items = [*single, *listed, *(inner.get("images") or [])]
        if action == "image2video" and not items:
            raise _wrong("image is required")
        found = []
        for item in items:
            picture = None if str(item).startswith("data:") else self._desk.clip(item, request)
            if picture is None:
                raise _wrong("File is not in a valid base64 format")
            found.append(picture)
        return found

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        held_back = moment.stage is Stage.DONE and is_held_back(task)
        failed = held_back or moment.stage is Stage.FAILED
        now_ms, facts = int(time.time() * 1000), task.asked.facts
        told = {
            "task_id": task.id, "task_status": "failed" if failed else _STATUS[moment.stage],
            "task_status_msg": reason_of(task) if failed else "",
            "task_info": {"external_task_id": facts["external_id"]},
            "created_at": now_ms, "updated_at": now_ms,
        }  # fmt: skip
        if link := self._desk.link(task, moment, request):
            length = str(round(wish_of(task).seconds))
            told["task_result"] = {"videos": [{"id": facts["video_id"], "url": link, "duration": length}]}
        return told


def _inner(given: dict[str, Any]) -> dict[str, Any]:
    """Some actions keep their fields one step further down."""
    inner = given.get("input")
    return inner if isinstance(inner, dict) else given


def _action(request: Request) -> str:
    return request.url.path.removeprefix(f"{_ROOT}/").partition("/")[0]


def _enveloped(data: dict[str, Any] | list[dict[str, Any]], request: Request) -> Response:
    envelope = {"code": 0, "message": "SUCCEED", "request_id": request.state.request_id, "data": data}
    return JSONResponse(envelope)


def _wrong(message: str) -> KlingRefusal:
    return KlingRefusal(400, _WRONG, message)


def _no_task(task_id: str) -> KlingRefusal:
    return KlingRefusal(404, _NO_TASK, f"Task not found: {task_id}")
