"""Events of the images endpoint as they arrive.

In OpenAI's events a ``partial_image`` is a preview and each ``completed`` a picture. In Ark's each
``partial_succeeded`` is a finished picture of a set, and a ``completed`` without one ends it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import (
    Generation,
    GenerationBroken,
    GenerationEnded,
    GenerationEvent,
    GenerationResult,
    MediaOutput,
    OutputFound,
    PartialPicture,
)
from app.domain.media import MediaBytes, MediaLink
from app.domain.usage import TokenUsage
from app.protocols.body import chosen, model_of
from app.protocols.chat.openai_usage import usage_of
from app.protocols.failures import error_from_json, failure, unreadable
from app.protocols.image.picture_places import outputs_in, picture_in
from app.protocols.read import as_list, as_object, at, first_text, integer, json_or_none
from app.wire.response import ServerEvent

_DONE = "[DONE]"
_ECHOES = ("size", "quality", "background", "output_format", "seed")
_MOST_PICTURES = 64
_SAMPLE = 4096


def echoes_of(value: object) -> dict[str, str]:
    """What an answer says was really used, for example what ``auto`` became."""
    said = {name: first_text(value, name) for name in _ECHOES}
    sizes = dict.fromkeys(first_text(item, "size") for item in as_list(at(value, "data")))
    said["size"] = said["size"] or ", ".join(filter(None, sizes))
    said["generated_images"] = first_text(at(value, "usage"), "generated_images")
    return {name: text for name, text in said.items() if text}


def usage_in(value: object) -> TokenUsage | None:
    """The tokens that an answer counts."""
    return usage_of(at(value, "usage"))


class PictureDecoder:
    """Turns the events of one stream into pictures. It accepts garbage and never raises."""

    def __init__(self, generation: Generation) -> None:
        self._model = model_of(generation)
        self._wanted = integer(chosen(generation).get("n")) or 1
        self._outputs: list[MediaOutput] = []
        self._facts: dict[str, str] = {}
        self._usage: TokenUsage | None = None
        self._begun = False
        self._complete = False
        """Whether what came last may be the end: after one picture of a set more is due."""
        self._over = False
        self._unread = ""

    def feed(self, event: ServerEvent) -> Sequence[GenerationEvent]:
        """What one server event says."""
        data = event.data.strip()
        if self._over or not data:
            return ()
        if data.startswith(_DONE):
            return self.finish() if self._begun else ()
        value = json_or_none(data)
        if isinstance(value, dict | list):
            return self._read(value, event.event)
        self._unread = self._unread or data[:_SAMPLE]
        return self._break(failure(ErrorKind.GATEWAY_FAILED, reason=data)) if event.event == "error" else ()

    def finish(self) -> Sequence[GenerationEvent]:
        """What the end of the body says."""
        if self._over:
            return ()
        if self._complete:
            return self._end()
        return self._break(failure(ErrorKind.STREAM_CUT) if self._begun else unreadable(self._unread))

    def result(self) -> GenerationResult:
        """What has come so far, in the order of the set."""
        outputs = tuple(sorted(self._outputs, key=lambda output: output.index))
        return GenerationResult(outputs, usage=self._usage, facts=self._facts)

    def _read(self, value: object, name: str) -> Sequence[GenerationEvent]:
        kind = first_text(value, "type") or name
        if kind.endswith(".partial_image"):
            return tuple(self._preview(value))
        if kind.endswith(".partial_failed"):
            return self._found([self._failed(value)], value)
        outputs = outputs_in(value, model=self._model)
        if any(output.error is None for output in outputs):
            return self._pictures(outputs, value, kind)
        error = error_from_json(value, model=self._model)
        if error is not None or name == "error":
            return self._break(error or failure(ErrorKind.GATEWAY_FAILED))
        return self._ended(value) if kind.endswith(".completed") else ()

    def _preview(self, value: object) -> Iterator[GenerationEvent]:
        self._begun = True
        media = picture_in(value)
        if isinstance(media, MediaBytes):
            yield PartialPicture(len(self._outputs), integer(at(value, "partial_image_index")) or 0, media)

    def _failed(self, value: object) -> MediaOutput:
        error = error_from_json(value, model=self._model) or failure(ErrorKind.RESULT_MISSING)
        return MediaOutput(MediaLink(""), error=error)

    def _pictures(
        self, outputs: Sequence[MediaOutput], value: object, kind: str
    ) -> Sequence[GenerationEvent]:
        found = self._found(outputs, value)
        self._note(value)
        self._complete = not kind.endswith(".partial_succeeded")
        is_last = kind.endswith(".completed") and len(self._outputs) >= self._wanted
        return (*found, *self._end()) if is_last else found

    def _found(self, outputs: Sequence[MediaOutput], value: object) -> Sequence[GenerationEvent]:
        self._begun, self._complete = True, False
        place = integer(at(value, "image_index"))
        if place is None or not 0 <= place < _MOST_PICTURES:
            place = len(self._outputs)
        placed = [replace(output, index=place + number) for number, output in enumerate(outputs)]
        self._outputs += placed
        return tuple(OutputFound(output) for output in placed)

    def _ended(self, value: object) -> Sequence[GenerationEvent]:
        self._note(value)
        return self._end()

    def _note(self, value: object) -> None:
        self._facts |= echoes_of(as_object(value))
        self._usage = usage_in(value) or self._usage

    def _end(self) -> Sequence[GenerationEvent]:
        if any(output.error is None for output in self._outputs):
            self._over = True
            return (GenerationEnded(self.result()),)
        errors = (output.error for output in self._outputs if output.error is not None)
        return self._break(next(errors, None) or failure(ErrorKind.RESULT_MISSING))

    def _break(self, error: StudioError) -> Sequence[GenerationEvent]:
        self._over = True
        return (GenerationBroken(error),)
