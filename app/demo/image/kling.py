"""Kling's pictures and virtual try-on below /kling, as relays pass them on."""

import time
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.image.fields import read_object
from app.demo.image.jobs import Job, Jobs, job_of
from app.demo.image.kling_request import ACTIONS, KlingRefusal, read_kling_call
from app.demo.image.making import Made, make
from app.demo.image.request import ImageCall
from app.demo.image.trouble import Trouble
from app.demo.image.workshop import Workshop
from app.demo.keys import check_funds, check_key
from app.demo.task_shelf import DemoTask, Moment, NoSuchTask, Stage

_ROOT = "/kling/v1/images"
_STATUS = {
    Stage.QUEUED: "submitted",
    Stage.RUNNING: "processing",
    Stage.DONE: "succeed",
    Stage.FAILED: "failed",
    Stage.CANCELLED: "failed",
}
_RISK = "Failure to pass the risk control system"
_BROKE = "Internal error, please try again later"
_REFUSED = 1301
_WRONG = 1201
_NO_TASK = 1203
_PAGE = 30
_LARGEST_PAGE = 500


class KlingImages:
    """The answers of the picture paths."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._jobs = Jobs(workshop, "kling")

    def routes(self) -> list[Route]:
        """Its paths: an action is begun and asked for at the same one."""
        return [
            route
            for action in ACTIONS
            for route in (
                Route(f"{_ROOT}/{action}", self.submit, methods=["POST"]),
                Route(f"{_ROOT}/{action}", self.several, methods=["GET"]),
                Route(f"{_ROOT}/{action}/{{id}}", self.one),
            )
        ]

    async def submit(self, request: Request) -> Response:
        key = check_key(request.headers.get("authorization", ""))
        action, given = _action(request), await read_object(request)
        call = read_kling_call(action, given, lambda url: self._workshop.fetch(url, request))
        check_funds(key)
        if Trouble.REFUSED.is_in(call.prompt):
            message = "The content you uploaded appears to violate the community guidelines"
            raise KlingRefusal(400, _REFUSED, message)
        if Trouble.BROKEN.is_in(call.prompt):
            raise KlingRefusal(200, 5000, "Server internal error")
        external_id = str(given.get("external_task_id") or "")
        if external_id and self._by_external_id(external_id) is not None:
            raise KlingRefusal(400, _WRONG, "external_task_id is duplicated")
        facts = {"action": action, "external_task_id": external_id, "begun_ms": _now_ms()}
        job = Job("kling", call.prompt, lambda: _made(call), seconds=7.0, facts=facts)
        task = self._jobs.begin(f"Cl{uuid4().hex[:18]}", job)
        return _enveloped(_told(task, Moment(Stage.QUEUED, 0), []), request)

    async def one(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        return _enveloped(await self._now(self._find(request), request), request)

    async def several(self, request: Request) -> Response:
        check_key(request.headers.get("authorization", ""))
        page, size = (_number(request, name, usual) for name, usual in (("pageNum", 1), ("pageSize", _PAGE)))
        action = _action(request)
        tasks = [task for task in self._jobs.newest() if job_of(task).facts["action"] == action]
        shown = tasks[(page - 1) * size : page * size]
        return _enveloped([await self._now(task, request) for task in shown], request)

    async def _now(self, task: DemoTask, request: Request) -> dict[str, Any]:
        moment = await self._jobs.look(task)
        is_done = moment.stage is Stage.DONE
        return _told(task, moment, self._jobs.results(task, request) if is_done else [])

    def _find(self, request: Request) -> DemoTask:
        wanted = request.path_params["id"]
        try:
            task = self._jobs.find(wanted)
        except NoSuchTask as error:
            by_external_id = self._by_external_id(wanted)
            if by_external_id is None:
                raise KlingRefusal(404, _NO_TASK, f"Task not found: {wanted}") from error
            task = by_external_id
        if job_of(task).facts["action"] != _action(request):
            raise KlingRefusal(404, _NO_TASK, f"Task not found: {wanted}")
        return task

    def _by_external_id(self, wanted: str) -> DemoTask | None:
        tasks = self._jobs.newest()
        return next((task for task in tasks if job_of(task).facts["external_task_id"] == wanted), None)


def _action(request: Request) -> str:
    return request.url.path.removeprefix(f"{_ROOT}/").partition("/")[0]


def _number(request: Request, name: str, usual: int) -> int:
    said = request.query_params.get(name, str(usual))
    if not said.isdecimal() or not 1 <= int(said) <= _LARGEST_PAGE:
        raise KlingRefusal(400, _WRONG, f"{name} is invalid")
    return int(said)


def _made(call: ImageCall) -> list[Made]:
    count = call.count - 1 if Trouble.WITHHELD.is_in(call.prompt) else call.count
    return [make(call, index) for index in range(count)]


def _told(task: DemoTask, moment: Moment, results: Sequence[tuple[Made, str]]) -> dict[str, Any]:
    """A task as it is now."""
    job = job_of(task)
    is_held_back = moment.stage is Stage.DONE and not results and not Trouble.EMPTY.is_in(job.prompt)
    told = {
        "task_id": task.id,
        "task_status": "failed" if is_held_back else _STATUS[moment.stage],
        "task_status_msg": _RISK if is_held_back else _BROKE if moment.stage is Stage.FAILED else "",
        "task_info": {"external_task_id": job.facts["external_task_id"]},
        "created_at": job.facts["begun_ms"],
        "updated_at": _now_ms(),
    }
    if results:
        images = [{"index": index, "url": link} for index, (_, link) in enumerate(results)]
        told["task_result"] = {"images": images}
    return told


def _enveloped(data: Mapping[str, Any] | Sequence[Mapping[str, Any]], request: Request) -> Response:
    envelope = {"code": 0, "message": "SUCCEED", "request_id": request.state.request_id, "data": data}
    return JSONResponse(envelope)


def _now_ms() -> int:
    return int(time.time() * 1000)
