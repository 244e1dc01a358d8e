"""The queue of fal.ai below /fal-ai: submit, ask how it is, and when it is completed ask for the result.

The body is the model's input itself; ``model`` of a card is the path of the app, with or without ``fal-ai/``.
Status and result are asked for at the first part of that path, which the handle keeps. The addresses in an
answer name the vendor's host and are not used.

A handle that ``asks`` wants the result instead of the status: ``result`` once it is completed, ``perhaps``
where a gateway knows no status and only the result can tell. «Completed» only means that the queue is done
with it, and a result that is asked for too early answers with an error.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import Generation, MediaOutput, TaskHandle
from app.domain.media import MediaKind, MediaLink
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, TaskState, state_of_word
from app.protocols.base import TaskProtocol
from app.protocols.body import fields_of, json_body, model_of
from app.protocols.failures import error_from_response, failure, failure_in
from app.protocols.gateway import auth_of
from app.protocols.image.picture_places import outputs_in
from app.protocols.media_links import progress_in
from app.protocols.read import as_list, as_object, first_text, fragment, json_or_none, text
from app.protocols.task_answers import failure_of_task, output_at, read_answer, words_of
from app.wire.request import JsonBody, WireRequest
from app.wire.response import WireResponse

_PREFIX = "fal-ai/"
_PLACES = {
    "images": MediaKind.PICTURE,
    "image": MediaKind.PICTURE,
    "video": MediaKind.VIDEO,
    "videos": MediaKind.VIDEO,
    "audio": MediaKind.AUDIO,
    "audio_file": MediaKind.AUDIO,
}
"""Where a result lies, and what it is where nothing else tells."""
_TOO_EARLY = re.compile(
    r"in[ _]progress|in[ _]queue|not (?:yet )?(?:complete|finished|ready)|处理中|进行中|生成中|排队|未完成",
    re.IGNORECASE,
)


class Fal:
    """The tasks ``fal``."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request that puts an input into the queue.

        Raises:
            InputError: a JSON parameter holds no JSON.
        """
        return WireRequest(
            "POST",
            f"/{_PREFIX}{quote(_app_path(generation))}",
            auth=auth_of(gateway.auth),
            body=JsonBody(json_body(generation, fields_of(generation))),
        )

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The request as it was put into the queue, or its result where a gateway waits for it.

        Raises:
            StudioError: it was refused, or the answer is neither.
        """
        model = model_of(generation)
        said = _told(read_answer(response, model=model))
        request_id = first_text(said, "request_id", "requestId", "id", "task_id")
        handle = self.handle(request_id, generation)
        snapshot = _snapshot(handle, said, response)
        if snapshot is None and request_id and failure_in(response) is None:
            return TaskSnapshot(handle, TaskState.QUEUED)
        if snapshot is None or not (request_id or snapshot.outputs):
            raise error_from_response(response, model=model)
        return snapshot if snapshot.outputs else replace(snapshot, handle=handle)

    def handle(self, task_id: str, generation: Generation) -> TaskHandle:
        """What a request is asked for by: its id, below the first part of the app's path."""
        return TaskHandle(task_id, (("app", _app_path(generation).partition("/")[0]),))

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for the status, or for the result once that is there."""
        path, auth = _path_of(handle), auth_of(gateway.auth)
        if handle.get("asks"):
            return WireRequest("GET", path, auth=auth, repeatable=True)
        return WireRequest("GET", f"{path}/status", query=(("logs", "1"),), auth=auth, repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """fal answers about one at a time."""
        return None

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of the request. A refusal in place of its result is why it failed.

        Raises:
            StudioError: the answer says nothing of it.
        """
        handle = handles[0]
        if response.status == 404 and not handle.get("asks"):
            return {handle.id: TaskSnapshot(_asking(handle, "perhaps"), TaskState.QUEUED)}
        snapshot = _without_result(handle, response) if handle.get("asks") else None
        snapshot = snapshot or _snapshot(handle, _told(read_answer(response)), response)
        if snapshot is None:
            raise error_from_response(response)
        return {handle.id: snapshot}

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """Take a request out of the queue; the vendor does, gateways may not."""
        path = f"{_path_of(handle)}/cancel"
        return WireRequest("PUT", path, auth=auth_of(gateway.auth), repeatable=True)


