"""Two plain wire formats of our own: one of tasks, one that answers at once or as a stream."""

import base64
import json
from collections.abc import Mapping, Sequence

from app.domain.errors import ErrorKind, GatewayError, ProtocolError
from app.domain.generation import (
    Generation,
    GenerationBroken,
    GenerationEnded,
    GenerationEvent,
    GenerationResult,
    MediaOutput,
    OutputFound,
    PartialPicture,
    ProgressTold,
    TaskHandle,
)
from app.domain.media import MediaBytes, MediaLink
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, state_of_word
from app.protocols.image.midjourney import MIDJOURNEY
from app.services.jobs.making import Formats
from app.wire.request import Expects, JsonBody, WireRequest
from app.wire.response import ServerEvent, WireResponse


class PlainTasks:
    """Tasks as new-api has them, with nothing around them."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """Ask for a picture, under an id of ours by which the gateway counts."""
        body = {"client": generation.client_id, "prompt": generation.values.get("prompt")}
        body["inputs"] = [base64.b64encode(one.media.data).decode() for one in generation.media]  # type: ignore[union-attr, assignment]
        return WireRequest("POST", "/tasks", body=JsonBody({**body, **generation.extra}))

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The id, or what is said instead."""
        value = _json(response)
        if "error" in value:
            raise GatewayError(ErrorKind.CONTENT_REFUSED, {"reason": str(value["error"])})
        if not value.get("id"):
            raise ProtocolError(ErrorKind.UNREADABLE_ANSWER)
        return _snapshot(value)

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """One task."""
        return WireRequest("GET", f"/tasks/{handle.id}", repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """Several tasks, where the profile's gateway can."""
        if gateway.api_prefix != "/many":
            return None
        ids = [handle.id for handle in handles]
        return WireRequest("POST", "/tasks/query", body=JsonBody({"ids": ids}), repeatable=True)

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of each."""
        value = _json(response)
        tasks = value.get("tasks", [value])
        assert isinstance(tasks, list)
        return {task["id"]: _snapshot(task) for task in tasks if "id" in task}

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """Take it back."""
        return WireRequest("DELETE", f"/tasks/{handle.id}")


class PlainCalls:
    """Pictures in the answer itself."""

    def request(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """Ask for a picture, streamed or not."""
        body = {"client": generation.client_id, "stream": generation.stream}
        expects = Expects.EVENTS if generation.stream else Expects.JSON
        return WireRequest("POST", "/pictures", body=JsonBody(body), expects=expects)

    def parse(self, response: WireResponse, generation: Generation) -> GenerationResult:
        """The pictures."""
        value = _json(response)
        pictures = value.get("data", [])
        assert isinstance(pictures, list)
        return GenerationResult(tuple(map(_output, pictures)))

    def decoder(self, generation: Generation) -> "PlainDecoder":
        """For a stream."""
        return PlainDecoder()


class PlainDecoder:
    """One JSON object an event."""

    def __init__(self) -> None:
        self._ended = False

    def feed(self, event: ServerEvent) -> Sequence[GenerationEvent]:
        """What one event says."""
        value = json.loads(event.data)
        if "partial" in value:
            data = base64.b64decode(value["partial"])
            return (PartialPicture(0, 1, MediaBytes(data, "image/png")),)
        if "percent" in value:
            return (ProgressTold(value["percent"]),)
        if "found" in value:
            return (OutputFound(_output(value["found"])),)
        self._ended = True
        return (GenerationEnded(GenerationResult()),)

    def finish(self) -> Sequence[GenerationEvent]:
        """Whether it was cut."""
        return () if self._ended else (GenerationBroken(ProtocolError(ErrorKind.STREAM_CUT)),)


FORMATS = Formats({"plain-calls": PlainCalls()}, {"plain-tasks": PlainTasks(), "midjourney": MIDJOURNEY})


def _json(response: WireResponse) -> dict[str, object]:
    try:
        value = json.loads(response.body)
    except ValueError as error:
        raise ProtocolError(ErrorKind.UNREADABLE_ANSWER) from error
    if not isinstance(value, dict):
        raise ProtocolError(ErrorKind.UNREADABLE_ANSWER)
    return value


def _snapshot(value: Mapping[str, object]) -> TaskSnapshot:
    links = value.get("outputs") or ()
    assert isinstance(links, list | tuple)
    reason = str(value.get("reason", ""))
    return TaskSnapshot(
        TaskHandle(str(value["id"])),
        state_of_word(str(value.get("status", ""))),
        progress_percent=value.get("progress"),  # type: ignore[arg-type]
        words=reason,
        outputs=tuple(MediaOutput(MediaLink(str(link))) for link in links),
        result_ready=value.get("status") == "ready",
    )


def _output(text: str) -> MediaOutput:
    return MediaOutput(MediaBytes(base64.b64decode(text), "image/png"))
