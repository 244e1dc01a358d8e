"""Pictures, progress and failures inside the text of a chat answer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.domain.chat_event import (
    Broken,
    ChatEvent,
    Finished,
    MediaFound,
    ReasoningDelta,
    RefusalDelta,
    Started,
    TextDelta,
    TextReplaced,
    UsageReported,
)
from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import (
    Generation,
    GenerationBroken,
    GenerationEnded,
    GenerationEvent,
    GenerationResult,
    MediaOutput,
    OutputFound,
    ProgressTold,
)
from app.domain.media import MediaBytes, MediaLink
from app.domain.usage import TokenUsage
from app.protocols.body import model_of
from app.protocols.chat.data_urls import from_base64, media_at
from app.protocols.chat.openai_chat import OPENAI_CHAT
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.failures import failure
from app.protocols.image.picture_places import outputs_in
from app.protocols.image.stream_results import result_of
from app.protocols.media_links import failure_in_text, ids_in, media_in, progress_in
from app.protocols.media_types import kind_of_mime, mime_of
from app.protocols.read import json_or_none
from app.wire.response import ServerEvent, WireResponse

_TAIL = 2000
_WORDS = 200
_SHORTEST_BASE64 = 64
_DATA = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,[A-Za-z0-9+/=_-]*")
_MARKS = " \t>*#`_-"
_WHOLE_ENDS = (")", ">", "`")
_NOTHING_SAID = {ErrorKind.EMPTY_ANSWER, ErrorKind.UNREADABLE_ANSWER}


def read_chat(response: WireResponse, generation: Generation) -> GenerationResult:
    """The pictures of a whole answer, or its words.

    Raises:
        StudioError: it is an error, tells of a failure in words, or holds nothing.
    """
    decoder = ChatPictureDecoder(generation)
    if response.status < 400 and looks_like_events(response.body):
        events = [said for event in events_in(response.body) for said in decoder.feed(event)]
        return result_of([*events, *decoder.finish()], decoder.result())
    return result_of(decoder.whole(response), decoder.result())


@dataclass(slots=True)
class _Answer:
    """What one of several answers has said so far."""

    text: list[str] = field(default_factory=list)
    thought: list[str] = field(default_factory=list)
    refusal: list[str] = field(default_factory=list)
    reason: str = ""


class ChatPictureDecoder:
    """Turns the events of a chat into pictures and progress. It accepts garbage and never raises."""

    def __init__(self, generation: Generation) -> None:
        self._model = model_of(generation)
        self._chat = OPENAI_CHAT.decoder()
        self._answers: dict[int, _Answer] = {}
        self._listed: list[MediaBytes | MediaLink] = []
        self._outputs: tuple[MediaOutput, ...] = ()
        self._usage: TokenUsage | None = None
        self._served = ""
        self._tail = ""
        self._told = ProgressTold(None)
        self._over = False

    def feed(self, event: ServerEvent) -> Sequence[GenerationEvent]:
        """What one server event says."""
        if self._over:
            return ()
        said = self._chat.feed(event)
        if not said and '"choices"' not in event.data:
            self._note_pictures(json_or_none(event.data))
        return self._take(said)

    def finish(self) -> Sequence[GenerationEvent]:
        """What the end of the body says."""
        return [] if self._over else [*self._take(self._chat.finish()), *self._close(None)]

    def whole(self, response: WireResponse) -> Sequence[GenerationEvent]:
        """What an answer in one piece says; some relays answer in the shape of the images endpoint."""
        if response.status < 400:
            self._note_pictures(json_or_none(response.body))
        return [*self._take(OPENAI_CHAT.parse(response)), *self._close(None)]

    def result(self) -> GenerationResult:
        """What has come so far. Words count only where no picture came."""
        text = self._text()
        words = text.strip()
        facts = {"model": self._served} | ids_in(text)
        return GenerationResult(
            self._outputs,
            texts=(words,) if words and not self._outputs else (),
            raw_text=_without_data(text),
            usage=self._usage,
            facts={name: fact for name, fact in facts.items() if fact},
        )

    def _note_pictures(self, value: object) -> None:
        """Pictures of an answer that is none of a chat."""
        if isinstance(value, dict) and "choices" not in value:
            outputs = outputs_in(value, model=self._model)
            self._listed += [output.media for output in outputs if output.error is None]

    def _take(self, said: Iterable[ChatEvent]) -> list[GenerationEvent]:
        error: StudioError | None = None
        for event in said:
            match event:
                case Started(model=model):
                    self._served = model
                case UsageReported(usage=usage):
                    self._usage = usage
                case Broken(error=broken):
                    error = broken
                case _:
                    self._add(event)
        events = list(self._progress())
        return [*events, *self._close(error)] if error is not None else events

    def _add(self, event: ChatEvent) -> None:
        match event:
            case TextDelta(index=index, text=text):
                self._answer(index).text.append(text)
                self._tail = (self._tail + text)[-_TAIL:]
            case TextReplaced(index=index, text=text):
                self._answer(index).text[:] = [text]
                self._tail = text[-_TAIL:]
            case ReasoningDelta(index=index, text=text):
                self._answer(index).thought.append(text)
                self._tail = (self._tail + text)[-_TAIL:]
            case RefusalDelta(index=index, text=text):
                self._answer(index).refusal.append(text)
            case MediaFound(media=media):
                self._listed += _sniffed(media)
            case Finished(index=index, reason=reason):
                self._answer(index).reason = reason

    def _answer(self, index: int) -> _Answer:
        return self._answers.setdefault(index, _Answer())

    def _progress(self) -> Iterator[GenerationEvent]:
        told = ProgressTold(progress_in(self._tail), _newest_line(self._tail))
        if told != self._told:
            self._told = told
            yield told

    def _text(self) -> str:
        texts = ["".join(answer.text) for _, answer in sorted(self._answers.items())]
        return "\n\n".join(filter(None, texts))

    def _thoughts(self) -> str:
        return "".join(part for answer in self._answers.values() for part in answer.thought)

    def _close(self, error: StudioError | None) -> Iterator[GenerationEvent]:
        """The end, once: what was found, then whether all is well."""
        if self._over:
            return
        self._over = True
        text = self._text()
        is_cut = error is not None or any(answer.reason == "length" for answer in self._answers.values())
        self._outputs = self._found(_whole_part(text) if is_cut else text)
        yield from map(OutputFound, self._outputs)
        if error is not None and error.kind in _NOTHING_SAID and self._outputs:
            error = None
        error = error or (None if self._outputs else self._verdict(text))
        result = self.result()
        yield GenerationBroken(self._with_task(error, text), result) if error else GenerationEnded(result)

    def _found(self, text: str) -> tuple[MediaOutput, ...]:
        """The media of the text; without any, the last one among the thoughts: those before it are drafts.

        new-api sends all of a chunk as reasoning once any of it is a thought.
        """
        found = media_in(text, self._listed) or _bare(text)
        return found or tuple(replace(output, index=0) for output in media_in(self._thoughts())[-1:])

    def _verdict(self, text: str) -> StudioError | None:
        """What is wrong with an answer without media; words alone are an answer."""
        answers = self._answers.values()
        refusal = "".join(part for answer in answers for part in answer.refusal)
        if refusal or any(answer.reason == "content_filter" for answer in answers):
            return failure(ErrorKind.CONTENT_REFUSED, reason=refusal or text.strip(), body=text)
        told = failure_in_text(text or self._thoughts())
        if told is not None or (text.strip() and ";base64," not in text):
            return told
        reason = next((answer.reason for answer in answers), "")
        return failure(ErrorKind.RESULT_MISSING, reason=reason)

    def _with_task(self, error: StudioError, text: str) -> StudioError:
        """The error with the gateway's own task, where the text named one: the person can look there."""
        if task := ids_in(text).get("task"):
            error.values.setdefault("task", task)
        return error


