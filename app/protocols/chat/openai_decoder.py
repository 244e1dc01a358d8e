"""Chat completions as they arrive: chunks of a stream, or a whole answer taken as one chunk."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.chat_event import Broken, ChatEvent, Started, UsageReported
from app.domain.errors import ErrorKind, StudioError
from app.domain.usage import TokenUsage
from app.protocols.chat.openai_choice import OpenAIChoice
from app.protocols.chat.openai_usage import usage_of
from app.protocols.envelope import unwrap
from app.protocols.failures import error_from_json, failure, unreadable
from app.protocols.read import NotJson, as_list, as_object, at, first_text, integer, parse_json, well_formed
from app.wire.response import ServerEvent

_DONE = "[DONE]"
_SILENT_ENDS = {"", "stop", "eos"}
_SAMPLE = 4096


class OpenAIChatDecoder:
    """Turns the events of one stream into chat events. It accepts garbage and never raises."""

    def __init__(self) -> None:
        self._choices: dict[int, OpenAIChoice] = {}
        self._started = False
        self._model = ""
        self._usage: TokenUsage | None = None
        self._ended_badly = False
        """Whether a choice ended with the reason ``error``; its cause then stands beside it."""
        self._broken = False
        self._unread = ""

    def feed(self, event: ServerEvent) -> Sequence[ChatEvent]:
        """What one server event says."""
        data = event.data.strip()
        if self._broken or not data or data.startswith(_DONE):
            return ()
        try:
            value = parse_json(data)
        except NotJson:
            return self._not_json(event, data)
        return self.feed_json(value, named_error=event.event == "error")

    def feed_json(self, value: object, *, named_error: bool = False) -> Sequence[ChatEvent]:
        """What one chunk, or a whole answer, says."""
        if self._broken:
            return ()
        chunk = as_object(value)
        if not chunk.get("choices"):
            chunk = as_object(unwrap(value)) or chunk
        events = self._chunk(chunk)
        if named_error or "error" in chunk or not chunk.get("choices") or self._ended_badly:
            error = _error_in(value, named_error=named_error)
            events += self._break(error) if error else ()
        return events

    def finish(self, *, whole: bool = False) -> Sequence[ChatEvent]:
        """What the end of the body says: the missing ends, or that the stream was cut.

        Args:
            whole: the answer came in one piece, so a missing finish reason does not mean a cut.
        """
        if self._broken:
            return ()
        events: list[ChatEvent] = []
        for choice in self._choices.values():
            events += choice.end("") if whole and not choice.finished else choice.flush()
        error = self._verdict()
        return [*events, *self._break(error)] if error else events

    def _chunk(self, chunk: Mapping[str, object]) -> list[ChatEvent]:
        events: list[ChatEvent] = []
        choices = [as_object(choice) for choice in as_list(chunk.get("choices"))]
        for choice in choices:
            known = self._choice(choice)
            events += known.read(choice)
            self._ended_badly = self._ended_badly or known.reason == "error"
        if choices and ("citations" in chunk or "search_results" in chunk):
            events += self._sources(chunk, self._choice(choices[0]))
        if not self._started:
            events = self._start(chunk, events)
        for counted in (chunk, as_object(chunk.get("x_groq")), *choices):
            if "usage" in counted:
                events += self._counted(counted["usage"])
        return events

    def _start(self, chunk: Mapping[str, object], events: list[ChatEvent]) -> list[ChatEvent]:
        """The mark of the beginning before the first words; Azure's very first chunk names no model."""
        model = first_text(chunk, "model")
        if not (model or events):
            return events
        self._started, self._model = True, model
        return [Started(model, first_text(chunk, "id")), *events]

    def _sources(self, chunk: Mapping[str, object], choice: OpenAIChoice) -> Iterator[ChatEvent]:
        for source in (*as_list(chunk.get("citations")), *as_list(chunk.get("search_results"))):
            url = source if isinstance(source, str) else first_text(source, "url", "link")
            yield from choice.cite(well_formed(url), first_text(source, "title"))

    def _choice(self, choice: Mapping[str, object]) -> OpenAIChoice:
        place = choice.get("index")
        index = place if type(place) is int else integer(place) or 0
        known = self._choices.get(index)
        if known is None:
            known = self._choices[index] = OpenAIChoice(index)
        return known

    def _counted(self, usage: object) -> Iterator[ChatEvent]:
        counted = usage_of(usage)
        if counted is not None and counted != self._usage:
            self._usage = counted
            yield UsageReported(counted)

    def _not_json(self, event: ServerEvent, data: str) -> Sequence[ChatEvent]:
        if event.event == "error":
            return self._break(failure(ErrorKind.GATEWAY_FAILED, reason=data))
        if data.startswith(("{", "[", "<")) and not self._unread:
            self._unread = data[:_SAMPLE]
        return ()

    def _verdict(self) -> StudioError | None:
        """What is wrong with an answer that ended without an error of its own."""
        choices = self._choices.values()
        values = {"model": self._model} if self._model else {}
        if any(choice.said for choice in choices):
            cut = any(choice.said and not choice.finished for choice in choices)
            return failure(ErrorKind.STREAM_CUT, values, body=self._unread) if cut else None
        if self._unread:
            return unreadable(self._unread)
        if all(choice.reason in _SILENT_ENDS for choice in choices):
            return failure(ErrorKind.EMPTY_ANSWER, values)
        return None

    def _break(self, error: StudioError) -> Sequence[ChatEvent]:
        """End with what was held back, then the error."""
        held = [event for choice in self._choices.values() for event in choice.flush()]
        self._broken = True
        return [*held, Broken(error)]


def _error_in(value: object, *, named_error: bool) -> StudioError | None:
    """An error at the top of a chunk, in an event of that name, or behind the finish reason ``error``.

    An ``error`` deeper inside a healthy choice is a content filter's remark (Azure) and does not count.
    """
    error = error_from_json(value)
    if error is not None:
        return error
    if named_error:
        return error_from_json({"error": value}) or failure(ErrorKind.GATEWAY_FAILED)
    for choice in as_list(at(value, "choices")):
        if first_text(choice, "finish_reason").lower() == "error":
            return error_from_json(choice) or failure(ErrorKind.GATEWAY_FAILED)
    return None
