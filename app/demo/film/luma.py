"""Luma's generations as relays pass them on: one, several at once, and extensions."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.film.desk import FilmDesk, is_held_back, reason_of, wish_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_STATES = {
    Stage.QUEUED: "pending",
    Stage.RUNNING: "processing",
    Stage.DONE: "completed",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
}


class LumaRefusal(Refusal):
    """A refusal in Luma's words."""

    def body(self, request_id: str) -> dict[str, Any]:
        return {"detail": self.message}


class Luma:
    """The answers of /luma."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "luma", _no_task)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/luma/generations", self.create, methods=["POST"]),
            Route("/luma/generations/{id}", self.one),
            Route("/luma/generations/{id}/extend", self.extend, methods=["POST"]),
            Route("/luma/tasks", self.several, methods=["POST"]),
        ]

    async def create(self, request: Request) -> Response:
        given = await read_object(request)
        return JSONResponse(self._begun(self._wish(given, request), request))

    async def extend(self, request: Request) -> Response:
        parent = self._desk.find(request, request.path_params["id"])
        wish = self._wish(await read_object(request), request).after(wish_of(parent))
        return JSONResponse([self._begun(wish, request)])

    async def one(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        return JSONResponse(self._told(task, await self._desk.look(task), request))

    async def several(self, request: Request) -> Response:
        ids = (await read_object(request)).get("ids")
        if not isinstance(ids, list):
            raise LumaRefusal(422, "ids is required")
        told = []
        for task in self._desk.newest():
            if task.id in ids:
                found = self._desk.find(request, task.id)
                told.append(self._told(found, await self._desk.look(found), request))
        return JSONResponse(told)

    def _begun(self, wish: FilmWish, request: Request) -> dict[str, Any]:
        return self._told(self._desk.begin(request, wish, str(uuid4())), Moment(Stage.QUEUED, 0), request)

    def _wish(self, given: dict[str, Any], request: Request) -> FilmWish:
        prompt = text_of(given, "user_prompt")
        if not prompt:
            raise LumaRefusal(400, "user_prompt is required")
        pictures = []
        for name in ("image_url", "image_end_url"):
            address = text_of(given, name)
            if address and not address.startswith("http"):
                raise LumaRefusal(400, f"{name} must be a URL")
            if address:
                pictures.append(self._desk.clip(address, request) or address.encode())
        shape = shape_of(ratio=text_of(given, "aspect_ratio"), resolution=text_of(given, "resolution"))
        seconds = seconds_of(given.get("duration"))
        return FilmWish("luma", prompt, *shape, seconds, pictures=tuple(pictures))

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        wish = wish_of(task)
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        link = self._desk.link(task, moment, request)
        video = {"url": link, "download_url": link, "width": wish.width, "height": wish.height}
        return {
            "id": task.id, "prompt": wish.prompt, "state": "failed" if failed else _STATES[moment.stage],
            "failure_reason": reason_of(task) if failed else None,
            "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "estimate_wait_seconds": None, "video": video if link else None, "liked": None,
        }  # fmt: skip


def _no_task(task_id: str) -> Refusal:
    return LumaRefusal(404, "Generation not found")