def _sniffed(media: MediaBytes | MediaLink) -> Iterator[MediaBytes | MediaLink]:
    """A medium as what it is; what is none is left out."""
    if isinstance(media, MediaLink):
        yield media
    elif mime := mime_of(media.data):
        yield replace(media, mime=mime, kind=kind_of_mime(mime))


def _bare(text: str) -> tuple[MediaOutput, ...]:
    """An answer that is nothing but an address or base64."""
    said = text.strip()
    if len(said.split(maxsplit=1)) != 1:
        return ()
    media = media_at(said) or (from_base64(said) if len(said) >= _SHORTEST_BASE64 else None)
    return tuple(MediaOutput(found, found.kind) for found in (_sniffed(media) if media else ()))


def _whole_part(text: str) -> str:
    """The text without the line at whose end it was cut: half an address leads nowhere."""
    return text if text.rstrip().endswith(_WHOLE_ENDS) else text.rpartition("\n")[0]


def _newest_line(text: str) -> str:
    """The last line that says something, without marks and addresses of bytes."""
    lines = (_DATA.sub("", line).strip(_MARKS) for line in reversed(text.splitlines()))
    return next((line[-_WORDS:] for line in lines if line), "")


def _without_data(text: str) -> str:
    """A text without bytes: megabytes have no place in what is stored and sent again."""
    is_nothing_else = any(isinstance(output.media, MediaBytes) for output in _bare(text))
    return "" if is_nothing_else else _DATA.sub("", text)