def _app_path(generation: Generation) -> str:
    return model_of(generation).strip("/").removeprefix(_PREFIX)


def _path_of(handle: TaskHandle) -> str:
    return f"/{_PREFIX}{quote(handle.get('app'))}/requests/{quote(handle.id, safe='')}"


def _asking(handle: TaskHandle, what: str) -> TaskHandle:
    return replace(handle, extra=(("app", handle.get("app")), ("asks", what)))


def _told(value: Mapping[str, object]) -> Mapping[str, object]:
    """An answer without the wrapper that some gateways put around it."""
    return {**value, **as_object(value.get("data"))}


def _snapshot(handle: TaskHandle, said: Mapping[str, object], response: WireResponse) -> TaskSnapshot | None:
    """What an answer says, be it a status or a result; None where it is neither."""
    outputs, word = _outputs(said), first_text(said, "status")
    if word and (state := state_of_word(word)) is not TaskState.DONE:
        if state.is_final and not said.get("request_id"):
            return None
        return _unfinished(handle, state, said, response)
    if outputs:
        return _result(handle, said, outputs)
    if word and (said.get("error") or said.get("error_type")):
        return TaskSnapshot(handle, TaskState.FAILED, error=_error_of(said, response))
    if handle.get("asks"):
        return _result(handle, said, ()) if word or failure_in(response) is None else None
    ready = TaskSnapshot(_asking(handle, "result"), TaskState.RUNNING, result_ready=True)
    return ready if word else None


def _unfinished(
    handle: TaskHandle, state: TaskState, said: Mapping[str, object], response: WireResponse
) -> TaskSnapshot:
    logs = "\n".join(first_text(line, "message") for line in as_list(said.get("logs")))
    return TaskSnapshot(
        handle,
        state,
        progress_percent=progress_in(logs) if state is TaskState.RUNNING else None,
        error=_error_of(said, response) if state is TaskState.FAILED else None,
    )


def _result(handle: TaskHandle, said: Mapping[str, object], outputs: tuple[MediaOutput, ...]) -> TaskSnapshot:
    words, seed = first_text(said, "description"), text(said.get("seed"))
    return TaskSnapshot(
        _asking(handle, "result"),
        TaskState.DONE,
        outputs=outputs,
        texts=(words,) if words else (),
        facts={"seed": seed} if seed else {},
    )


def _without_result(handle: TaskHandle, response: WireResponse) -> TaskSnapshot | None:
    """What a refusal in place of the result says of the request; None where it may be about anything."""
    if response.status not in (400, 422):
        return None
    error = error_from_response(response)
    if _TOO_EARLY.search(error.values.get("reason", "")):
        return TaskSnapshot(handle, TaskState.RUNNING)
    is_of_fal = "detail" in as_object(json_or_none(response.body)) and handle.get("asks") == "result"
    return (
        TaskSnapshot(handle, TaskState.FAILED, error=error) if response.status == 422 or is_of_fal else None
    )


def _error_of(said: Mapping[str, object], response: WireResponse) -> StudioError:
    return failure_of_task(words_of(said.get("error")), response, code=first_text(said, "error_type"))


def _outputs(said: Mapping[str, object]) -> tuple[MediaOutput, ...]:
    """What a result holds, in order; pictures that the safety check has blackened are errors."""
    found = [output for name, kind in _PLACES.items() for output in _at(said.get(name), kind)]
    if not found:
        return tuple(output for output in outputs_in({"data": said.get("data")}) if output.error is None)
    flags = as_list(said.get("has_nsfw_concepts"))
    return tuple(
        _refused(index) if flags[index : index + 1] == [True] else replace(output, index=index)
        for index, output in enumerate(found)
    )


def _at(place: object, kind: MediaKind) -> Iterator[MediaOutput]:
    for item in as_list(place) or [place]:
        address = fragment(item) or fragment(as_object(item).get("url"))
        output = output_at(address, mime=first_text(item, "content_type"), kind=kind)
        if output is not None:
            yield output


def _refused(index: int) -> MediaOutput:
    return MediaOutput(MediaLink(""), index=index, error=failure(ErrorKind.CONTENT_REFUSED))


FAL: TaskProtocol = Fal()
