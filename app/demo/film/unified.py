"""The gateways' unified format, with and without a prefix, and new-api's own record of a film."""

import time
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal, no_channel
from app.demo.film.desk import FilmDesk, is_held_back, reason_of, wish_of
from app.demo.film.models import FilmModels
from app.demo.film.openai import TaskError
from app.demo.film.wish import FilmWish, seconds_of, shape_of, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_WORDS = {
    Stage.QUEUED: "pending",
    Stage.RUNNING: "video_generating",
    Stage.DONE: "completed",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
}
_RECORD = {
    Stage.QUEUED: "QUEUED",
    Stage.RUNNING: "IN_PROGRESS",
    Stage.DONE: "SUCCESS",
    Stage.FAILED: "FAILURE",
    Stage.CANCELLED: "FAILURE",
}
_ORIENTATIONS = {"portrait": "9:16", "landscape": "16:9"}
_SCALES = {"small": "720p", "large": "1080p"}


class UnifiedFilms:
    """The answers of /v1/video/create, /v1/video/query and /v1/video/generations."""

    def __init__(self, workshop: Workshop) -> None:
        self._models = FilmModels(workshop.folder)
        self._desk = FilmDesk(workshop, "unified", _no_task)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/v1/video/create", self.create, methods=["POST"]),
            Route("/v1/video/query", self.query),
            *(
                Route(f"/{prefix}/v1/video/create", self.create, methods=["POST"], name=prefix)
                for prefix in ("veo", "sora")
            ),
            *(
                Route(f"/{prefix}/v1/video/feed/{{id}}", self.query, name=prefix)
                for prefix in ("veo", "sora")
            ),
            Route("/v1/video/generations", self.generate, methods=["POST"]),
            Route("/v1/video/generations/{id}", self.record),
        ]

    async def create(self, request: Request) -> Response:
        wish = self._wish(await read_object(request), request)
        task = self._desk.begin(request, wish, f"{wish.model}:{int(time.time())}-{uuid4().hex[:6]}")
        return JSONResponse(self._told(task, Moment(Stage.QUEUED, 0), request))

    async def query(self, request: Request) -> Response:
        task_id = request.path_params.get("id") or request.query_params.get("id", "")
        task = self._desk.find(request, task_id)
        return JSONResponse(self._told(task, await self._desk.look(task), request))

    async def generate(self, request: Request) -> Response:
        wish = self._wish(await read_object(request), request)
        task = self._desk.begin(request, wish)
        return JSONResponse(
            {
                "id": task.id, "task_id": task.id, "object": "video", "model": wish.model, "status": "queued",
                "progress": 0, "created_at": int(time.time()),
            }
        )  # fmt: skip

    async def record(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        return JSONResponse(record_of(self._desk, task, await self._desk.look(task), request))

    def _wish(self, given: dict[str, Any], request: Request) -> FilmWish:
        name, prompt = text_of(given, "model"), text_of(given, "prompt")
        if not (name and prompt):
            missing = "prompt" if name else "model"
            raise TaskError(400, f"{missing} is required", "missing_model" if not name else "invalid_request")
        if self._models.named(name) is None:
            raise no_channel(name)
        ratio = text_of(given, "aspect_ratio") or _ORIENTATIONS.get(text_of(given, "orientation"), "16:9")
        size = text_of(given, "size")
        resolution = "1080p" if given.get("enable_upsample") is True else _SCALES.get(size, size)
        pictures = [self._desk.clip(item, request) for item in _listed(given)]
        if None in pictures:
            raise TaskError(400, "images: cannot read the picture", "invalid_request")
        return FilmWish(
            name, prompt, *shape_of(size, ratio, resolution),
            seconds_of(given.get("duration") or given.get("seconds"), 8.0),
            pictures=tuple(filter(None, pictures)), with_sound=name.startswith("veo3"),
        )  # fmt: skip

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        wish = wish_of(task)
        held_back = moment.stage is Stage.DONE and is_held_back(task)
        failed = held_back or moment.stage is Stage.FAILED
        return {
            "id": task.id, "status": "failed" if failed else _WORDS[moment.stage],
            "video_url": self._desk.link(task, moment, request) or None,
            "enhanced_prompt": f"{wish.prompt} (enhanced)", "status_update_time": int(time.time() * 1000),
            "detail": {"id": task.id, "input": {"model": wish.model, "images": [], "prompt": wish.prompt}},
            **({"error": reason_of(task)} if failed else {}),
        }  # fmt: skip


def record_of(desk: FilmDesk, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
    """A task as new-api keeps it; where it failed, the reason stands where the link would."""
    held_back = moment.stage is Stage.DONE and is_held_back(task)
    failed = held_back or moment.stage is Stage.FAILED
    reason = reason_of(task) if failed else ""
    link = desk.link(task, moment, request)
    data = {
        "task_id": task.id, "platform": "50", "action": "generate",
        "status": "FAILURE" if failed else _RECORD[moment.stage], "fail_reason": reason,
        "result_url": link or reason, "submit_time": int(time.time()), "start_time": 0, "finish_time": 0,
        "progress": f"{moment.percent}%", "data": {"video_url": link} if link else None,
    }  # fmt: skip
    return {"code": "success", "message": "", "data": data}


def _listed(given: dict[str, Any]) -> list[Any]:
    images = given.get("images")
    if isinstance(images, list):
        return images
    return [given["image"]] if given.get("image") else []


def _no_task(task_id: str) -> Refusal:
    return TaskError(400, f"task {task_id} not exist", "task_not_exist")
