"""MiniMax's films: Hailuo below /minimax/v1, where a film is a file to be looked up, and H3 at /v2."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.film.desk import FilmDesk, is_held_back, is_refused, reason_of, wish_of
from app.demo.film.models import FilmModels
from app.demo.film.seedance import wish_of_content
from app.demo.film.wish import FilmWish, seconds_of, shape_of, shape_of_picture, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_ROOT = "/minimax/v1"
_STATUS = {
    Stage.QUEUED: "Queueing",
    Stage.RUNNING: "Processing",
    Stage.DONE: "Success",
    Stage.FAILED: "Fail",
    Stage.CANCELLED: "Fail",
}
_NEWER = {
    Stage.QUEUED: "queued",
    Stage.RUNNING: "running",
    Stage.DONE: "succeeded",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "cancelled",
}
_WRONG, _PROMPT, _OUTPUT, _NO_TASK = 2013, 1026, 1027, 2013
_FINE = {"status_code": 0, "status_msg": "success"}


class MiniMaxRefusal(Refusal):
    """A refusal as MiniMax words it: in a body whose status is that of a success."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(200, message)
        self._number = number

    def body(self, request_id: str) -> dict[str, Any]:
        return {"task_id": "", "base_resp": {"status_code": self._number, "status_msg": self.message}}


class Hailuo:
    """The answers of /minimax/v1 and of /v2/video_generation."""

    def __init__(self, workshop: Workshop) -> None:
        self._models = FilmModels(workshop.folder)
        self._desk = FilmDesk(workshop, "hailuo", _no_task)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route(f"{_ROOT}/video_generation", self.create, methods=["POST"]),
            Route(f"{_ROOT}/query/video_generation", self.query),
            Route(f"{_ROOT}/files/retrieve", self.file),
            Route("/v2/video_generation", self.create_newer, methods=["POST"]),
            Route("/v2/query/video_generation/{id}", self.query_newer),
        ]

    async def create(self, request: Request) -> Response:
        wish = self._wish(await read_object(request), request)
        task = self._desk.begin(request, wish, str(uuid4().int % 10**15), file=str(uuid4().int % 10**15))
        return JSONResponse({"task_id": task.id, "base_resp": _FINE})

    async def query(self, request: Request) -> Response:
        task = self._desk.find(request, request.query_params.get("task_id", ""))
        moment = await self._desk.look(task)
        return JSONResponse(self._told(task, moment, request))

    async def file(self, request: Request) -> Response:
        wanted = request.query_params.get("file_id", "")
        found = (task for task in self._desk.newest() if task.asked.facts["file"] == wanted)
        task = next(found, None)
        if task is None:
            raise MiniMaxRefusal(_WRONG, "invalid file_id")
        link = self._desk.link(task, await self._desk.look(task), request)
        file = {
            "file_id": wanted,
            "filename": "output.mp4",
            "purpose": "video_generation",
            "download_url": link,
        }
        return JSONResponse({"file": file, "base_resp": _FINE})

    async def create_newer(self, request: Request) -> Response:
        wish = wish_of_content(await read_object(request), self._desk, request)
        task = self._desk.begin(request, wish, str(uuid4().int % 10**15), file="")
        return JSONResponse({"task_id": task.id})

    async def query_newer(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        moment = await self._desk.look(task)
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        link = self._desk.link(task, moment, request)
        told = {
            "status": "failed" if failed else _NEWER[moment.stage],
            "content": {"url": link} if link else None,
            "error": {"message": reason_of(task)} if failed else None,
        }
        return JSONResponse({"task": told})

    def _wish(self, given: dict[str, Any], request: Request) -> FilmWish:
        name, prompt = text_of(given, "model"), text_of(given, "prompt")
        if self._models.named(name) is None:
            raise MiniMaxRefusal(_WRONG, "invalid params, unknown model")
        subjects = [image for item in given.get("subject_reference", []) for image in item.get("image", [])]
        frames = [given[key] for key in ("first_frame_image", "last_frame_image") if given.get(key)]
        pictures = [self._desk.clip(item, request) for item in (*frames, *subjects)]
        if None in pictures or not (prompt or pictures):
            raise MiniMaxRefusal(
                _WRONG, "invalid params, cannot read the image" if prompt else "prompt is empty"
            )
        found = tuple(filter(None, pictures))
        shape = shape_of_picture(found[0]) if frames else shape_of(resolution=text_of(given, "resolution"))
        return FilmWish(name, prompt, *shape, seconds_of(given.get("duration"), 6.0), pictures=found)

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        wish = wish_of(task)
        failed = moment.stage is Stage.FAILED or (moment.stage is Stage.DONE and is_held_back(task))
        code = 0 if not failed else _OUTPUT if is_refused(task) else 1000
        answer = {"status_code": code, "status_msg": reason_of(task)} if failed else _FINE
        is_done = bool(self._desk.link(task, moment, request))
        return {
            "task_id": task.id, "status": "Fail" if failed else _STATUS[moment.stage],
            "file_id": task.asked.facts["file"] if is_done else "", "video_width": wish.width,
            "video_height": wish.height, "base_resp": answer,
        }  # fmt: skip


def _no_task(task_id: str) -> Refusal:
    return MiniMaxRefusal(_NO_TASK, "invalid params, task_id not exist")
