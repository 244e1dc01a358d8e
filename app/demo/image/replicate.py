"""Replicate's predictions below /replicate/v1, as relays pass them on (HTTP API reference of Replicate)."""

import asyncio
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.image.fields import read_object
from app.demo.image.jobs import Job, Jobs, job_of
from app.demo.image.making import Made
from app.demo.image.replicate_media import make_wish
from app.demo.image.replicate_models import (
    InvalidInput,
    ReplicateModel,
    Wish,
    load_replicate_models,
    read_wish,
)
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.task_shelf import DemoTask, Moment, NoSuchTask, Stage

_ROOT = "/replicate/v1"
_VENDOR = "https://api.replicate.com/v1/predictions"
_STATUS = {
    Stage.QUEUED: "starting",
    Stage.RUNNING: "processing",
    Stage.DONE: "succeeded",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "canceled",
}
_FLAGGED = "The input or output was flagged as sensitive. Please try again with different inputs. (E005)"
_WITHHELD = "NSFW content detected. Try running it again, or try a different prompt."
_BROKE = "Director: unexpected error handling prediction (E6716)"
_WAIT = re.compile(r"wait(?:=(\d{1,2}))?")
_LONGEST_WAIT_S = 60
_LOOK_EVERY_S = 0.25
_STARTED_AT = datetime(2026, 1, 1, 8, tzinfo=UTC)


