"""Wanxiang's films as DashScope has them: a header for tasks, and everything in input and parameters."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.film.desk import FilmDesk, is_held_back, is_refused, reason_of, wish_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, shape_of_picture, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_STATUS = {
    Stage.QUEUED: "PENDING",
    Stage.RUNNING: "RUNNING",
    Stage.DONE: "SUCCEEDED",
    Stage.FAILED: "FAILED",
    Stage.CANCELLED: "CANCELED",
}
_PICTURES = ("img_url", "first_frame_url", "last_frame_url")


class DashRefusal(Refusal):
    """A refusal as DashScope words it."""

    def body(self, request_id: str) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "request_id": request_id}


class Wanxiang:
    """The answers below /alibailian, and at the maker's own place."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "wanxiang", lambda task_id: DashRefusal(404, task_id, "NotFound"))

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            route
            for root in ("/alibailian/api/v1", "/api/v1")
            for route in (
                *(
                    Route(f"{root}/services/aigc/{kind}/video-synthesis", self.create, methods=["POST"])
                    for kind in ("video-generation", "image2video")
                ),
                Route(f"{root}/tasks/{{id}}", self.one),
            )
        ]

    async def create(self, request: Request) -> Response:
        if request.headers.get("x-dashscope-async") != "enable":
            message = "current user api does not support synchronous calls"
            raise DashRefusal(403, message, "AccessDenied")
        task = self._desk.begin(request, self._wish(await read_object(request), request), str(uuid4()))
        output = {"task_status": "PENDING", "task_id": task.id}
        return JSONResponse({"output": output, "request_id": request.state.request_id})

    async def one(self, request: Request) -> Response:
        task_id = request.path_params["id"]
        try:
            task = self._desk.find(request, task_id)
        except DashRefusal:
            output: dict[str, Any] = {"task_id": task_id, "task_status": "UNKNOWN"}
        else:
            output = self._told(task, await self._desk.look(task), request)
        return JSONResponse({"request_id": request.state.request_id, "output": output})

    def _wish(self, given: dict[str, Any], request: Request) -> FilmWish:
        asked, how = given.get("input") or {}, given.get("parameters") or {}
        prompt = text_of(asked, "prompt")
        items = [asked[name] for name in _PICTURES if asked.get(name)] + list(
            asked.get("reference_urls") or []
        )
        pictures = [self._desk.clip(item, request) for item in items]
        if None in pictures or not (prompt or pictures):
            raise DashRefusal(400, "Field required: input.prompt", "InvalidParameter")
        size = text_of(how, "size")
        if size and "*" not in size:
            raise DashRefusal(400, "size is invalid", "InvalidParameter")
        found = tuple(filter(None, pictures))
        shape = shape_of_picture(found[0]) if found else shape_of(size)
        return FilmWish(
            text_of(given, "model"), prompt, *shape, seconds_of(how.get("duration")), text_of(how, "seed"),
            pictures=found, with_sound=how.get("audio") is True,
        )  # fmt: skip

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        wish = wish_of(task)
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        told = {"task_id": task.id, "task_status": "FAILED" if failed else _STATUS[moment.stage]}
        if failed:
            code = "DataInspectionFailed" if is_refused(task) else "InternalError"
            return told | {"code": code, "message": reason_of(task)}
        link = self._desk.link(task, moment, request)
        said = {"video_url": link, "orig_prompt": wish.prompt, "actual_prompt": f"{wish.prompt} (extended)"}
        return told | (said if link else {})
