"""Predictions of Replicate below /replicate/v1.

The values of the form and the person's own JSON are the prediction's ``input``. Options of a card:

- ``version``: a hash or ``owner/name:hash``. With it the call is ``POST /predictions``, without it
  ``POST /models/{owner}/{name}/predictions``; a model name that holds a colon counts as a version.
- ``call = "models"``: the second path although a version goes along.

The addresses in an answer name the vendor's host and are not used. What was made is deleted an hour after it
was completed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import Generation, MediaOutput, TaskHandle
from app.domain.profile import GatewayTraits
from app.domain.remote_task import TaskSnapshot, TaskState, state_of_word
from app.protocols.base import TaskProtocol
from app.protocols.body import fields_of, json_body, model_of
from app.protocols.failures import error_from_response, failure, failure_in
from app.protocols.gateway import auth_of
from app.protocols.image.picture_places import outputs_in
from app.protocols.media_links import progress_in
from app.protocols.read import as_object, at, first_text, fragment, text
from app.protocols.task_answers import failure_of_task, output_at, read_answer, words_of
from app.wire.request import JsonBody, WireRequest
from app.wire.response import WireResponse

_PREDICTIONS = "/replicate/v1/predictions"
_KEPT_FOR = timedelta(hours=1)
_SEED = re.compile(r"\busing seed:?\s*(\d{1,18})\b", re.IGNORECASE)
_LONGEST_DEPTH = 6


class Replicate:
    """The tasks ``replicate``."""

    def submit(self, generation: Generation, gateway: GatewayTraits) -> WireRequest:
        """The request of a prediction, by the model's name or by a version of it.

        Raises:
            InputError: a JSON parameter holds no JSON.
        """
        card, model = generation.card, model_of(generation)
        version = card.option("version") or (model if ":" in model else "")
        by_name = not version or card.option("call") == "models"
        body = {"version": version} if version else {}
        return WireRequest(
            "POST",
            f"/replicate/v1/models/{quote(model)}/predictions" if by_name else _PREDICTIONS,
            auth=auth_of(gateway.auth),
            body=JsonBody(body | {"input": json_body(generation, fields_of(generation))}),
        )

    def parse_submit(self, response: WireResponse, generation: Generation) -> TaskSnapshot:
        """The prediction, or the pictures that some gateways answer with at once.

        Raises:
            StudioError: it was refused, or the answer is neither.
        """
        value = read_answer(response, model=model_of(generation))
        said = _prediction(value)
        handle = TaskHandle(first_text(said, "id", "task_id", "request_id"))
        snapshot = _snapshot(handle, said, response) if handle.id else _pictures(handle, value)
        if snapshot is None:
            raise error_from_response(response, model=model_of(generation))
        return snapshot

    def poll(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest:
        """Ask for a prediction."""
        return WireRequest("GET", _path_of(handle), auth=auth_of(gateway.auth), repeatable=True)

    def poll_many(self, handles: Sequence[TaskHandle], gateway: GatewayTraits) -> WireRequest | None:
        """Replicate answers about one at a time."""
        return None

    def parse_poll(self, response: WireResponse, handles: Sequence[TaskHandle]) -> Mapping[str, TaskSnapshot]:
        """What is said of the prediction.

        Raises:
            StudioError: the answer is no prediction.
        """
        handle, value = handles[0], read_answer(response)
        said = _prediction(value)
        is_prediction = {"id", "output"} & said.keys()
        snapshot = _snapshot(handle, said, response) if is_prediction else _pictures(handle, value)
        if snapshot is None:
            raise error_from_response(response)
        return {handle.id: snapshot}

    def cancel(self, handle: TaskHandle, gateway: GatewayTraits) -> WireRequest | None:
        """Cancel a prediction; the vendor does, gateways may not."""
        path = f"{_path_of(handle)}/cancel"
        return WireRequest("POST", path, auth=auth_of(gateway.auth), repeatable=True)


def _path_of(handle: TaskHandle) -> str:
    return f"{_PREDICTIONS}/{quote(handle.id, safe='')}"


def _prediction(value: Mapping[str, object]) -> Mapping[str, object]:
    """The prediction of an answer, out of the wrapper that some gateways put around it."""
    inner = as_object(value.get("data"))
    return inner if {"id", "status", "output"} & inner.keys() else value


def _snapshot(handle: TaskHandle, said: Mapping[str, object], response: WireResponse) -> TaskSnapshot | None:
    """What a prediction says; None where it is an error with an id of its own."""
    outputs, texts = _outputs(said.get("output"))
    outputs = outputs or _listed(said)
    word, logs = first_text(said, "status"), fragment(said.get("logs"))
    state = state_of_word(word) if word else TaskState.DONE if outputs or texts else TaskState.QUEUED
    if not word and failure_in(response) is not None:
        return None
    if state is TaskState.DONE:
        return _finished(handle, said, outputs, texts)
    return TaskSnapshot(
        handle,
        state,
        progress_percent=progress_in(logs) if state is TaskState.RUNNING else None,
        error=_error_of(said, response) if state is TaskState.FAILED else None,
    )


def _finished(
    handle: TaskHandle, said: Mapping[str, object], outputs: tuple[MediaOutput, ...], texts: tuple[str, ...]
) -> TaskSnapshot:
    if not outputs and said.get("data_removed") is True:
        return TaskSnapshot(handle, TaskState.EXPIRED, error=failure(ErrorKind.LINK_EXPIRED))
    reason = words_of(at(said, "output", "error"))
    return TaskSnapshot(
        handle,
        TaskState.DONE,
        outputs=outputs,
        texts=() if outputs else texts,
        error=failure(ErrorKind.RESULT_MISSING, reason=reason) if reason and not outputs else None,
        expires_at=_deleted_at(text(said.get("completed_at"))),
        facts={"seed": seed[1]} if (seed := _SEED.search(fragment(said.get("logs")))) else {},
    )


def _pictures(handle: TaskHandle, value: Mapping[str, object]) -> TaskSnapshot | None:
    """An answer in the shape of the images endpoint."""
    outputs = _listed(value)
    return TaskSnapshot(handle, TaskState.DONE, outputs=outputs) if outputs else None


def _listed(value: Mapping[str, object]) -> tuple[MediaOutput, ...]:
    return outputs_in({"data": value.get("data")}) if isinstance(value.get("data"), list) else ()


def _error_of(said: Mapping[str, object], response: WireResponse) -> StudioError:
    words = words_of(said.get("error"))
    return failure_of_task(words, response, code=first_text(said.get("error"), "code", "type"))


def _outputs(output: object) -> tuple[tuple[MediaOutput, ...], tuple[str, ...]]:
    """Everything in an output that is an address, and what else is said where it is a text or texts."""
    outputs = [found for said in _texts_in(output, 0) if (found := output_at(said)) is not None]
    words = "" if isinstance(output, dict) else "".join(map(text, _texts_in(output, 0))).strip()
    numbered = tuple(replace(found, index=index) for index, found in enumerate(outputs))
    return numbered, (words,) if words and not outputs else ()


def _texts_in(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < _LONGEST_DEPTH:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(inner, depth + 1)


def _deleted_at(completed_at: str) -> datetime | None:
    try:
        completed = datetime.fromisoformat(completed_at)
        return completed.replace(tzinfo=completed.tzinfo or UTC).astimezone(UTC) + _KEPT_FOR
    except (ValueError, OverflowError):
        return None


REPLICATE: TaskProtocol = Replicate()
