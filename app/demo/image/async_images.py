"""Pictures that gateways of their own kind make later: one call begins them, another one tells of them.

Each gateway has other paths and other fields for the same: the newer new-api builds and their relatives
(``/v1/images/generations/async``), unified tasks (``/v1/tasks``), and one query for whatever runs
(``/v1/videos/{id}``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal
from app.demo.image.fields import read_object
from app.demo.image.jobs import Job, Jobs, job_of
from app.demo.image.making import Made, make
from app.demo.image.request import ImageCall, read_image_call
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.task_shelf import DemoTask, Moment, NoSuchTask, Stage

UNIFIED = "unified-task"
"""The format of models whose tasks are numbered as unified ones."""
TASK = "task"
"""The format of models that make nothing at once."""
_UNIFIED_ID, _IMAGE_ID, _PLAIN_ID = "task-unified-", "image_", "task-"
_BROKE = "upstream error: do request failed"
_RISK = "Your request was rejected by the safety system"

Told = dict[str, Any]


class AsyncImages:
    """The answers of the paths for pictures that are made later."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._jobs = Jobs(workshop, "async")

    def routes(self) -> list[Route]:
        """Its paths. Only its own ids are answered where others may be asked for as well."""
        begun = ("generations/async", "async/generations", "tasks")
        asked = ("generations", "async/generations", "tasks")
        return [
            *(Route(f"/v1/images/{path}", self.submit, methods=["POST"]) for path in begun),
            *(Route(f"/v1/images/{path}/{{id}}", self._telling(_as_images), name=path) for path in asked),
            Route("/v1/tasks", self.submit_plain, methods=["POST"]),
            Route(f"/v1/tasks/{_UNIFIED_ID}{{rest}}", self._telling(_as_unified, _UNIFIED_ID)),
            Route(f"/v1/tasks/{_PLAIN_ID}{{rest}}", self._telling(_as_record, _PLAIN_ID)),
            Route(f"/v1/videos/{_IMAGE_ID}{{rest}}", self._telling(_as_anything, _IMAGE_ID)),
        ]

    async def submit(self, request: Request) -> Response:
        call, fields = await self._call(request)
        return self.begun(call, fields)

    async def submit_plain(self, request: Request) -> Response:
        call, fields = await self._call(request)
        task = self._begin(f"{_PLAIN_ID}{uuid4().hex}", call, fields)
        return JSONResponse({"code": "success", "message": "", "data": task.id})

    def begun(self, call: ImageCall, fields: Mapping[str, Any]) -> Response:
        """The answer to a call whose picture is made later."""
        prefix = _UNIFIED_ID if call.model.format == UNIFIED else _IMAGE_ID
        task = self._begin(f"{prefix}{uuid4().hex[:26].upper()}", call, fields)
        told = {"id": task.id, "task_id": task.id, "object": "image.generation.task", "model": call.name}
        return JSONResponse(told | {"status": "pending", "progress": 0, "created": 1767225600})

    async def _call(self, request: Request) -> tuple[ImageCall, Mapping[str, Any]]:
        key = check_key(request.headers.get("authorization", ""))
        fields = await read_object(request)
        call = read_image_call(
            fields, self._workshop.models, lambda url: self._workshop.fetch(url, request), is_edit=False
        )
        check_funds(key)
        return call, fields

    def _begin(self, task_id: str, call: ImageCall, fields: Mapping[str, Any]) -> DemoTask:
        call = replace(call, reshapes="aspect_ratio" in fields)
        job = Job("async", call.prompt, lambda: _made(call), facts={"model": call.name})
        return self._jobs.begin(task_id, job)

    def _telling(
        self, tell: "Callable[[DemoTask, Moment, Sequence[str]], Told]", prefix: str = ""
    ) -> "Callable[[Request], Any]":
        """An endpoint that tells of a task in the fields of one kind of gateway."""

        async def endpoint(request: Request) -> Response:
            check_key(request.headers.get("authorization", ""))
            task_id = request.path_params.get("id") or prefix + request.path_params["rest"]
            try:
                task = self._jobs.find(task_id)
            except NoSuchTask as error:
                raise Refusal(404, "task not found", "task_not_exist") from error
            moment = await self._jobs.look(task)
            results = self._jobs.results(task, request) if moment.stage is Stage.DONE else []
            return JSONResponse(tell(task, moment, [link for _, link in results]))

        return endpoint


def _made(call: ImageCall) -> list[Made]:
    count = call.count - 1 if Trouble.WITHHELD.is_in(call.prompt) else call.count
    return [make(call, index) for index in range(count)]


def _reason(task: DemoTask) -> str:
    return _RISK if Trouble.REFUSED.is_in(job_of(task).prompt) else _BROKE


def _as_images(task: DemoTask, moment: Moment, links: Sequence[str]) -> Told:
    words = {Stage.QUEUED: "pending", Stage.RUNNING: "in_progress", Stage.DONE: "completed"}
    told: Told = {
        "id": task.id, "object": "image.generation.task", "status": words.get(moment.stage, "failed"),
        "progress": moment.percent, "data": [{"url": link} for link in links],
    }  # fmt: skip
    if moment.stage is Stage.FAILED:
        told["error"] = {"message": _reason(task), "code": "generation_failed"}
    return told


def _as_unified(task: DemoTask, moment: Moment, links: Sequence[str]) -> Told:
    words = {Stage.QUEUED: "pending", Stage.RUNNING: "processing", Stage.DONE: "completed"}
    told: Told = {
        "id": task.id, "object": "image.generation.task", "type": "image",
        "status": words.get(moment.stage, "failed"), "progress": moment.percent, "results": list(links),
    }  # fmt: skip
    if moment.stage is Stage.FAILED:
        told["error"] = {"message": _reason(task), "code": "generation_failed"}
    return told


def _as_record(task: DemoTask, moment: Moment, links: Sequence[str]) -> Told:
    """new-api's own record of a task, with the vendor's answer inside."""
    words = {Stage.QUEUED: "QUEUED", Stage.RUNNING: "IN_PROGRESS", Stage.DONE: "SUCCESS"}
    inner = {"data": [{"url": link} for link in links]} if links else None
    record = {
        "task_id": task.id, "status": words.get(moment.stage, "FAILURE"), "progress": f"{moment.percent}%",
        "fail_reason": _reason(task) if moment.stage is Stage.FAILED else "", "data": inner,
    }  # fmt: skip
    return {"code": "success", "message": "", "data": record}


def _as_anything(task: DemoTask, moment: Moment, links: Sequence[str]) -> Told:
    """One query for pictures and films alike; what was blocked is completed without an address."""
    is_blocked = moment.stage is Stage.FAILED and Trouble.REFUSED.is_in(job_of(task).prompt)
    words = {Stage.QUEUED: "queued", Stage.RUNNING: "processing", Stage.DONE: "completed"}
    return {
        "id": task.id, "object": "video", "model": job_of(task).facts["model"],
        "status": "completed" if is_blocked else words.get(moment.stage, "failed"),
        "progress": moment.percent, "url": links[0] if links else "",
        "quality": _RISK if is_blocked else "standard",
        "error": None if is_blocked or moment.stage is not Stage.FAILED else {"message": _reason(task)},
        "data": [{"url": link} for link in links],
    }  # fmt: skip
