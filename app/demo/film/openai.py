"""/v1/videos in OpenAI's shape and in that of gateways around it, with remixes, edits and characters.

Sora's own films lie behind ``/content`` alone; other makers' carry a link in ``metadata``. A model whose name
ends in ``-yijia`` answers flat, with ``url`` and the reason of a refusal where the quality should stand.
"""

import time
from typing import Any
from uuid import uuid4

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal, bad_parameter, no_channel
from app.demo.film.characters import CHARACTER_MODELS, DemoCharacters, first_of
from app.demo.film.desk import BROKE, FilmDesk, is_held_back, is_refused, reason_of, wish_of
from app.demo.film.models import FilmModels
from app.demo.film.wish import FilmWish, seconds_of, shape_of, text_of
from app.demo.image.fields import read_object
from app.demo.image.workshop import Workshop
from app.demo.task_shelf import DemoTask, Moment, Stage

_STATUS = {
    Stage.QUEUED: "queued",
    Stage.RUNNING: "in_progress",
    Stage.DONE: "completed",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
}
_SORA_SIZES = ("720x1280", "1280x720", "1024x1792", "1792x1024", "1080x1920", "1920x1080")
_PICTURES = ("input_reference", "images", "image")


class _FilmId(Convertor[str]):
    """Any id but those of pictures, which gateways answer for at the same path."""

    regex = "(?!image_)[^/]+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("film", _FilmId())


class TaskError(Refusal):
    """new-api's own shape for errors about tasks: flat, with a word as the code."""

    def body(self, request_id: str) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "data": None}


