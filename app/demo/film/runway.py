"""Runway's pictures into films below /runwayml/v1, in the maker's words."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.film.desk import FilmDesk, is_held_back, is_refused, reason_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_STATUS = {
    Stage.QUEUED: "PENDING",
    Stage.RUNNING: "RUNNING",
    Stage.DONE: "SUCCEEDED",
    Stage.FAILED: "FAILED",
    Stage.CANCELLED: "CANCELLED",
}
_RATIOS = (
    "1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672", "1280:768", "768:1280",
)  # fmt: skip
_DURATIONS = (5, 10)
_CREDITS = {"credits": 25}


class RunwayRefusal(Refusal):
    """A refusal in Runway's words."""

    def body(self, request_id: str) -> dict[str, Any]:
        return {"error": self.message}


class Runway:
    """The answers of /runwayml/v1."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "runway", _no_task)

    def routes(self) -> list[Route]:
        """Its paths, below the relays' prefix and at the maker's own place."""
        return [
            route
            for root in ("/runwayml/v1", "/v1")
            for route in (
                Route(f"{root}/image_to_video", self.create, methods=["POST"]),
                Route(f"{root}/tasks/{{id:uuid}}", self.one),
                Route(f"{root}/tasks/{{id:uuid}}", self.cancel, methods=["DELETE"]),
            )
        ]

    async def create(self, request: Request) -> Response:
        task = self._desk.begin(request, self._wish(await read_object(request), request), str(uuid4()))
        return JSONResponse({"id": task.id, "estimatedCost": _CREDITS})

    async def one(self, request: Request) -> Response:
        task = self._desk.find(request, str(request.path_params["id"]))
        return JSONResponse(self._told(task, await self._desk.look(task), request))

    async def cancel(self, request: Request) -> Response:
        task = self._desk.find(request, str(request.path_params["id"]))
        self._desk.cancel(task)
        return Response(status_code=204)

    def _wish(self, given: dict[str, Any], request: Request) -> FilmWish:
        said, ratio, duration = given.get("promptImage"), text_of(given, "ratio"), given.get("duration", 10)
        items = said if isinstance(said, list) else [said] if said else []
        if not items:
            raise RunwayRefusal(400, "Validation of body failed: promptImage is required")
        if ratio not in _RATIOS or duration not in _DURATIONS:
            wrong = "duration" if ratio in _RATIOS else "ratio"
            raise RunwayRefusal(400, f"Validation of body failed: {wrong} is invalid")
        pictures = [self._desk.clip(item, request) for item in items]
        if None in pictures:
            raise RunwayRefusal(400, "Failed to fetch asset. Timeout while fetching asset.")
        return FilmWish(
            text_of(given, "model"), text_of(given, "promptText") or "film", *shape_of(ratio),
            seconds_of(duration), text_of(given, "seed"), pictures=tuple(filter(None, pictures)),
        )  # fmt: skip

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        told: dict[str, Any] = {
            "id": task.id, "status": "FAILED" if failed else _STATUS[moment.stage],
            "createdAt": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        }  # fmt: skip
        if failed:
            code = "SAFETY.INPUT.TEXT" if is_refused(task) else "INTERNAL.BAD_OUTPUT.CODE01"
            return told | {"failure": reason_of(task), "failureCode": code, "cost": {"credits": 0}}
        if moment.stage in (Stage.QUEUED, Stage.RUNNING):
            progress = {"progress": moment.percent / 100} if moment.stage is Stage.RUNNING else {}
            return told | {"estimatedCost": _CREDITS, **progress}
        link = self._desk.link(task, moment, request)
        return told | {"cost": _CREDITS, "output": [link] if link else []}


def _no_task(task_id: str) -> Refusal:
    return RunwayRefusal(404, "Task not found")
