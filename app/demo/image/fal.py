"""fal.ai's queue below /fal-ai, as relays pass it on (fal.ai, «Queue» reference)."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.drawing.png_writing import Pixels, write_png
from app.demo.failures import Refusal
from app.demo.image.fal_request import APPS, InvalidField, read_fal_call
from app.demo.image.fields import read_object
from app.demo.image.jobs import Job, Jobs, job_of
from app.demo.image.making import Made, make
from app.demo.image.request import ImageCall
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.task_shelf import DemoTask, Moment, NoSuchTask, Stage

_ROOT = "/fal-ai"
_STATUS = {Stage.QUEUED: "IN_QUEUE", Stage.RUNNING: "IN_PROGRESS"}
_ANY_APP = "auto"
_FLAGGED = "The content could not be processed because it contained material flagged by a content checker."


class Detail(Refusal):
    """A refusal as fal words it."""

    def __init__(self, status: int, detail: Any) -> None:
        super().__init__(status, str(detail))
        self._detail = detail

    def body(self, request_id: str) -> dict[str, Any]:
        """The one field that it has."""
        return {"detail": self._detail}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request is about: an app, and its call, unless the runner will refuse the input."""

    app: str
    call: ImageCall | None
    invalid: list[dict[str, Any]]


class Fal:
    """The answers of the queue."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._jobs = Jobs(workshop, "fal")

    def routes(self) -> list[Route]:
        """Its paths; a request is asked for at the first part of its app's name."""
        one = f"{_ROOT}/{{alias}}/requests/{{id}}"
        return [
            Route(f"{one}/status", self.status),
            Route(f"{one}/cancel", self.cancel, methods=["PUT"]),
            Route(one, self.result),
            Route(f"{_ROOT}/{{app:path}}", self.submit, methods=["POST"]),
        ]

    async def submit(self, request: Request) -> Response:
        key = _key(request)
        app = request.path_params["app"].strip("/")
        if app not in APPS:
            raise Detail(404, f"Application '{app}' not found")
        given = await read_object(request)
        check_funds(key)
        prompt = str(given.get("prompt", ""))
        if Trouble.BROKEN.is_in(prompt):
            error = Refusal(200, "请求上游地址失败", "do_request_failed")
            return JSONResponse(error.body(request.state.request_id))
        asked = self._asked(app, given, request)
        job = Job("fal", prompt, lambda: _made(asked.call), seconds=5.0, facts={"asked": asked})
        task = self._jobs.begin(str(uuid4()), job)
        return JSONResponse(self._place(task, request) | {"status": "IN_QUEUE", "queue_position": 0})

    async def status(self, request: Request) -> Response:
        task = self._find(request)
        moment = await self._jobs.look(task)
        is_done = moment.stage not in _STATUS
        told: dict[str, Any] = {
            "status": _STATUS.get(moment.stage, "COMPLETED"),
            "logs": _logs(moment, request),
        }
        if moment.stage is Stage.QUEUED:
            told["queue_position"] = 1
        if is_done:
            told["metrics"] = {"inference_time": job_of(task).seconds}
        return JSONResponse(self._place(task, request) | told | _error(task, moment), 200 if is_done else 202)

    async def result(self, request: Request) -> Response:
        task = self._find(request)
        moment = await self._jobs.look(task)
        asked: _Asked = job_of(task).facts["asked"]
        if moment.stage in _STATUS:
            raise Detail(400, "Request is still in progress")
        if moment.stage is Stage.CANCELLED:
            raise Detail(400, "Request was cancelled")
        if Trouble.REFUSED.is_in(job_of(task).prompt):
            flagged = {"loc": ["body", "prompt"], "msg": _FLAGGED, "type": "content_policy_violation"}
            raise Detail(422, [flagged])
        if asked.call is None:
            raise Detail(422, asked.invalid)
        if moment.stage is Stage.FAILED:
            raise Detail(500, "Internal Server Error")
        return JSONResponse(_told(asked.call, self._jobs.results(task, request)))

    async def cancel(self, request: Request) -> Response:
        if self._jobs.cancel(self._find(request)):
            return JSONResponse({"status": "CANCELLATION_REQUESTED"}, 202)
        return JSONResponse({"status": "ALREADY_COMPLETED"}, 400)

    def _asked(self, app: str, given: Mapping[str, Any], request: Request) -> _Asked:
        """The queue takes anything: what does not fit is said by the runner, in place of the result."""
        try:
            call = read_fal_call(app, given, lambda url: self._workshop.fetch(url, request))
        except InvalidField as error:
            return _Asked(app, None, error.detail)
        return _Asked(app, call, [])

    def _find(self, request: Request) -> DemoTask:
        _key(request)
        alias = request.path_params["alias"]
        try:
            task = self._jobs.find(request.path_params["id"])
        except NoSuchTask as error:
            raise Detail(404, "Request not found") from error
        if alias not in (_ANY_APP, _alias(task)):
            raise Detail(404, "Request not found")
        return task

    def _place(self, task: DemoTask, request: Request) -> dict[str, Any]:
        """The id of a request, and where it is asked for."""
        address = f"{str(request.base_url).rstrip('/')}{_ROOT}/{_alias(task)}/requests/{task.id}"
        return {
            "request_id": task.id, "response_url": address, "status_url": f"{address}/status",
            "cancel_url": f"{address}/cancel",
        }  # fmt: skip


