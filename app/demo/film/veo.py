"""Veo in Google's own format: long-running operations, whose names hold slashes."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.film.desk import FilmDesk, is_held_back, is_refused, reason_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, text_of
from app.demo.google import GoogleRefusal, key_of, named
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import Moment, Stage

_PLACES = ("image", "lastFrame")


class Veo:
    """The answers of predictLongRunning and of its operations."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "veo", _no_task)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/v1beta/models/{model}:predictLongRunning", self.create, methods=["POST"]),
            Route("/v1beta/models/{model}/operations/{id}", self.one),
        ]

    async def create(self, request: Request) -> Response:
        key_of(request)
        wish = self._wish(request.path_params["model"], await read_object(request), request)
        name = f"models/{wish.model}/operations/{uuid4().hex[:12]}"
        self._desk.begin(request, wish, name)
        return JSONResponse({"name": name})

    async def one(self, request: Request) -> Response:
        key_of(request)
        name = f"models/{request.path_params['model']}/operations/{request.path_params['id']}"
        task = self._desk.find(request, name)
        moment = await self._desk.look(task)
        if moment.stage in (Stage.QUEUED, Stage.RUNNING):
            return JSONResponse({"name": name})
        if moment.stage is Stage.FAILED and not is_refused(task):
            error = {"code": 13, "message": reason_of(task), "status": "INTERNAL"}
            return JSONResponse({"name": name, "done": True, "error": error})
        held_back = moment.stage is Stage.FAILED or is_held_back(task)
        link = "" if held_back else self._desk.link(task, Moment(Stage.DONE, 100), request)
        answer: dict[str, Any] = {"generatedSamples": [{"video": {"uri": link}}] if link else []}
        if held_back:
            answer |= {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [reason_of(task)]}
        return JSONResponse({"name": name, "done": True, "response": {"generateVideoResponse": answer}})

    def _wish(self, model: str, given: dict[str, Any], request: Request) -> FilmWish:
        instances = given.get("instances")
        if not isinstance(instances, list) or not instances:
            raise GoogleRefusal("instances is required")
        instance, how = instances[0], given.get("parameters") or {}
        items = [named(instance, place) for place in _PLACES if named(instance, place)]
        items += [named(item, "image") for item in named(instance, "referenceImages") or []]
        pictures = [self._desk.clip(item, request) for item in items]
        if None in pictures:
            raise GoogleRefusal("Unable to process input image.")
        seconds = seconds_of(named(how, "durationSeconds"), 8.0)
        if not 4 <= seconds <= 8:
            raise GoogleRefusal("durationSeconds is out of bound. Please provide a value between 4 and 8.")
        shape = shape_of("", text_of(how, "aspectRatio"), text_of(how, "resolution"))
        found = tuple(filter(None, pictures))
        return FilmWish(model, text_of(instance, "prompt"), *shape, seconds, pictures=found, with_sound=True)


def _no_task(task_id: str) -> GoogleRefusal:
    return GoogleRefusal("Operation not found.", "NOT_FOUND", 404)
