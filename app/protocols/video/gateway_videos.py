"""Films at endpoints of the gateways' own: OpenAI's ``/v1/videos``, the unified format, new-api's own record.

They differ in their paths and in what they put around an answer. Options of a card:

- ``submit_path``, by default ``/v1/videos``; ``{parent}`` is the id of the film that it goes on from.
- ``poll_path``, by default ``/v1/videos/{id}``; an id in its query is encoded as well.
- ``content_path``: where a finished film lies when no address is told, ``/v1/videos/{id}/content``.
- ``body = "form"``: multipart, as OpenAI's own client sends it; else JSON.
- ``joined = "input_reference"``: several addresses in one text, ``|`` between them.
- ``objects = "image_url"``: pictures as objects that hold their address under this name.
- ``parent_as = "video.id"``: the place in the body for the id of the film that it goes on from.
- ``nameless = "yes"``: no model goes along, as for a film that was made with one already.

A handle carries the paths that were used, so that a task outlives its card.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote

from app.domain.card import ModelCard
from app.domain.generation import Generation, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, TaskState
from app.protocols.base import TaskProtocol
from app.protocols.body import fields_of, form_body, json_body, model_of, path_of, put
from app.protocols.failures import error_from_response, failure_in
from app.protocols.gateway import auth_of
from app.protocols.read import as_list, json_or_none
from app.protocols.video.video_answers import VideoAnswer
from app.wire.request import JsonBody, MultipartBody, WireRequest
from app.wire.response import WireResponse

_SUBMIT = "/v1/videos"
_POLL = "/v1/videos/{id}"
_NOTHING_YET = (202, 204)


class GatewayVideos:
    """The tasks ``videos``."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The one request that costs money.

        Raises:
            InputError: a JSON parameter holds no JSON, or media that has to be a link is none.
        """
        parent = generation.parent.id if generation.parent else ""
        path = generation.card.option("submit_path", _SUBMIT).replace("{parent}", quote(parent, safe=""))
        return WireRequest("POST", path, auth=auth_of(gateway.auth), body=_body(generation, parent))

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The task as it was accepted.

        Raises:
            StudioError: it was refused, or the answer names no task.
        """
        answer = VideoAnswer(json_or_none(response.body), response)
        model = model_of(generation)
        if response.status >= 400 or not (answer.id or answer.outputs()):
            raise error_from_response(response, model=model)
        if (refused := failure_in(response, model=model)) is not None and not answer.word:
            raise refused
        handle = _handle(answer.id, generation.card)
        return answer.snapshot(handle, _content_path(handle)) or TaskSnapshot(handle, TaskState.QUEUED)

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for one task; free and repeatable."""
        path, _, query = handle.get("poll_path", _POLL).partition("?")
        pairs = tuple((name, value.replace("{id}", handle.id)) for name, value in parse_qsl(query))
        path = path.replace("{id}", quote(handle.id, safe=""))
        return WireRequest("GET", path, pairs, auth=auth_of(gateway.auth), repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """The gateways answer about one at a time."""
        return None

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of the task.

        Raises:
            StudioError: the answer says nothing of it.
        """
        handle = handles[0]
        if response.status in _NOTHING_YET and not response.body.strip():
            return {handle.id: TaskSnapshot(handle, TaskState.RUNNING)}
        answer = VideoAnswer(json_or_none(response.body), response)
        said = answer.snapshot(handle, _content_path(handle)) if response.status < 400 else None
        if said is None:
            raise error_from_response(response)
        return {handle.id: said}

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """There is no such call: OpenAI's own deletes what is finished, and gateways have none."""
        return None


def _body(generation: Generation, parent: str) -> JsonBody | MultipartBody:
    card = generation.card
    fields: dict[str, object] = {} if card.option("nameless") else {"model": model_of(generation)}
    fields |= fields_of(generation)
    if parent and (place := card.option("parent_as")):
        put(fields, place, parent)
    if card.option("body") == "form":
        return form_body(generation, fields)
    body = json_body(generation, fields)
    _arrange(body, card)
    return JsonBody(body)


def _arrange(body: dict[str, object], card: ModelCard) -> None:
    """Write addresses as the gateway of this card takes them."""
    joined = card.option("joined")
    if joined and (addresses := [item for item in as_list(body.get(joined)) if isinstance(item, str)]):
        body[joined] = "|".join(addresses)
    if name := card.option("objects"):
        for place in {path_of(slot).removesuffix("[]") for slot in card.slots}:
            body.update({place: _objects(body[place], name)} if place in body else {})


def _objects(value: object, name: str) -> object:
    if isinstance(value, list):
        return [_objects(item, name) for item in value]
    return {name: value} if isinstance(value, str) else value


def _handle(task_id: str, card: ModelCard) -> TaskHandle:
    kept = (("poll_path", card.option("poll_path")), ("content_path", card.option("content_path")))
    return TaskHandle(task_id, tuple((name, value) for name, value in kept if value))


def _content_path(handle: TaskHandle) -> str:
    return handle.get("content_path").replace("{id}", quote(handle.id, safe=""))


GATEWAY_VIDEOS: TaskProtocol = GatewayVideos()
