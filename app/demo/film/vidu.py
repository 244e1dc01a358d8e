"""Vidu's films: from text, a picture, two frames or references, and the creations of a task."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.film.desk import FilmDesk, is_held_back, is_refused
from app.demo.film.wish import FilmWish, seconds_of, shape_of, shape_of_picture, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import Stage

_ROOT = "/vidu/ent/v2"
_KINDS = {"text2video": 0, "img2video": 1, "start-end2video": 2, "reference2video": 1}
"""The last part of the path, and how many pictures it needs."""
_STATES = {
    Stage.QUEUED: "queueing",
    Stage.RUNNING: "processing",
    Stage.DONE: "success",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
}


class ViduRefusal(Refusal):
    """A refusal as Vidu words it."""

    def body(self, request_id: str) -> dict[str, Any]:
        return {"code": self.status, "reason": self.code, "message": self.message, "metadata": {}}


class Vidu:
    """The answers of /vidu/ent/v2."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "vidu", _no_task)

    def routes(self) -> list[Route]:
        """Its paths."""
        begun = [Route(f"{_ROOT}/{kind}", self.create, methods=["POST"]) for kind in _KINDS]
        return [*begun, Route(f"{_ROOT}/tasks/{{id}}/creations", self.one)]

    async def create(self, request: Request) -> Response:
        given = await read_object(request)
        least = _KINDS[request.url.path.rpartition("/")[2]]
        pictures = [self._desk.clip(item, request) for item in given.get("images") or []]
        if None in pictures or len(pictures) < least:
            raise ViduRefusal(400, "images are invalid", "FieldInvalid")
        found, prompt = tuple(filter(None, pictures)), text_of(given, "prompt")
        shape = shape_of(ratio=text_of(given, "aspect_ratio"), resolution=text_of(given, "resolution"))
        shape = shape_of_picture(found[0]) if found else shape
        wish = FilmWish(
            text_of(given, "model"), prompt, *shape, seconds_of(given.get("duration")),
            text_of(given, "seed"), pictures=found, with_sound=given.get("bgm") is True,
        )  # fmt: skip
        task = self._desk.begin(request, wish, str(uuid4().int % 10**18))
        return JSONResponse({"task_id": task.id, "state": "created", "credits": 4, "model": wish.model})

    async def one(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        moment = await self._desk.look(task)
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        code = "TaskPromptPolicyViolation" if is_refused(task) else "SystemError"
        link = self._desk.link(task, moment, request)
        return JSONResponse(
            {
                "id": task.id, "state": "failed" if failed else _STATES[moment.stage],
                "err_code": code if failed else "", "credits": 4,
                "creations": [{"id": f"{task.id}-1", "url": link, "cover_url": ""}] if link else [],
            }
        )  # fmt: skip


def _no_task(task_id: str) -> Refusal:
    return ViduRefusal(404, "task not found", "NotFound")
