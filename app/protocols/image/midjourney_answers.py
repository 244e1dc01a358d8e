"""Answers to the submits of Midjourney-Proxy: accepted, queued, already there, or waiting for a window."""

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import Generation, TaskHandle
from app.domain.remote_task import TaskSnapshot, TaskState
from app.protocols.body import chosen
from app.protocols.failures import error_from_response, failure_in, unreadable, with_kind
from app.protocols.image.midjourney_buttons import window_needs
from app.protocols.image.midjourney_failures import is_about_parent, refusal_in
from app.protocols.image.midjourney_request import speed_of
from app.protocols.image.midjourney_tasks import needs_of
from app.protocols.read import as_list, as_object, at, first_text, integer, json_or_none, text
from app.wire.response import WireResponse

_ACCEPTED, _EXISTS, _QUEUED = 1, 21, 22
_GOOD = (_ACCEPTED, _EXISTS, _QUEUED)
_LONGEST_ID = 10**40
_WINDOW = ("confirm", "modal")
_GOING_ON = ("action", "modal")


def read_submit(response: WireResponse, generation: Generation) -> TaskSnapshot:
    """The task as it was accepted; uploads have no task and answer with their links.

    Raises:
        StudioError: it was refused, or no id can be found in the answer.
    """
    model, value = generation.card.model or generation.model, json_or_none(response.body)
    code = integer(at(value, "code"))
    if response.status >= 400 or not as_object(value):
        raise _refusal(error_from_response(response, model=model), value, generation)
    if code not in _GOOD and not _is_bare(value, response):
        raise _refusal(refusal_in(response, value, model=model), value, generation)
    links = _links_in(value)
    if links:
        return TaskSnapshot(TaskHandle(""), TaskState.DONE, 100.0, texts=links)
    return _accepted(response, value, generation, code)


def _refusal(error: StudioError, value: object, generation: Generation) -> StudioError:
    """A refusal of what goes on from a task is mostly about that task."""
    if generation.card.action in _GOING_ON and is_about_parent(error, value):
        return with_kind(error, ErrorKind.PARENT_GONE)
    return error


def _accepted(
    response: WireResponse, value: object, generation: Generation, code: int | None
) -> TaskSnapshot:
    task_id = _id_in(value) or _confirmed(generation)
    if not task_id:
        raise unreadable(response.body, status=response.status, request_id=response.request_id)
    handle, facts = _handle(task_id, generation), _facts(value)
    if _waits(value, generation, code):
        return TaskSnapshot(handle, TaskState.WAITING_FOR_INPUT, facts=facts | needs_of(handle))
    return TaskSnapshot(handle, TaskState.QUEUED, facts=facts)


def _handle(task_id: str, generation: Generation) -> TaskHandle:
    """What later calls about a task need to know: the prefix of its speed, and what was asked for."""
    known = {
        "speed": speed_of(generation),
        "action": generation.card.action,
        # With remix on any button may open a window, and that one asks for a prompt.
        "needs": window_needs(generation.button) or "prompt" if generation.button else "",
        "language": text(chosen(generation).get("language")),
    }
    return TaskHandle(task_id, tuple((name, said) for name, said in known.items() if said))


def _is_bare(value: object, response: WireResponse) -> bool:
    """Whether an answer has an id and no word of a failure, as some relays write it."""
    code = integer(at(value, "code"))
    return code in (None, 0, 200) and failure_in(response) is None and bool(_id_in(value))


def _waits(value: object, generation: Generation, code: int | None) -> bool:
    """Whether the server has opened a window and waits for a mask or a prompt.

    The same code says that a result exists already; then it tells the state or the picture of that.
    """
    if generation.card.action != "action":
        return False
    exists = first_text(at(value, "properties"), "status", "imageUrl")
    said = first_text(value, "description").lower()
    opened = any(word in said for word in _WINDOW)
    return opened or (code == _EXISTS and not exists)


def _facts(value: object) -> dict[str, str]:
    properties = at(value, "properties")
    said = {
        "prompt": first_text(properties, "finalPrompt"),
        "queue": first_text(properties, "numberOfQueues"),
        "remix": "true" if at(properties, "remix") is True else "",
    }
    return {name: text for name, text in said.items() if text}


def _confirmed(generation: Generation) -> str:
    """A window that was answered goes on under its own id."""
    is_modal = generation.card.action == "modal" and generation.parent is not None
    return generation.parent.id if is_modal and generation.parent else ""


def _id_in(value: object) -> str:
    places = (at(value, "result"), at(value, "data"), at(value, "task_id"), at(value, "id"))
    ids = (_id(inner) for place in places for inner in (*as_list(place), place))
    return next(filter(None, ids), "")


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LONGEST_ID:
        return str(value)
    return text(value).strip() or first_text(value, "task_id", "taskId", "id", "result")


def _links_in(value: object) -> tuple[str, ...]:
    result = at(value, "result")
    said = (text(at(item, "url") or item).strip() for item in as_list(result) or [result])
    return tuple(link for link in said if link.startswith(("http://", "https://")))
