"""Answers of generateContent as they arrive: each chunk is a whole answer whose parts are increments.

Pictures that are marked as thoughts are drafts. There is no mark of the end but ``finishReason``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    ProgressTold,
)
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.usage import TokenUsage
from app.protocols.body import model_of
from app.protocols.chat.data_urls import from_base64
from app.protocols.chat.gemini_usage import gemini_usage_of
from app.protocols.envelope import unwrap
from app.protocols.failures import error_from_json, failure, unreadable
from app.protocols.image.gemini_turns import KeptParts
from app.protocols.image.picture_places import outputs_in
from app.protocols.media_links import kind_of_address
from app.protocols.media_types import kind_of_mime, mime_of
from app.protocols.read import as_list, as_object, at, first_text, fragment, json_or_none, well_formed
from app.wire.response import ServerEvent

_GOOD_ENDS = {"STOP", "MAX_TOKENS", "FINISH_REASON_UNSPECIFIED"}
_OUR_FAULTS = {
    "MISSING_THOUGHT_SIGNATURE",
    "MALFORMED_FUNCTION_CALL",
    "UNEXPECTED_TOOL_CALL",
    "TOO_MANY_TOOL_CALLS",
}
_SAMPLE = 4096
_WORDS = 200


class GeminiPictureDecoder:
    """Turns the chunks of one answer into pictures and words. It accepts garbage and never raises."""

    def __init__(self, generation: Generation) -> None:
        self._model = model_of(generation)
        self._outputs: list[MediaOutput] = []
        self._drafts: dict[bytes, int] = {}
        self._words: list[str] = []
        self._kept = KeptParts()
        self._usage: TokenUsage | None = None
        self._facts: dict[str, str] = {}
        self._finish = ""
        self._finish_words = ""
        self._predicts = generation.card.action == "predict"
        self._answered = False
        self._begun = False
        self._over = False
        self._unread = ""

    def feed(self, event: ServerEvent) -> Sequence[GenerationEvent]:
        """What one server event says."""
        data = event.data.strip()
        if self._over or not data or data.startswith("[DONE]"):
            return ()
        value = json_or_none(data)
        if isinstance(value, dict | list):
            return self.feed_json(value)
        self._unread = self._unread or data[:_SAMPLE]
        return self._break(failure(ErrorKind.GATEWAY_FAILED, reason=data)) if event.event == "error" else ()

    def feed_json(self, value: object) -> Sequence[GenerationEvent]:
        """What one chunk says, or a whole answer, or the list of chunks that Google sends without SSE."""
        events: list[GenerationEvent] = []
        self._answered = True
        for chunk in as_list(value) or (value,):
            if not self._over:
                events += self._chunk(chunk)
        return events

    def finish(self, *, whole: bool = False) -> Sequence[GenerationEvent]:
        """What the end of the body says.

        Args:
            whole: the answer came in one piece, so a missing finish reason does not mean a cut.
        """
        if self._over:
            return ()
        events = tuple(self._last_draft())
        error = self._verdict(whole=whole)
        if error is not None:
            return self._break(error)
        self._over = True
        return (*events, GenerationEnded(self.result()))

    def result(self) -> GenerationResult:
        """What has come so far."""
        words = well_formed("".join(self._words)).strip()
        return GenerationResult(
            tuple(self._outputs),
            texts=(words,) if words else (),
            raw_text=self._kept.written(),
            usage=self._usage,
            facts=self._facts,
        )

    def _chunk(self, chunk: object) -> Sequence[GenerationEvent]:
        inner = chunk if "candidates" in as_object(chunk) else unwrap(chunk)
        events = list(self._read(as_object(inner) or as_object(chunk)))
        if self._begun and events:
            return events
        error = error_from_json(chunk, model=self._model) or _blocked(at(inner, "promptFeedback"))
        return (*events, *self._break(error)) if error else events

    def _read(self, chunk: Mapping[str, object]) -> Iterator[GenerationEvent]:
        self._usage = gemini_usage_of(chunk.get("usageMetadata")) or self._usage
        if version := first_text(chunk, "modelVersion"):
            self._facts["model"] = version
        for candidate in as_list(chunk.get("candidates")):
            yield from self._candidate(candidate)
        for prediction in as_list(chunk.get("predictions")):
            yield from self._prediction(prediction)
        if not {"candidates", "predictions", "promptFeedback", "error"} & chunk.keys():
            for output in outputs_in(chunk, model=self._model):
                yield from self._found(output)

    def _candidate(self, candidate: object) -> Iterator[GenerationEvent]:
        self._begun = self._begun or isinstance(candidate, dict)
        self._finish = first_text(candidate, "finishReason").upper() or self._finish
        self._finish_words = first_text(candidate, "finishMessage") or self._finish_words
        for part in as_list(at(candidate, "content", "parts")):
            yield from self._part(as_object(part))

    def _part(self, part: Mapping[str, object]) -> Iterator[GenerationEvent]:
        media = _media_of(part)
        if part.get("thought") is True:
            yield from self._draft(media) if media else _told(fragment(part.get("text")))
        elif media is not None:
            known = next((output.index for output in self._outputs if output.media == media), None)
            self._kept.add_output(part, len(self._outputs) if known is None else known)
            if known is None:
                yield from self._found(MediaOutput(media, media.kind))
        else:
            self._kept.add_text(part)
            self._words.append(fragment(part.get("text")))
            yield from _told(fragment(part.get("text")))

    def _draft(self, media: MediaBytes | MediaLink) -> Iterator[GenerationEvent]:
        if isinstance(media, MediaBytes) and media.data not in self._drafts:
            self._drafts[media.data] = len(self._drafts)
            yield PartialPicture(len(self._outputs), self._drafts[media.data], media)

    def _last_draft(self) -> Iterator[GenerationEvent]:
        """The last picture of an answer that ended well and marked all of its pictures as thoughts."""
        if self._drafts and not self._outputs and self._finish == "STOP":
            data = next(reversed(self._drafts))
            mime = mime_of(data)
            yield from self._found(MediaOutput(MediaBytes(data, mime, kind=kind_of_mime(mime))))

    def _prediction(self, prediction: object) -> Iterator[GenerationEvent]:
        """One picture of Imagen, or why it was filtered."""
        self._begun = True
        media = _picture(fragment(at(prediction, "bytesBase64Encoded")))
        filtered = first_text(prediction, "raiFilteredReason")
        if media is not None:
            revised = first_text(prediction, "prompt")
            yield from self._found(MediaOutput(media, media.kind, revised_prompt=revised))
        elif filtered:
            refused = failure(ErrorKind.CONTENT_REFUSED, reason=filtered)
            yield from self._found(MediaOutput(MediaLink(""), error=refused))

    def _found(self, output: MediaOutput) -> Iterator[GenerationEvent]:
        self._begun = True
        self._outputs.append(replace(output, index=len(self._outputs)))
        yield OutputFound(self._outputs[-1])

    def _verdict(self, *, whole: bool) -> StudioError | None:
        """What is wrong with an answer that ended without an error of its own."""
        if any(output.error is None for output in self._outputs):
            return None
        failed = next((output.error for output in self._outputs if output.error), None)
        words = well_formed("".join(self._words)).strip()
        if failed or self._finish not in {"", *_GOOD_ENDS}:
            return failed or self._refusal(words)
        if not self._begun:
            return self._nothing()
        if not (whole or self._finish):
            return failure(ErrorKind.STREAM_CUT)
        if words and self._finish != "MAX_TOKENS":
            return None
        return failure(ErrorKind.RESULT_MISSING, reason=words or self._finish)

    def _nothing(self) -> StudioError:
        """Imagen leaves out what it filtered, so that an answer may hold nothing at all."""
        filtered = self._predicts and self._answered
        return failure(ErrorKind.CONTENT_REFUSED) if filtered else unreadable(self._unread)

    def _refusal(self, words: str) -> StudioError:
        """An end without a picture; to ask in other words helps with all but those that we caused."""
        kind = ErrorKind.REQUEST_REFUSED if self._finish in _OUR_FAULTS else ErrorKind.CONTENT_REFUSED
        return failure(kind, reason=self._finish_words or words or self._finish, body=self._finish)

    def _break(self, error: StudioError) -> Sequence[GenerationEvent]:
        self._over = True
        return (GenerationBroken(error),)


def _blocked(feedback: object) -> StudioError | None:
    reason = first_text(feedback, "blockReason")
    if not reason or reason == "BLOCK_REASON_UNSPECIFIED":
        return None
    words = first_text(feedback, "blockReasonMessage")
    return failure(ErrorKind.CONTENT_REFUSED, reason=words or reason, body=reason)


def _told(words: str) -> Iterable[GenerationEvent]:
    """Words as a sign of life."""
    shown = well_formed(words).strip()
    return (ProgressTold(None, shown[-_WORDS:]),) if shown else ()


def _media_of(part: Mapping[str, object]) -> MediaBytes | MediaLink | None:
    """The picture of a part; relays write its name in either spelling."""
    inline = part.get("inlineData") or part.get("inline_data")
    link = first_text(part.get("fileData") or part.get("file_data"), "fileUri", "file_uri")
    if link.startswith(("http://", "https://")):
        return MediaLink(link, kind_of_address(link) or MediaKind.PICTURE)
    return _picture(fragment(at(inline, "data")))


def _picture(encoded: str) -> MediaBytes | None:
    """Base64 as what it really is; None where it is no medium."""
    media = from_base64(encoded) if encoded else None
    mime = mime_of(media.data) if media else ""
    return replace(media, mime=mime, kind=kind_of_mime(mime)) if media and mime else None
