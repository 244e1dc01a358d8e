"""Jimeng's films: the relays' simple form, and the maker's own with its actions in the query."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.film.desk import FilmDesk, is_held_back, is_refused, reason_of
from app.demo.film.openai import TaskError
from app.demo.film.unified import record_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import Stage

_GOOD, _REFUSED, _BROKE = 10000, 50413, 50500
_FRAMES_PER_SECOND = 24
_STATUS = {Stage.QUEUED: "in_queue", Stage.RUNNING: "generating", Stage.DONE: "done"}


class VisualRefusal(Refusal):
    """A refusal as the maker's platform words it."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(status, message)
        self._number = code

    def body(self, request_id: str) -> dict[str, Any]:
        return {"code": self._number, "message": self.message, "data": None, "request_id": request_id}


class Jimeng:
    """The answers of /jimeng."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "jimeng", _no_task)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/jimeng/submit/videos", self.submit, methods=["POST"]),
            Route("/jimeng/fetch/{id}", self.fetch),
            Route("/jimeng/", self.act, methods=["POST"]),
        ]

    async def submit(self, request: Request) -> Response:
        given = await read_object(request)
        address = text_of(given, "image_url")
        if address and not address.startswith("http"):
            raise TaskError(400, "image_url must be a URL", "invalid_request")
        wish = self._wish(given, [address] if address else [], seconds_of(given.get("duration")), request)
        task = self._desk.begin(request, wish)
        return JSONResponse({"code": "success", "message": "", "data": task.id})

    async def fetch(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        return JSONResponse(record_of(self._desk, task, await self._desk.look(task), request))

    async def act(self, request: Request) -> Response:
        given = await read_object(request)
        if not text_of(given, "req_key"):
            raise VisualRefusal(50215, "Input invalid for this service: req_key")
        match request.query_params.get("Action"):
            case "CVSync2AsyncSubmitTask":
                data = self._submitted(given, request)
            case "CVSync2AsyncGetResult":
                data = await self._result(given, request)
            case _:
                raise VisualRefusal(50215, "Action is invalid")
        return JSONResponse({"code": _GOOD, "message": "Success", "data": data})

    def _submitted(self, given: dict[str, Any], request: Request) -> dict[str, Any]:
        items = given.get("binary_data_base64") or given.get("image_urls") or []
        seconds = (int(given.get("frames", 121)) - 1) / _FRAMES_PER_SECOND
        wish = self._wish(given, items, seconds, request)
        return {"task_id": self._desk.begin(request, wish, str(uuid4().int % 10**18)).id}

    async def _result(self, given: dict[str, Any], request: Request) -> dict[str, Any]:
        try:
            task = self._desk.find(request, text_of(given, "task_id"))
        except TaskError:
            return {"status": "not_found", "video_url": ""}
        moment = await self._desk.look(task)
        if moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task)):
            if is_refused(task):
                raise VisualRefusal(_REFUSED, reason_of(task))
            raise VisualRefusal(_BROKE, reason_of(task), 200)
        link = self._desk.link(task, moment, request)
        return {"status": _STATUS.get(moment.stage, "not_found"), "video_url": link}

    def _wish(self, given: dict[str, Any], items: list[Any], seconds: float, request: Request) -> FilmWish:
        prompt = text_of(given, "prompt")
        if not prompt:
            raise TaskError(400, "prompt is required", "invalid_request")
        pictures = tuple(self._desk.clip(item, request) or str(item).encode() for item in items)
        shape = shape_of(ratio=text_of(given, "aspect_ratio"))
        return FilmWish("jimeng", prompt, *shape, seconds, text_of(given, "seed"), pictures=pictures)


def _no_task(task_id: str) -> Refusal:
    return TaskError(400, f"task {task_id} not exist", "task_not_exist")
