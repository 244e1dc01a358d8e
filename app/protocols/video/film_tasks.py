"""Films that are made as tasks: submitted at one path, asked for at another.

OpenAI's ``/v1/videos``, the gateways' unified format, new-api's own record and most makers' formats differ in
their paths, in how the form is written and in what they put around an answer. The paths stand in the options
of a card:

- ``submit_path``, by default ``/v1/videos``; ``{parent}`` is the id of the film that it goes on from.
- ``poll_path``, by default ``/v1/videos/{id}``; an id in its query is encoded as well. With ``poll_body``, a
  JSON text with ``{id}`` and ``{model}`` in it, the question is a POST.
- ``content_path``: where a finished film lies when no address is told, such as ``/v1/videos/{id}/content``;
  ``{file_id}`` is the file that the answer names.
- ``batch_path``: where several are asked for at once, in formats that can.
- ``cancel_path``: what a DELETE ends, where there is such a call.
- ``list_path``: where the newest tasks are told, where there is such a call.
- ``forgotten_words``: status words that mean that the task is not known any more.
- ``good_code``: the code of a good answer, for makers that tell the failure of a task by another one.
- ``headers``: ``Name: value``, further ones behind semicolons.

See ``film_bodies`` for the options of the form. A handle carries what asking needs, so that a task outlives
its card.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl, quote

from app.domain.card import ModelCard
from app.domain.errors import ErrorKind
from app.domain.found_task import FoundTask
from app.domain.generation import Generation, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, TaskState
from app.protocols.base import TaskProtocol
from app.protocols.body import model_of
from app.protocols.failures import error_from_response, failure_in
from app.protocols.gateway import auth_of
from app.protocols.read import as_object, first_text, json_or_none
from app.protocols.video.film_answers import FilmAnswer
from app.protocols.video.film_bodies import plain_body, runway_body, seedance_body
from app.protocols.video.film_lists import found_tasks, listed
from app.wire.request import JsonBody, MultipartBody, WireRequest
from app.wire.response import WireResponse

_SUBMIT = "/v1/videos"
_POLL = "/v1/videos/{id}"
_KEPT = (
    "poll_path", "poll_body", "content_path", "batch_path", "cancel_path", "forgotten_words", "good_code",
)  # fmt: skip
_ENDS = (ErrorKind.CONTENT_REFUSED, ErrorKind.REQUEST_REFUSED, ErrorKind.GATEWAY_FAILED)
"""What ends a task; anything else is about the asking."""
_NOTHING_YET = (202, 204)
_MOST_AT_ONCE = 50

Body = JsonBody | MultipartBody
WriteBody = Callable[[Generation], Body]
AskForSeveral = Callable[[str, Sequence[str], GatewayTraits], WireRequest]
"""From the batch path and ids to the question."""


class FilmTasks:
    """Tasks in one way of writing the form.

    Args:
        write: the body of a submit.
        ask_for_several: the question about several tasks, in formats that have one.
    """

    def __init__(self, write: WriteBody, ask_for_several: AskForSeveral | None = None) -> None:
        self._write = write
        self._ask_for_several = ask_for_several

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The one request that costs money.

        Raises:
            InputError: a JSON parameter holds no JSON, or media that has to be a link is none.
        """
        card = generation.card
        parent = generation.parent.id if generation.parent else ""
        path, query = _address(card.option("submit_path", _SUBMIT).replace("{parent}", _quoted(parent)), "")
        return WireRequest(
            "POST", path, query, _headers(card), auth=auth_of(gateway.auth), body=self._write(generation)
        )

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The task as it was accepted.

        Raises:
            StudioError: it was refused, or the answer names no task.
        """
        answer = FilmAnswer(json_or_none(response.body), response)
        model = model_of(generation)
        if response.status >= 400 or not (answer.id or answer.outputs()):
            raise error_from_response(response, model=model)
        if not answer.word and (refused := failure_in(response, model=model)) is not None:
            raise refused
        handle = self.handle(answer.id, generation)
        return answer.snapshot(handle, _content_path(handle)) or TaskSnapshot(handle, TaskState.QUEUED)

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for one task; free and repeatable."""
        path, query = _address(handle.get("poll_path", _POLL), handle.id)
        body = _poll_body(handle)
        method = "GET" if body is None else "POST"
        return WireRequest(method, path, query, auth=auth_of(gateway.auth), body=body, repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """Ask for several tasks at once, where they lie at one place that can be asked so."""
        places = {handle.get("batch_path") for handle in handles}
        place = places.pop() if len(places) == 1 else ""
        if self._ask_for_several is None or not place or len(handles) > _MOST_AT_ONCE:
            return None
        return self._ask_for_several(place, [handle.id for handle in handles], gateway)

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of each task.

        Raises:
            StudioError: the answer says nothing of any.
        """
        if response.status in _NOTHING_YET and not response.body.strip():
            return {handle.id: TaskSnapshot(handle, TaskState.RUNNING) for handle in handles}
        value = json_or_none(response.body)
        if (failed := _failed(handles, value, response)) is not None:
            return failed
        said = _said_of(handles, value, response) if response.status < 400 else {}
        if not said and not (len(handles) > 1 and listed(value) is not None and response.status < 400):
            raise error_from_response(response)
        return said

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """End a task at the maker's, where the format can; most makers end only what waits."""
        path, query = _address(handle.get("cancel_path"), handle.id)
        if not handle.get("cancel_path"):
            return None
        return WireRequest("DELETE", path, query, auth=auth_of(gateway.auth), repeatable=True)

    def handle(self, task_id: str, generation: Generation) -> TaskHandle:
        """What a task is asked for by: its id, and what the card says about asking."""
        card = generation.card
        kept = [(name, card.option(name)) for name in _KEPT]
        if "{model}" in card.option("poll_body"):
            kept.append(("model", model_of(generation)))
        return TaskHandle(task_id, tuple((name, value) for name, value in kept if value))

    def list_tasks(self, card: ModelCard, gateway: GatewayTraits) -> WireRequest | None:
        """Ask what lies at the gateway, where the card says that it tells."""
        path, query = _address(card.option("list_path"), "")
        if not card.option("list_path"):
            return None
        return WireRequest("GET", path, query, auth=auth_of(gateway.auth), repeatable=True)

    def parse_list(self, response: WireResponse) -> tuple[FoundTask, ...]:
        """The tasks that lie there.

        Raises:
            StudioError: the answer is no list.
        """
        items = listed(json_or_none(response.body)) if response.status < 400 else None
        if items is None:
            raise error_from_response(response)
        return tuple(found_tasks(items, response))


def ids_in_body(path: str, ids: Sequence[str], gateway: GatewayTraits) -> WireRequest:
    """Luma: the ids as a list in a POST."""
    body = JsonBody({"ids": list(ids)})
    return WireRequest("POST", path, auth=auth_of(gateway.auth), body=body, repeatable=True)


def ids_in_query(path: str, ids: Sequence[str], gateway: GatewayTraits) -> WireRequest:
    """Seedance: a filter that is repeated for each id."""
    page = (("page_num", "1"), ("page_size", str(_MOST_AT_ONCE)))
    wanted = tuple(("filter.task_ids", task_id) for task_id in ids)
    return WireRequest("GET", path, page + wanted, auth=auth_of(gateway.auth), repeatable=True)


def _failed(
    handles: Sequence[TaskHandle], value: object, response: WireResponse
) -> Mapping[str, TaskSnapshot] | None:
    """The failure of a task that is told by a code alone; None where nothing is told so."""
    good, code = handles[0].get("good_code"), first_text(value, "code")
    if not good or not code or code == good:
        return None
    error = error_from_response(response)
    if error.kind not in _ENDS:
        return None
    return {handles[0].id: TaskSnapshot(handles[0], TaskState.FAILED, error=error)}


def _said_of(handles: Sequence[TaskHandle], value: object, response: WireResponse) -> dict[str, TaskSnapshot]:
    answers = _answers(handles, value, response)
    said: dict[str, TaskSnapshot] = {}
    for handle in handles:
        answer = answers.get(handle.id)
        found = answer.snapshot(handle, _content_path(handle)) if answer is not None else None
        if found is not None:
            said[handle.id] = found
    return said


def _answers(handles: Sequence[TaskHandle], value: object, response: WireResponse) -> dict[str, FilmAnswer]:
    """The answers by the ids of their tasks; one about a single task may leave its id out."""
    items = listed(value)
    if len(handles) == 1 and (items is None or len(items) <= 1):
        return {handles[0].id: FilmAnswer(value if items is None else items, response)}
    answers = (FilmAnswer(item, response) for item in items or ())
    return {answer.id: answer for answer in answers if answer.id}


def _headers(card: ModelCard) -> tuple[tuple[str, str], ...]:
    pairs = (line.partition(":") for line in card.option("headers").split(";"))
    return tuple((name.strip(), value.strip()) for name, _, value in pairs if name.strip())


def _poll_body(handle: TaskHandle) -> JsonBody | None:
    template = handle.get("poll_body")
    if not template:
        return None
    filled = {"{id}": handle.id, "{model}": handle.get("model")}
    fields = as_object(json_or_none(template))
    return JsonBody({name: filled.get(str(value), value) for name, value in fields.items()})


def _content_path(handle: TaskHandle) -> str:
    return handle.get("content_path").replace("{id}", _quoted(handle.id))


def _address(template: str, task_id: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Path and query of a template. Ids may hold slashes, which would end a path's part."""
    path, _, query = template.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    return (
        path.replace("{id}", _quoted(task_id)),
        tuple((name, value.replace("{id}", task_id)) for name, value in pairs),
    )


def _quoted(task_id: str) -> str:
    return quote(task_id, safe="")


FILMS: TaskProtocol = FilmTasks(plain_body)
"""Fields at their paths: OpenAI's format, the unified one, and most makers'."""

LUMA: TaskProtocol = FilmTasks(plain_body, ids_in_body)
RUNWAY: TaskProtocol = FilmTasks(runway_body)
SEEDANCE: TaskProtocol = FilmTasks(seedance_body, ids_in_query)
