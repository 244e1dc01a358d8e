"""OpenAI's newer path for chat: /v1/responses, and answers that are kept or made in the background."""

import itertools
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.demo.failures import Refusal, bad_parameter, invalid_address
from app.demo.keys import check_funds, check_key
from app.demo.native.call import model_offered
from app.demo.native.desk import NativeDesk, broken_success, object_of
from app.demo.native.reply import Ending, Reply
from app.demo.native.responses_answer import response_of
from app.demo.native.responses_events import begun, events
from app.demo.native.responses_request import ResponsesCall, read_responses_call
from app.demo.native.responses_shelf import KeptResponse, ResponsesShelf
from app.demo.native.trouble import ChatTrouble
from app.demo.task_shelf import DemoTask, NoSuchTask, Stage

_ONE = "/v1/responses/{id}"
_BACKGROUND_S = 20.0
_UNFINISHED = {Stage.QUEUED: "queued", Stage.RUNNING: "in_progress", Stage.CANCELLED: "cancelled"}


class Responses:
    """The answers of OpenAI's models.

    new-api has no paths for answers by id and takes ``background`` away. Here both can be seen: only models
    with ``keeps_background`` are answered as at OpenAI itself.
    """

    def __init__(self, desk: NativeDesk) -> None:
        self._desk = desk
        self._shelf = ResponsesShelf()

    def routes(self) -> list[Route]:
        """Its paths."""
        return [
            Route("/v1/responses", self.create, methods=["POST"]),
            Route(_ONE, self.one, methods=["GET"]),
            Route(_ONE, self.delete, methods=["DELETE"]),
            Route(f"{_ONE}/cancel", self.cancel, methods=["POST"]),
        ]

    async def create(self, request: Request) -> Response:
        key = check_key(request.headers.get("authorization", ""))
        body = await object_of(request)
        model = model_offered(body, self._desk.models, "openai-response")
        check_funds(key)
        call = read_responses_call(body, model, self._shelf)
        if call.call.has(ChatTrouble.BROKEN):
            return broken_success(request)
        reply = await self._desk.reply(call.call, request)
        if call.call.has(ChatTrouble.REFUSED):
            reply = Reply(reasoning=reply.reasoning, ending=Ending.REFUSED)
        response = response_of(call, reply, next(self._desk.numbers))
        self._keep(call, response)
        return await self._answer(call, reply, response)

    async def one(self, request: Request) -> Response:
        kept = self._kept(request)
        if request.query_params.get("stream") == "true":
            return self._resumed(kept, request.query_params.get("starting_after", ""))
        task = self._task(kept)
        if task is None:
            return JSONResponse(kept.response)
        stage = (await self._desk.tasks.look(task)).stage
        status = _UNFINISHED.get(stage)
        return JSONResponse(begun(kept.response, status) if status else kept.response)

    async def cancel(self, request: Request) -> Response:
        kept = self._kept(request)
        task = self._task(kept)
        if task is None:
            raise bad_parameter("Cannot cancel a synchronous response.")
        is_cancelled = self._desk.tasks.cancel(task) or task.is_cancelled
        return JSONResponse(begun(kept.response, "cancelled") if is_cancelled else kept.response)

    async def delete(self, request: Request) -> Response:
        name = self._kept(request).response["id"]
        self._shelf.forget(name)
        self._desk.tasks.forget(name)
        return JSONResponse({"id": name, "object": "response", "deleted": True})

    async def _answer(self, call: ResponsesCall, reply: Reply, response: dict[str, Any]) -> Response:
        if call.call.chat.stream:
            return self._desk.stream(events(response, reply.ending), call.call)
        if reply.ending is Ending.CUT_OFF:
            raise Refusal(502, "bad response status code 502", "bad_response_status_code")
        if call.runs_in_background:
            return JSONResponse(begun(response, "queued"))
        return await self._desk.whole(response, call.call, reply)

    def _keep(self, call: ResponsesCall, response: dict[str, Any]) -> None:
        if not call.is_kept:
            return
        self._shelf.keep(KeptResponse(response, call.items, call.call.chat.model.keeps_background))
        if call.runs_in_background:
            self._desk.tasks.begin(
                response["id"], call.body, lambda: response, seconds=_BACKGROUND_S,
                fails=response["status"] == "failed",
            )  # fmt: skip

    def _kept(self, request: Request) -> KeptResponse:
        check_key(request.headers.get("authorization", ""))
        name = request.path_params["id"]
        kept = self._shelf.named(name)
        if kept is not None and not kept.is_official:
            raise invalid_address(request.method, request.url.path)
        if kept is None:
            message = f"Response with id '{name}' not found."
            raise Refusal(404, message, kind="invalid_request_error", param="id")
        return kept

    def _task(self, kept: KeptResponse) -> DemoTask | None:
        try:
            return self._desk.tasks.get(kept.response["id"])
        except NoSuchTask:
            return None

    def _resumed(self, kept: KeptResponse, after: str) -> Response:
        """The stream from an event on."""
        sent = int(after) + 1 if after.isdigit() else 0
        rest = itertools.islice(events(kept.response, Ending.DONE), sent, None)
        rate = self._desk.models[kept.response["model"]].tokens_per_second
        return self._desk.sent(rest, rate)
