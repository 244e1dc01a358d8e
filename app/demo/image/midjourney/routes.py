"""The paths of Midjourney-Proxy, each in four speeds."""

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.drawing.picture_files import read_header
from app.demo.image.making import Made
from app.demo.image.midjourney.asked import (
    MidjourneyRefusal,
    decoded,
    picture_in,
    pictures_in,
    prompt_in,
    read_body,
)
from app.demo.image.midjourney.jobs import Job
from app.demo.image.midjourney.presses import buttons_of
from app.demo.image.midjourney.scenes import Blended, Framed, Given, Painted, Retouched, Scene, Varied
from app.demo.image.midjourney.tasks import ACCEPTED, MidjourneyTasks, address_of
from app.demo.image.midjourney.texts import described, shortened
from app.demo.image.workshop import Workshop
from app.demo.keys import check_key

_SECONDS = {"/mj": 20.0, "/mj-fast/mj": 16.0, "/mj-relax/mj": 32.0, "/mj-turbo/mj": 8.0}
"""How long a grid takes in each speed."""
_FACE = (0.36, 0.12, 0.28, 0.34)
"""Where a face is put."""
_SHAPES = {"PORTRAIT": (682, 1024), "LANDSCAPE": (1024, 682)}
_FILM_HEIGHTS = {"vid_1.1_i2v_480": 240, "vid_1.1_i2v_720": 360}
"""Smaller than they are called, so that the demo is quick."""
_CHANGES = {"U": "UPSCALE", "V": "VARIATION", "R": "REROLL"}
_NUMBERED = {"UPSCALE": "upsample", "VARIATION": "variation"}


