"""Luma's own interface below /dream-machine/v1, for relays that pass it on as it is."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.film.desk import FilmDesk, is_held_back, reason_of, wish_of
from app.demo.film.luma import LumaRefusal
from app.demo.film.wish import FilmWish, seconds_of, shape_of, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_ROOT = "/dream-machine/v1/generations"
_STATES = {
    Stage.QUEUED: "queued",
    Stage.RUNNING: "dreaming",
    Stage.DONE: "completed",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
}
_MODELS = ("ray-2", "ray-flash-2", "ray-1-6")


class LumaOfficial:
    """The answers of Luma's own paths."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "luma-official", lambda _: LumaRefusal(404, "Generation not found"))

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route(_ROOT, self.create, methods=["POST"]),
            Route(f"{_ROOT}/video", self.create, methods=["POST"]),
            Route(f"{_ROOT}/{{id}}", self.one),
        ]

    async def create(self, request: Request) -> Response:
        given = await read_object(request)
        if text_of(given, "model") not in _MODELS:
            raise LumaRefusal(400, "model is invalid")
        shape = shape_of(ratio=text_of(given, "aspect_ratio"), resolution=text_of(given, "resolution"))
        wish = FilmWish(
            text_of(given, "model"), text_of(given, "prompt"), *shape, seconds_of(given.get("duration"))
        )
        task = self._desk.begin(request, wish, str(uuid4()), given=given)
        return JSONResponse(self._told(task, Moment(Stage.QUEUED, 0), request), 201)

    async def one(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        return JSONResponse(self._told(task, await self._desk.look(task), request))

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        link = self._desk.link(task, moment, request)
        return {
            "id": task.id, "generation_type": "video", "state": "failed" if failed else _STATES[moment.stage],
            "failure_reason": reason_of(task) if failed else None,
            "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "assets": {"video": link} if link else None, "model": wish_of(task).model,
            "request": {"generation_type": "video", **task.asked.facts["given"]},
        }  # fmt: skip