class OpenAIFilms:
    """The answers of /v1/videos."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._models = FilmModels(workshop.folder)
        self._desk = FilmDesk(workshop, "openai", _no_task)
        self._characters = DemoCharacters(workshop, self._desk)

    def routes(self) -> list[Route]:
        """Its paths; those that end in a word come before those that end in an id."""
        one = "/v1/videos/{id:film}"
        return [
            Route("/v1/videos", self.create, methods=["POST"]),
            Route("/v1/videos", self.several),
            Route("/v1/videos/edits", self.go_on, methods=["POST"]),
            Route("/v1/videos/extensions", self.go_on, methods=["POST"]),
            *self._characters.routes(),
            Route(f"{one}/remix", self.go_on, methods=["POST"]),
            Route(f"{one}/content", self.content),
            Route(one, self.one),
            Route(one, self.delete, methods=["DELETE"]),
        ]

    async def create(self, request: Request) -> Response:
        given = await read_object(request)
        if text_of(given, "model") in CHARACTER_MODELS:
            return self._characters.begin(given, request)
        wish = self._wish(given, request)
        task = self._desk.begin(request, wish, f"video_{uuid4().hex[:20]}", given=_told_back(given))
        return JSONResponse(self._told(task, Moment(Stage.QUEUED, 0), request))

    async def go_on(self, request: Request) -> Response:
        """A remix, an edit or an extension of a film that lies here, or of one that is sent along."""
        given = await read_object(request)
        video = given.get("video")
        parent_id = request.path_params.get("id") or (video.get("id") if isinstance(video, dict) else "")
        prompt = text_of(given, "prompt")
        if not prompt:
            raise TaskError(400, "prompt is required", "invalid_request")
        wish = FilmWish("sora-2", prompt, *shape_of(), seconds_of(given.get("seconds"), 4.0))
        if parent_id:
            parent = self._desk.find(request, str(parent_id))
            wish = wish.after(wish_of(parent))
        elif (clip := self._desk.clip(first_of(video), request)) is not None:
            wish = FilmWish("sora-2", prompt, *shape_of(), wish.seconds, clips=(clip,))
        else:
            raise bad_parameter("video is required", param="video")
        facts = {"given": {"seconds": text_of(given, "seconds")}, "parent": str(parent_id or "")}
        task = self._desk.begin(request, wish, f"video_{uuid4().hex[:20]}", **facts)
        return JSONResponse(self._told(task, Moment(Stage.QUEUED, 0), request))

    async def one(self, request: Request) -> Response:
        if (character := self._characters.asked_for(request)) is not None:
            return character
        task = self._desk.find(request, request.path_params["id"])
        return JSONResponse(self._told(task, await self._desk.look(task), request))

    async def several(self, request: Request) -> Response:
        tasks = self._desk.newest()[:20]
        data = [self._told(task, await self._desk.look(task), request) for task in tasks]
        return JSONResponse({"object": "list", "data": data, "has_more": False})

    async def content(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        moment = await self._desk.look(task)
        if moment.stage is not Stage.DONE or is_held_back(task) or not task.made:
            raise Refusal(400, "Task is not completed yet, current status: RUNNING", "invalid_request_error")
        made = task.made[0]
        return Response(made.data, media_type=made.mime, headers={"Cache-Control": "public, max-age=86400"})

    async def delete(self, request: Request) -> Response:
        task = self._desk.find(request, request.path_params["id"])
        self._workshop.tasks.forget(task.id)
        return JSONResponse({"id": task.id, "deleted": True, "object": "video.deleted"})

    def _wish(self, given: dict[str, Any], request: Request) -> FilmWish:
        name, prompt = text_of(given, "model"), text_of(given, "prompt")
        if not name:
            raise TaskError(400, "model is required", "missing_model")
        if not prompt:
            raise TaskError(400, "prompt is required", "invalid_request")
        if self._models.named(name) is None:
            raise no_channel(name)
        self._characters.check_mentions(prompt)
        if "seconds" in given and not isinstance(given["seconds"], str):
            raise TaskError(400, "cannot unmarshal number into field seconds of type string", "invalid_json")
        size = text_of(given, "size")
        if name.startswith("sora-2") and "yijia" not in name and size and size not in _SORA_SIZES:
            raise TaskError(400, f"sora-2 size {size} is not supported", "invalid_size")
        seconds = seconds_of(given.get("seconds") or given.get("duration"), _seconds_in(name))
        pictures = tuple(self._pictures(given, request))
        return FilmWish(name, prompt, *shape_of(size), seconds, pictures=pictures, with_sound=True)

    def _pictures(self, given: dict[str, Any], request: Request) -> list[bytes]:
        found: list[bytes] = []
        for field in _PICTURES:
            value = given.get(field)
            said = value.split("|") if isinstance(value, str) and "|" in value else value
            for item in said if isinstance(said, list) else [said] if said else []:
                picture = self._desk.clip(item, request)
                if picture is None:
                    raise bad_parameter(f"{field}: cannot read the picture", param=field)
                found.append(picture)
        return found

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        wish, given = wish_of(task), task.asked.facts["given"]
        held_back = moment.stage is Stage.DONE and is_held_back(task)
        told = {
            "id": task.id, "object": "video", "model": wish.model, "status": _STATUS[moment.stage],
            "progress": moment.percent, "created_at": task.facts.setdefault("at", int(time.time())),
            "completed_at": None, "expires_at": None, "prompt": wish.prompt,
            "seconds": given.get("seconds") or str(round(wish.seconds)),
            "size": f"{wish.width}x{wish.height}", "error": None,
            "remixed_from_video_id": task.asked.facts.get("parent") or None,
        }  # fmt: skip
        if "yijia" in wish.model:
            return told | self._as_yijia(task, moment, request)
        if held_back or moment.stage is Stage.FAILED:
            code = "moderation_blocked" if is_refused(task) else "server_error"
            return told | {"status": "failed", "error": {"code": code, "message": reason_of(task)}}
        link = "" if wish.model.startswith("sora") else self._desk.link(task, moment, request)
        return told | ({"metadata": {"url": link}} if link else {})

    def _as_yijia(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        is_stopped = moment.stage is Stage.FAILED
        refused = (is_stopped and is_refused(task)) or (moment.stage is Stage.DONE and is_held_back(task))
        words = {Stage.RUNNING: "processing", Stage.FAILED: "error"}
        status = "completed" if refused else words.get(moment.stage, _STATUS[moment.stage])
        quality = reason_of(task) if refused else "standard"
        message = {"msg": BROKE} if status == "error" else {}
        return {
            "status": status, "quality": quality, "url": self._desk.link(task, moment, request), **message,
        }  # fmt: skip


def _seconds_in(name: str) -> float:
    """The length that stands in a model's name, or the usual one."""
    parts = [part for part in name.split("-") if part.endswith("s") and part[:-1].isdecimal()]
    return float(parts[0][:-1]) if parts else 8.0 if name.startswith("veo") else 4.0


def _told_back(given: dict[str, Any]) -> dict[str, Any]:
    return {"seconds": text_of(given, "seconds")}


def _no_task(task_id: str) -> Refusal:
    return TaskError(400, f"task {task_id} not exist", "task_not_exist")