def _key(request: Request) -> str:
    """The key, in the gateway's spelling or in the vendor's."""
    return check_key(request.headers.get("authorization", "").removeprefix("Key "))


def _alias(task: DemoTask) -> str:
    asked: _Asked = job_of(task).facts["asked"]
    return asked.app.partition("/")[0]


def _logs(moment: Moment, request: Request) -> list[dict[str, str]] | None:
    if request.query_params.get("logs") not in ("1", "true") or moment.stage is Stage.QUEUED:
        return None
    line = f"{moment.percent}%|{'█' * (moment.percent // 10):10}| {moment.percent // 4}/25"
    return [{"message": line, "level": "INFO", "source": "USER", "timestamp": "2026-01-01T08:00:01.000000"}]


def _error(task: DemoTask, moment: Moment) -> dict[str, str]:
    """What a status tells of a runner that broke down; of refused inputs the result alone tells."""
    if moment.stage is Stage.CANCELLED:
        return {"error": "Request was cancelled", "error_type": "cancelled"}
    if moment.stage is Stage.FAILED and Trouble.FAILING.is_in(job_of(task).prompt):
        return {"error": "Runner terminated unexpectedly", "error_type": "internal_error"}
    return {}


def _made(call: ImageCall | None) -> list[Made]:
    """Everything that is asked for; what is withheld leaves a black picture."""
    if call is None:
        return []
    made = [make(call, index) for index in range(call.count)]
    if Trouble.WITHHELD.is_in(call.prompt):
        last = made[-1]
        row = bytes(3 * last.width)
        made[-1] = Made(
            write_png(last.width, last.height, Pixels.RGB, [row] * last.height), last.width, last.height
        )
    return made


def _told(call: ImageCall, results: list[tuple[Made, str]]) -> dict[str, Any]:
    images = [_image(made, _data_url(made) if call.as_data else link) for made, link in results]
    if call.name.startswith("nano-banana"):
        return {"images": images, "description": ""}
    flags = [False] * len(images)
    if flags and Trouble.WITHHELD.is_in(call.prompt):
        flags[-1] = True
    return {
        "images": images, "timings": {"inference": 1.9}, "seed": int(call.seed), "prompt": call.prompt,
        "has_nsfw_concepts": flags,
    }  # fmt: skip


def _image(made: Made, url: str) -> dict[str, Any]:
    return {"url": url, "width": made.width, "height": made.height, "content_type": made.mime}


def _data_url(made: Made) -> str:
    return f"data:{made.mime};base64,{base64.b64encode(made.data).decode()}"