class Problem(Refusal):
    """A refusal as Replicate words it."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(status, detail)
        self._title = title

    def body(self, request_id: str) -> dict[str, Any]:
        """A problem document."""
        return {"title": self._title, "detail": self.message, "status": self.status}


class Replicate:
    """The answers of the prediction paths."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._models = load_replicate_models(workshop.folder)
        self._jobs = Jobs(workshop, "replicate")

    def routes(self) -> list[Route]:
        """Its paths."""
        model = f"{_ROOT}/models/{{owner}}/{{name}}"
        return [
            Route(f"{model}/predictions", self.by_name, methods=["POST"]),
            Route(f"{model}/versions/{{version}}", self.version),
            Route(f"{_ROOT}/predictions", self.by_version, methods=["POST"]),
            Route(f"{_ROOT}/predictions/{{id}}", self.one),
            Route(f"{_ROOT}/predictions/{{id}}/cancel", self.cancel, methods=["POST"]),
        ]

    async def by_name(self, request: Request) -> Response:
        return await self._create(request, self._named(request), await read_object(request))

    async def by_version(self, request: Request) -> Response:
        body = await read_object(request)
        _, _, version = str(body.get("version", "")).rpartition(":")
        model = next((model for model in self._models if version and model.version == version), None)
        if model is None:
            raise Problem(422, "Invalid version or not permitted", "The specified version does not exist")
        return await self._create(request, model, body)

    async def version(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        version = request.path_params["version"]
        if self._named(request).version != version:
            raise _not_found()
        schema = {"openapi": "3.0.2", "components": {"schemas": {"Output": {"type": "array"}}}}
        return JSONResponse(
            {"id": version, "created_at": _moment(0), "cog_version": "0.9.4", "openapi_schema": schema}
        )

    async def one(self, request: Request) -> Response:
        task = self._find(request)
        return JSONResponse(self._told(task, await self._jobs.look(task), request))

    async def cancel(self, request: Request) -> Response:
        task = self._find(request)
        self._jobs.cancel(task)
        return JSONResponse(self._told(task, await self._jobs.look(task), request))

    def _named(self, request: Request) -> ReplicateModel:
        name = f"{request.path_params['owner']}/{request.path_params['name']}"
        model = next((model for model in self._models if model.name == name), None)
        if model is None:
            raise _not_found()
        return model

    def _find(self, request: Request) -> DemoTask:
        check_key(request.headers.get("authorization", ""))
        try:
            return self._jobs.find(request.path_params["id"])
        except NoSuchTask as error:
            raise _not_found() from error

    async def _create(self, request: Request, model: ReplicateModel, body: dict[str, Any]) -> Response:
        key = check_key(request.headers.get("authorization", ""))
        if "input" not in body:
            raise InvalidInput("input", "input is required")
        wish = read_wish(model, body["input"], lambda url: self._workshop.fetch(url, request))
        check_funds(key)
        if Trouble.BROKEN.is_in(wish.prompt):
            error = Refusal(200, "请求上游地址失败", "do_request_failed")
            return JSONResponse(error.body(request.state.request_id))
        facts = {"input": body["input"], "version": model.version or "hidden", "wish": wish}
        job = Job("replicate", wish.prompt, lambda: _made(wish), facts=facts)
        task = self._jobs.begin(uuid4().hex[:26], job)
        moment = await self._waited(task, request.headers.get("prefer", ""))
        return JSONResponse(self._told(task, moment, request), 201)

    async def _waited(self, task: DemoTask, prefer: str) -> Moment:
        """The task after as long as the caller wants to wait for it, finished or not."""
        wait = _WAIT.fullmatch(prefer.strip())
        if wait is None:
            return Moment(Stage.QUEUED, 0)
        seconds = min(int(wait[1] or _LONGEST_WAIT_S), _LONGEST_WAIT_S)
        moment = await self._jobs.look(task)
        for _ in range(int(seconds / _LOOK_EVERY_S)):
            if moment.stage not in (Stage.QUEUED, Stage.RUNNING):
                break
            await asyncio.sleep(0 if self._workshop.pace.full_speed else _LOOK_EVERY_S)
            moment = await self._jobs.look(task)
        return moment

    def _told(self, task: DemoTask, moment: Moment, request: Request) -> dict[str, Any]:
        """The prediction as it is now."""
        job = job_of(task)
        wish: Wish = job.facts["wish"]
        is_done = moment.stage is Stage.DONE
        output = _output(wish, self._jobs.results(task, request)) if is_done else None
        stopped = _error(job) if moment.stage is Stage.FAILED else None
        is_held_back = is_done and not task.made and not Trouble.EMPTY.is_in(job.prompt)
        return {
            "id": task.id, "model": wish.model.name, "version": job.facts["version"],
            "status": "failed" if is_held_back else _STATUS[moment.stage],
            "input": job.facts["input"], "output": output, "error": _WITHHELD if is_held_back else stopped,
            "logs": _logs(wish, moment), "data_removed": False,
            "metrics": {"predict_time": job.seconds} if is_done else {},
            "created_at": _moment(0), "started_at": None if moment.stage is Stage.QUEUED else _moment(1),
            "completed_at": datetime.now(UTC).isoformat() if is_done else None,
            "urls": {"get": f"{_VENDOR}/{task.id}", "cancel": f"{_VENDOR}/{task.id}/cancel"},
        }  # fmt: skip


def _made(wish: Wish) -> list[Made]:
    made = make_wish(wish)
    return made[:-1] if Trouble.WITHHELD.is_in(wish.prompt) else made


def _output(wish: Wish, results: list[tuple[Made, str]]) -> Any:
    links = [link for _, link in results]
    if not links:
        return None
    if wish.model.gives == "sound":
        return {"audio": links[0], "spectrogram": links[1], "error": None}
    return links if wish.model.gives == "list" else links[0]


def _error(job: Job) -> str:
    return _FLAGGED if Trouble.REFUSED.is_in(job.prompt) else _BROKE


def _logs(wish: Wish, moment: Moment) -> str:
    """What the model prints while it works; progress bars as tqdm draws them."""
    if moment.stage is Stage.QUEUED:
        return ""
    percent = moment.percent
    bar = f"{percent:3}%|{'█' * (percent // 10):10}| {percent // 2}/50 [00:02<00:03, 9.1it/s]"
    return f"Using seed: {wish.seed}\n{bar}\n"


def _moment(second: int) -> str:
    return _STARTED_AT.replace(second=second).isoformat().replace("+00:00", "Z")


def _not_found() -> Problem:
    return Problem(404, "Not found", "The requested resource could not be found.")