class Midjourney:
    """Reads what is asked, and answers as new-api does."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._tasks = MidjourneyTasks(workshop)

    def routes(self) -> list[Route]:
        """Its paths."""
        submits = {
            "imagine": self.imagine, "blend": self.blend, "describe": self.describe, "shorten": self.shorten,
            "edits": self.edits, "action": self.action, "modal": self.modal, "change": self.change,
            "simple-change": self.simple_change, "upload-discord-images": self.upload,
            "video": self.video,
        }  # fmt: skip
        routes = [Route("/mj/image/{id}", self.image)]
        for base in _SECONDS:
            for name, answer in submits.items():
                routes.append(Route(f"{base}/submit/{name}", answer, methods=["POST"]))
            routes += [
                Route(f"{base}/insight-face/swap", self.swap_face, methods=["POST"]),
                Route(f"{base}/task/{{id}}/fetch", self.fetch),
                Route(f"{base}/task/list-by-condition", self.list, methods=["POST"]),
                Route(f"{base}/task/{{id}}/image-seed", self.seed),
                Route(f"{base}/task/{{id}}/cancel", self.cancel, methods=["POST"]),
            ]
        return routes

    async def imagine(self, request: Request) -> Response:
        body = await read_body(request)
        prompt, pictures = prompt_in(body), pictures_in(body)
        job = self._tasks.job("IMAGINE", prompt)
        words = [f"{job.words}|{number}" for number in range(4)]
        scenes: list[Scene] = [Painted(said) for said in words]
        if pictures:
            scenes = [Varied(Given(pictures[n % len(pictures)]), said) for n, said in enumerate(words)]
        return self._begin(request, replace(job, scenes=tuple(scenes)))

    async def blend(self, request: Request) -> Response:
        body = await read_body(request)
        given = tuple(Given(picture) for picture in pictures_in(body, 2, 5))
        width, height = _SHAPES.get(str(body.get("dimensions")), (1024, 1024))
        orders = [given[n % len(given) :] + given[: n % len(given)] for n in range(4)]
        job = replace(self._tasks.job("BLEND", ""), width=width, height=height)
        return self._begin(request, replace(job, scenes=tuple(map(Blended, orders))))

    async def describe(self, request: Request) -> Response:
        picture = picture_in(await read_body(request), "base64", "link")
        english, chinese = await asyncio.to_thread(described, picture)
        return self._begin(request, replace(self._tasks.job("DESCRIBE", ""), texts=english, texts_zh=chinese))

    async def shorten(self, request: Request) -> Response:
        prompt = prompt_in(await read_body(request))
        english, chinese = shortened(prompt)
        job = self._tasks.job("SHORTEN", prompt)
        return self._begin(request, replace(job, texts=english, texts_zh=chinese))

    async def edits(self, request: Request) -> Response:
        body = await read_body(request)
        below = Given(picture_in(body, "image"))
        mask = decoded(body["maskBase64"]) if body.get("maskBase64") else None
        job = self._tasks.job("EDITS", prompt_in(body))
        words = (f"{job.words}|{number}" for number in range(4))
        scenes = tuple(Retouched(below, said, mask) for said in words)
        return self._begin(request, replace(job, scenes=scenes))

    async def video(self, request: Request) -> Response:
        """A film that begins with a picture."""
        body = await read_body(request)
        job = self._tasks.job("VIDEO", prompt_in(body, needed=False))
        frame = picture_in(body, "image")
        height = _FILM_HEIGHTS.get(str(body.get("videoType")), _FILM_HEIGHTS["vid_1.1_i2v_480"])
        width = 2 * round(height * _ratio(frame) / 2)
        return self._begin(request, replace(job, width=width, height=height, frame=frame))

    async def swap_face(self, request: Request) -> Response:
        body = await read_body(request)
        face, target = picture_in(body, "sourceBase64"), picture_in(body, "targetBase64")
        scene = Framed(Given(target), Given(face), _FACE)
        return self._begin(request, replace(self._tasks.job("SWAP_FACE", ""), scenes=(scene,)))

    async def upload(self, request: Request) -> Response:
        pictures = pictures_in(await read_body(request), 1, 10)
        links = [self._workshop.link(Made(picture, 0, 0), request) for picture in pictures]
        return JSONResponse({"code": ACCEPTED, "description": "success", "result": links})

    async def action(self, request: Request) -> Response:
        body = await read_body(request)
        return self._press(request, str(body.get("taskId") or ""), str(body.get("customId") or ""))

    async def change(self, request: Request) -> Response:
        """The old way to press a button; new-api wants an index even for REROLL."""
        body = await read_body(request)
        if not body.get("index"):
            raise MidjourneyRefusal("index_is_required")
        return self._change(request, str(body.get("taskId") or ""), str(body.get("action")), body["index"])

    async def simple_change(self, request: Request) -> Response:
        """The same in one text: ``<task id> U2``."""
        task_id, _, said = str((await read_body(request)).get("content") or "").partition(" ")
        return self._change(request, task_id, _CHANGES.get(said[:1], ""), said[1:])

    async def modal(self, request: Request) -> Response:
        body = await read_body(request)
        prompt = prompt_in(body, needed=False)
        mask = decoded(body["maskBase64"]) if body.get("maskBase64") else None
        task_id = str(body.get("taskId") or "")
        return JSONResponse(self._tasks.answer_window(task_id, prompt, mask, _seconds(request)))

    async def fetch(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        found = await self._tasks.found(request.path_params["id"], request)
        if found is None:
            raise MidjourneyRefusal("task_no_found")
        return JSONResponse(found)

    async def list(self, request: Request) -> Response:
        """Those of some tasks that are known."""
        ids = (await read_body(request)).get("ids") or []
        found = [await self._tasks.found(str(task_id), request) for task_id in ids]
        return JSONResponse([one for one in found if one is not None])

    async def seed(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        job = self._tasks.parent(request.path_params["id"])
        return JSONResponse({"code": ACCEPTED, "description": "success", "result": job.seed})

    async def cancel(self, request: Request) -> Response:
        """The maintained proxy ends what is not done yet."""
        await read_body(request)
        if not self._workshop.tasks.cancel(self._tasks.task(request.path_params["id"])):
            raise MidjourneyRefusal("task_status_not_running")
        return JSONResponse({"code": ACCEPTED, "description": "success", "result": ""})

    async def image(self, request: Request) -> Response:
        """What can be seen of a task by now; anybody may look, as at new-api."""
        task = self._tasks.task(request.path_params["id"])
        percent = int(request.query_params.get("rand") or 0)
        drawn = task.made or await asyncio.to_thread(task.asked.preview, percent)
        return Response(drawn, media_type="image/png")

    def _begin(self, request: Request, job: Job) -> Response:
        return JSONResponse(self._tasks.begin(job, _seconds(request)))

    def _press(self, request: Request, task_id: str, name: str) -> Response:
        return JSONResponse(self._tasks.press(task_id, name, _seconds(request), address_of(request)))

    def _change(self, request: Request, task_id: str, action: str, index: object) -> Response:
        """Press the button that an old-fashioned change means."""
        names = [button["customId"] for button in buttons_of(self._tasks.parent(task_id))]
        form = f"MJ::JOB::{_NUMBERED.get(action)}::{index}::"
        form = "MJ::JOB::reroll::0::" if action == "REROLL" else form
        return self._press(request, task_id, next((name for name in names if name.startswith(form)), form))


def _ratio(picture: bytes) -> float:
    """Of its width to its height, as far as a film can be so wide or so narrow."""
    header = read_header(picture)
    return min(2.0, max(0.5, header.width / header.height)) if header and header.height else 1.0


def _seconds(request: Request) -> float:
    """The time of a grid in the speed that the path names."""
    path = request.url.path
    return next(seconds for base, seconds in reversed(_SECONDS.items()) if path.startswith(f"{base}/"))
