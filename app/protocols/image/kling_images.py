"""Pictures and virtual try-on of Kling below /kling/v1/images, in the vendor's envelope or a gateway's own.

The action of a card is the last part of the path, for submitting and asking alike: ``generations``,
``multi-image2image``, ``kolors-virtual-try-on``. The name of the model goes as ``model_name`` and as
``model``, because gateways read the one or the other. The studio's own id of a request goes as
``external_task_id``, so that the vendor refuses it a second time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from app.domain.errors import StudioError
from app.domain.generation import Generation, MediaOutput, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, TaskState, state_of_word
from app.protocols.body import fields_of, json_body, model_of
from app.protocols.failures import error_from_response, failure_in
from app.protocols.gateway import auth_of
from app.protocols.read import as_list, as_object, at, first_text, fragment
from app.protocols.task_answers import failure_of_task, output_at, percent, read_answer, words_of
from app.wire.request import JsonBody, WireRequest
from app.wire.response import WireResponse

_IMAGES = "/kling/v1/images"
_IDS = ("task_id", "id")
_WORDS = ("task_status", "status")
_REASONS = ("task_status_msg", "fail_reason", "error", "reason")
_ADDRESSES = ("url", "result_url", "image_url", "images")
_LAYERS = 4


class KlingImages:
    """The tasks ``kling-images``."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of pictures.

        Raises:
            InputError: a JSON parameter holds no JSON.
        """
        fields = {"model_name": model_of(generation)} | fields_of(generation)
        if generation.client_id:
            fields = {"external_task_id": generation.client_id} | fields
        body = json_body(generation, fields)
        return WireRequest(
            "POST",
            f"{_IMAGES}/{generation.card.action}",
            auth=auth_of(gateway.auth),
            body=JsonBody({"model": body.get("model_name")} | body),
        )

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The task as it was accepted.

        Raises:
            StudioError: it was refused, or the answer names no task.
        """
        layers = _layers(read_answer(response, model=model_of(generation)))
        handle = self.handle(_first(layers, *_IDS), generation)
        snapshot = _snapshot(handle, layers, response)
        if snapshot is None and handle.id and failure_in(response) is None:
            return TaskSnapshot(handle, TaskState.QUEUED)
        if snapshot is None or not (handle.id or snapshot.outputs):
            raise error_from_response(response, model=model_of(generation))
        return snapshot

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for a task at the action that made it."""
        path = f"{_IMAGES}/{handle.get('action')}/{quote(handle.id, safe='')}"
        return WireRequest("GET", path, auth=auth_of(gateway.auth), repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """The vendor's list is nothing that gateways pass through."""
        return None

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of the task.

        Raises:
            StudioError: the answer says nothing of it.
        """
        handle = handles[0]
        snapshot = _snapshot(handle, _layers(read_answer(response)), response)
        if snapshot is None:
            raise error_from_response(response)
        return {handle.id: snapshot}

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """There is no such call."""
        return None

    def handle(self, task_id: str, generation: Generation) -> TaskHandle:
        """What a task is asked for by: its id, at the action that made it."""
        return TaskHandle(task_id, (("action", generation.card.action),))

    def find(self, client_id: str, action: str, gateway: GatewayTraits) -> WireRequest:
        """Look for a task by its ``external_task_id``, which the vendor takes in place of its own."""
        return self.poll(TaskHandle(client_id, (("action", action),)), gateway)

    def parse_found(self, response: WireResponse, action: str) -> TaskHandle:
        """The task that was found.

        Raises:
            StudioError: the gateway has none of this id.
        """
        task_id = _first(_layers(read_answer(response)), *_IDS)
        if not task_id:
            raise error_from_response(response)
        return TaskHandle(task_id, (("action", action),))


def _layers(value: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The objects that lie in each other as ``data``, outermost first, without the envelope around them.

    Gateways put their own record of the task around the vendor's whole answer.
    """
    layers = [value]
    while len(layers) < _LAYERS and (inner := as_object(layers[-1].get("data"))):
        layers.append(inner)
    return layers[1:] or layers


def _first(layers: Sequence[Mapping[str, object]], *keys: str) -> str:
    """The first of several keys that holds a text, the gateway's own record before the vendor's."""
    return next((said for layer in layers if (said := first_text(layer, *keys))), "")


def _snapshot(
    handle: TaskHandle, layers: Sequence[Mapping[str, object]], response: WireResponse
) -> TaskSnapshot | None:
    word = _first(layers, *_WORDS)
    if not word or not _first(layers, "task_status", *_IDS):
        return None
    state = state_of_word(word)
    progress = next((layer["progress"] for layer in layers if "progress" in layer), None)
    return TaskSnapshot(
        handle,
        state,
        progress_percent=percent(progress) if state is TaskState.RUNNING else None,
        outputs=_outputs(layers) if state is TaskState.DONE else (),
        error=_error_of(layers, response) if state is TaskState.FAILED else None,
    )


def _error_of(layers: Sequence[Mapping[str, object]], response: WireResponse) -> StudioError:
    reasons = (words_of(layer.get(name)) for layer in reversed(layers) for name in _REASONS)
    code = _first([as_object(layer.get("error")) for layer in layers], "code", "type")
    return failure_of_task(next(filter(None, reasons), ""), response, code=code)


def _outputs(layers: Sequence[Mapping[str, object]]) -> tuple[MediaOutput, ...]:
    """The pictures of the vendor's own result, else what the gateway's record names."""
    places = [at(layer, "task_result", "images") for layer in layers]
    places += [layer.get(name) for layer in layers for name in _ADDRESSES]
    found = next((pictures for place in places if (pictures := list(_pictures(place)))), [])
    return tuple(replace(output, index=index) for index, output in enumerate(found))


def _pictures(place: object) -> Iterator[MediaOutput]:
    for item in as_list(place) or [place]:
        output = output_at(fragment(item) or fragment(as_object(item).get("url")))
        if output is not None:
            yield output


KLING_IMAGES = KlingImages()
