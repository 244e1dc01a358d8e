"""Midjourney-Proxy: tasks at ``/mj/…``, their pictures, and the buttons that go on from them.

Actions of a card: ``imagine``, ``blend``, ``describe``, ``shorten``, ``upload``, ``edits``, ``video``,
``swap-face``; ``action`` presses ``Generation.button`` of its ``parent``, ``modal`` answers the window that
such a press may open. A parameter ``speed`` is the prefix of the path, parameters sent as ``--name`` end the
prompt.
Sources: novicezk/midjourney-proxy, trueai-org/midjourney-proxy, and ``relay/mjproxy_handler.go`` of new-api.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from app.domain.errors import ErrorKind
from app.domain.generation import Generation, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot
from app.protocols.envelope import unwrap
from app.protocols.failures import error_from_response, failure, unreadable
from app.protocols.gateway import auth_of
from app.protocols.image.midjourney_answers import read_submit
from app.protocols.image.midjourney_failures import is_unknown_task, refusal_in
from app.protocols.image.midjourney_request import base_path, body_of, submit_path
from app.protocols.image.midjourney_tasks import MAINTAINED, SERVER, snapshot_of
from app.protocols.read import NotJson, as_list, as_object, at, first_text, integer, parse_json
from app.wire.request import JsonBody, WireRequest
from app.wire.response import WireResponse

_ACCEPTED = 1


class Midjourney:
    """The tasks ``midjourney``."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The one request that costs money.

        Raises:
            InputError: it goes on from no task, or a JSON parameter holds no JSON.
        """
        body = JsonBody(body_of(generation))
        return WireRequest("POST", submit_path(generation), auth=auth_of(gateway.auth), body=body)

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The task as it was accepted, or the links of what was uploaded.

        Raises:
            StudioError: it was refused, or no id can be found in the answer.
        """
        return read_submit(response, generation)

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for one task."""
        return _question(handle, "fetch", gateway)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """Ask for several tasks at once, under their own prefix where it is one for all."""
        speeds = {handle.get("speed") for handle in handles}
        base = base_path(speeds.pop() if len(speeds) == 1 else "")
        return WireRequest(
            "POST",
            f"{base}/task/list-by-condition",
            auth=auth_of(gateway.auth),
            body=JsonBody({"ids": [handle.id for handle in handles]}),
            repeatable=True,
        )

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of each task; a task that the answer leaves out is left out.

        Raises:
            StudioError: the answer says nothing of any task; TASK_FORGOTTEN where it does not know the one.
        """
        value = _json_of(response)
        tasks = _by_id(value, handles)
        if response.status < 400 and (tasks or isinstance(value, list)):
            return {
                handle.id: snapshot_of(tasks[handle.id], handle) for handle in handles if handle.id in tasks
            }
        if is_unknown_task(value):
            raise failure(ErrorKind.TASK_FORGOTTEN, request_id=response.request_id)
        raise refusal_in(response, value)

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """End a task, at servers that have the call: the maintained ones, also behind a relay."""
        if handle.get(SERVER) != MAINTAINED:
            return None
        return WireRequest("POST", _path(handle, "cancel"), auth=auth_of(gateway.auth), body=JsonBody({}))

    def seed(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for the seed of a finished task; slow, because the server asks Discord."""
        return _question(handle, "image-seed", gateway)

    def parse_seed(self, response: WireResponse) -> str:
        """The seed.

        Raises:
            StudioError: the server does not tell it.
        """
        value = _json_of(response)
        seed = first_text(value, "result")
        if response.status >= 400 or integer(at(value, "code")) != _ACCEPTED:
            raise refusal_in(response, value)
        if not seed:
            raise unreadable(response.body, status=response.status, request_id=response.request_id)
        return seed


def _question(handle: TaskHandle, about: str, gateway: GatewayTraits) -> WireRequest:
    return WireRequest("GET", _path(handle, about), auth=auth_of(gateway.auth), repeatable=True)


def _path(handle: TaskHandle, about: str) -> str:
    return f"{base_path(handle.get('speed'))}/task/{quote(handle.id, safe='')}/{about}"


def _json_of(response: WireResponse) -> object:
    """The JSON of an answer; an original proxy answers ``null`` where it knows nothing."""
    try:
        return parse_json(response.body)
    except NotJson as error:
        raise error_from_response(response) from error


def _by_id(value: object, handles: Sequence[TaskHandle]) -> dict[str, object]:
    """Task objects by their ids; the one of a single question may have another one, or none."""
    inner = unwrap(value)
    inner = at(inner, "result") or inner
    tasks = [item for item in as_list(inner) or [inner] if _is_task(item)]
    if len(handles) == 1 and len(tasks) == 1:
        return {handles[0].id: tasks[0]}
    return {first_text(task, "id", "task_id"): task for task in tasks}


def _is_task(value: object) -> bool:
    return "status" in as_object(value)


MIDJOURNEY = Midjourney()
