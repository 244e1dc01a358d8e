"""xAI's films: begun at /v1/videos/generations, asked for at /v1/videos/{id} like those of others."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal, bad_parameter
from app.demo.film.desk import FilmDesk, is_held_back, is_refused, reason_of, wish_of
from app.demo.film.wish import FilmWish, seconds_of, shape_of, shape_of_picture, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import Stage

_IDS = "gen-"
"""What its ids begin with, so that they are told from those of OpenAI's format."""


class Grok:
    """The answers of the maker's own paths."""

    def __init__(self, workshop: Workshop) -> None:
        self._desk = FilmDesk(workshop, "grok", _no_task)

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/v1/videos/generations", self.create, methods=["POST"]),
            Route(f"/v1/videos/{_IDS}{{rest}}", self.one),
        ]

    async def create(self, request: Request) -> Response:
        given = await read_object(request)
        prompt, references = text_of(given, "prompt"), given.get("reference_images") or []
        if not prompt:
            raise bad_parameter("prompt is required", param="prompt")
        if given.get("image") and references:
            raise bad_parameter("image and reference_images exclude each other", param="image")
        items = [given["image"]] if given.get("image") else references
        pictures = [self._desk.clip(item, request) for item in items]
        if not all(isinstance(item, dict) for item in items) or None in pictures:
            raise bad_parameter("image must be an object with a url", param="image")
        found = tuple(filter(None, pictures))
        ratio, resolution = text_of(given, "aspect_ratio"), text_of(given, "resolution") or "480p"
        shape = shape_of_picture(found[0], 480) if given.get("image") else shape_of("", ratio, resolution)
        seconds = seconds_of(given.get("duration"), 6.0)
        wish = FilmWish(text_of(given, "model"), prompt, *shape, seconds, pictures=found)
        return JSONResponse({"request_id": self._desk.begin(request, wish, f"{_IDS}{uuid4()}").id})

    async def one(self, request: Request) -> Response:
        task = self._desk.find(request, f"{_IDS}{request.path_params['rest']}")
        moment = await self._desk.look(task)
        if moment.stage in (Stage.QUEUED, Stage.RUNNING):
            return JSONResponse({"status": "pending", "progress": moment.percent}, 202)
        if moment.stage is Stage.FAILED and not is_refused(task):
            return JSONResponse({"status": "failed", "error": {"message": reason_of(task)}})
        respects = not (is_held_back(task) or moment.stage is Stage.FAILED)
        video: dict[str, Any] = {
            "url": self._desk.link(task, moment, request), "duration": round(wish_of(task).seconds),
            "respect_moderation": respects,
        }  # fmt: skip
        return JSONResponse({"status": "done", "video": video, "progress": 100})


def _no_task(task_id: str) -> Refusal:
    return Refusal(404, "Request not found", "not_found")
