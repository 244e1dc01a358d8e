"""Veo in Google's own format: ``POST /v1beta/models/{model}:predictLongRunning``, asked for by its name.

The answer names an operation, ``models/…/operations/…``, whose slashes stay in the path of the question. A
film lies at Google with a key of its own; below a gateway its host is the gateway's, so only the path of such
an address is used (reference: googleapis/python-genai ``operations.py``). An operation that is done without a
film was held back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from app.domain.card import MediaForm, SlotRole
from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import Generation, MediaOutput, TaskHandle
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, TaskState
from app.protocols.base import TaskProtocol
from app.protocols.body import fields_of, media_of, model_of, sent_mime, written_media
from app.protocols.failures import error_from_json, error_from_response, failure
from app.protocols.gateway import auth_of
from app.protocols.merge import merged
from app.protocols.read import as_list, as_object, at, first_text, fragment, text
from app.protocols.task_answers import output_at, read_answer
from app.wire.request import JsonBody, WireRequest
from app.wire.response import WireResponse

_MODELS = "/v1beta/models"
_PLACES = {SlotRole.FIRST_FRAME: "image", SlotRole.LAST_FRAME: "lastFrame"}
_SAMPLES = (
    ("generateVideoResponse", "generatedSamples"),
    ("generatedVideos",),
    ("generatedSamples",),
    ("videos",),
)
_GOOGLE = re.compile(r"(^|\.)googleapis\.com$")


class Veo:
    """The tasks ``veo``."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The one request that costs money.

        Raises:
            InputError: a JSON parameter holds no JSON.
        """
        fields = fields_of(generation)
        instance: dict[str, object] = {"prompt": text(fields.pop("prompt", ""))}
        instance |= _media(generation)
        body = merged({"instances": [instance], "parameters": fields}, generation.extra)
        path = f"{_MODELS}/{quote(model_of(generation), safe='')}:predictLongRunning"
        return WireRequest("POST", path, auth=auth_of(gateway.auth), body=JsonBody(body))

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The operation as it was begun.

        Raises:
            StudioError: it was refused, or the answer names no operation.
        """
        value = read_answer(response, model=model_of(generation))
        name = first_text(value, "name")
        if not name:
            raise error_from_response(response, model=model_of(generation))
        return _snapshot(TaskHandle(name), value)

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for an operation; the slashes of its name are those of the path."""
        path = f"/v1beta/{quote(handle.id.lstrip('/'), safe='/:')}"
        return WireRequest("GET", path, auth=auth_of(gateway.auth), repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """Google answers about one at a time."""
        return None

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of the operation.

        Raises:
            StudioError: the answer is no operation.
        """
        handle, value = handles[0], read_answer(response)
        if not {"name", "done", "metadata", "response"} & value.keys():
            raise error_from_response(response)
        return {handle.id: _snapshot(handle, value)}

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """There is no such call."""
        return None


def _media(generation: Generation) -> dict[str, object]:
    """The frames and references of the form; Google takes bytes alone."""
    found: dict[str, object] = {}
    references: list[object] = []
    for slot, media in media_of(generation):
        for item in media:
            picture = _picture(item)
            if slot.role in _PLACES:
                found[_PLACES[slot.role]] = picture
            else:
                kind = "style" if slot.role is SlotRole.STYLE else "asset"
                references.append({"image": picture, "referenceType": kind})
    return {**found, "referenceImages": references} if references else found


def _picture(item: MediaBytes | MediaLink) -> dict[str, object]:
    if isinstance(item, MediaLink):
        return {"gcsUri": item.url} if item.url.startswith("gs:") else {"uri": item.url}
    return {"bytesBase64Encoded": written_media(item, MediaForm.BASE64), "mimeType": sent_mime(item)}


def _snapshot(handle: TaskHandle, value: Mapping[str, object]) -> TaskSnapshot:
    if value.get("error"):
        error = error_from_json(value) or failure(ErrorKind.GATEWAY_FAILED)
        return TaskSnapshot(handle, TaskState.FAILED, error=error)
    if value.get("done") is not True:
        return TaskSnapshot(handle, TaskState.RUNNING)
    answer = as_object(value.get("response"))
    outputs = tuple(_films(answer))
    if not outputs and (refusal := _refusal(answer)) is not None:
        return TaskSnapshot(handle, TaskState.FAILED, error=refusal)
    numbered = tuple(replace(output, index=index) for index, output in enumerate(outputs))
    return TaskSnapshot(handle, TaskState.DONE, outputs=numbered)


def _films(answer: Mapping[str, object]) -> Iterator[MediaOutput]:
    for path in _SAMPLES:
        for sample in as_list(at(answer, *path)):
            video = as_object(as_object(sample).get("video")) or as_object(sample)
            output = _film(video)
            if output is not None:
                yield output


def _film(video: Mapping[str, object]) -> MediaOutput | None:
    encoded = fragment(video.get("bytesBase64Encoded")) or fragment(video.get("encodedVideo"))
    if encoded:
        mime = first_text(video, "mimeType", "encoding") or "video/mp4"
        return output_at(f"data:{mime};base64,{encoded}", kind=MediaKind.VIDEO)
    address = first_text(video, "uri", "url")
    parts = urlsplit(address)
    if _GOOGLE.search(parts.hostname or ""):
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return output_at(address, kind=MediaKind.VIDEO)


def _refusal(answer: Mapping[str, object]) -> StudioError | None:
    """Done, and held back: Google counts what its filters took away."""
    inner = as_object(answer.get("generateVideoResponse")) or answer
    reasons = [said for reason in as_list(inner.get("raiMediaFilteredReasons")) if (said := text(reason))]
    if reasons or inner.get("raiMediaFilteredCount"):
        return failure(ErrorKind.CONTENT_REFUSED, reason="; ".join(reasons))
    return None


VEO: TaskProtocol = Veo()
