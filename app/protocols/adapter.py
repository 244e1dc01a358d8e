"""Tasks whose format is written down in a card's options instead of here, for endpoints that are unconfirmed.

Options: ``submit_path``, ``poll_path`` ({id} is put in), ``poll_method``; ``body`` is ``json`` or ``form``;
``fixed`` is JSON that goes along with every request; ``id_path``, ``status_path``, ``progress_path``,
``error_path`` and ``result_path`` are places in the answers, several separated by spaces, of which the first
that holds something counts; ``waiting_words``, ``running_words``, ``done_words`` and ``failed_words`` are
status words beyond the usual ones. A handle carries what polling needs, so that a task outlives its card.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote

from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.generation import Generation, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, TaskState
from app.protocols.adapter_answers import AdapterAnswer
from app.protocols.base import TaskProtocol
from app.protocols.body import fields_of, form_body, json_body, model_of
from app.protocols.failures import error_from_response, failure_in, unreadable
from app.protocols.gateway import auth_of
from app.protocols.merge import merged
from app.protocols.read import NotJson, json_or_none, parse_json
from app.wire.request import JsonBody, MultipartBody, WireRequest
from app.wire.response import WireResponse

_KEPT = (
    "poll_path",
    "poll_method",
    "status_path",
    "progress_path",
    "error_path",
    "result_path",
    "waiting_words",
    "running_words",
    "done_words",
    "failed_words",
)
_NOTHING_YET = (202, 204)


class Adapter:
    """The tasks ``adapter``."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The one request that costs money.

        Raises:
            InputError: the card's fixed JSON or a JSON parameter is none, or media is no link and has to be.
        """
        path, query = _address(generation.card.option("submit_path"), "")
        return WireRequest("POST", path, query, auth=auth_of(gateway.auth), body=_body(generation))

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The task as it was accepted; gateways that draw at once may answer with the pictures.

        Raises:
            StudioError: it was refused, or no id can be found in the answer.
        """
        model = model_of(generation)
        if response.status >= 400:
            raise error_from_response(response, model=model)
        options = dict(generation.card.options)
        answer = AdapterAnswer(json_or_none(response.body), options, model)
        task_id, state = answer.first_text("id_path"), answer.state()
        refused = failure_in(response, model=model)
        if refused is not None and not (task_id and state is not None and state.is_final):
            raise refused
        if not (task_id or answer.results_anywhere()):
            raise unreadable(response.body, status=response.status, request_id=response.request_id)
        handle = self.handle(task_id, generation)
        is_done = not task_id or bool(answer.results())
        return answer.snapshot(handle, state or (TaskState.DONE if is_done else TaskState.QUEUED))

    def handle(self, task_id: str, generation: Generation) -> TaskHandle:
        """What a task is asked for by: its id, and how the card says that answers are read."""
        options = dict(generation.card.options)
        kept = [(name, options[name]) for name in _KEPT if options.get(name)]
        return TaskHandle(task_id, (("model", model_of(generation)), *kept))

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for one task; free and repeatable. A path without a place for the id takes it in a body."""
        template = handle.get("poll_path")
        path, query = _address(template, handle.id)
        method = handle.get("poll_method", "GET").upper()
        body = None if method == "GET" or "{id}" in template else JsonBody({"id": handle.id})
        return WireRequest(method, path, query, auth=auth_of(gateway.auth), body=body, repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """None: nobody knows of a call for several."""
        return None

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """Task id → what is said of it.

        Raises:
            StudioError: the answer says nothing of the task.
        """
        return {handle.id: _polled(response, handle) for handle in handles[:1]}

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """None: nobody knows of a call for it."""
        return None


def _body(generation: Generation) -> JsonBody | MultipartBody:
    fields = merged({"model": model_of(generation)} | fields_of(generation), _fixed(generation))
    if generation.card.option("body") == "form":
        return form_body(generation, fields)
    return JsonBody(json_body(generation, fields))


def _fixed(generation: Generation) -> Mapping[str, object]:
    try:
        fixed = parse_json(generation.card.option("fixed", "{}"))
    except NotJson as error:
        raise InputError(ErrorKind.EXTRA_JSON_INVALID, {"reason": str(error)}, field="fixed") from error
    if not isinstance(fixed, dict):
        raise InputError(ErrorKind.EXTRA_JSON_INVALID, {"reason": "{ … }"}, field="fixed")
    return fixed


def _address(template: str, task_id: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Path and query of a template. Ids may hold slashes, which would end a path's part."""
    path, _, query = template.partition("?")
    path = f"/{path.lstrip('/')}".replace("{id}", quote(task_id, safe=":"))
    pairs = parse_qsl(query, keep_blank_values=True)
    return path, tuple((name, value.replace("{id}", task_id)) for name, value in pairs)


def _polled(response: WireResponse, handle: TaskHandle) -> TaskSnapshot:
    if response.status in _NOTHING_YET and not response.body.strip():
        return TaskSnapshot(handle, TaskState.RUNNING)
    answer = AdapterAnswer(json_or_none(response.body), dict(handle.extra), handle.get("model"))
    state = answer.state()
    error = _failure_of_poll(response, state, handle.get("model"))
    if error is not None:
        raise error
    if state is None and not answer.results():
        raise unreadable(response.body, status=response.status, request_id=response.request_id)
    return answer.snapshot(handle, state or TaskState.DONE)


def _failure_of_poll(response: WireResponse, state: TaskState | None, model: str) -> StudioError | None:
    """An error of the asking: one of the task itself comes with a final word."""
    if response.status >= 400:
        return error_from_response(response, model=model)
    return None if state is not None and state.is_final else failure_in(response, model=model)


ADAPTER: TaskProtocol = Adapter()
