"""An answer while it comes: chat events folded into the parts of a message."""

from dataclasses import replace

from app.domain.call_fragments import CallFragments
from app.domain.chat_event import (
    Broken,
    ChatEvent,
    Cited,
    Finished,
    MediaFound,
    NativeSaid,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    TextReplaced,
    ToolCallDelta,
)
from app.domain.conversation import (
    AttachmentPart,
    LinkPart,
    Message,
    MessageError,
    MessageState,
    NativePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    Timing,
    ToolCallPart,
)
from app.domain.errors import ErrorKind, StudioError
from app.domain.media import Attachment, MediaBytes, MediaLink


class Answer:
    """One answer of a request. Pieces are joined only when a message is asked for, not for every delta.

    ``at_ms`` of every event is the time since the request was sent. An answer that was cut goes on from its
    message; calls of tools that it had begun are forgotten, for the model makes them anew.
    """

    def __init__(self, message: Message) -> None:
        self.message = message
        self._text = [message.text] if message.text else []
        self._reasoning = [message.reasoning.text] if message.reasoning else []
        self._reasoning_s = message.reasoning.seconds if message.reasoning else None
        self._refusal: list[str] = []
        self._kept = [part for part in message.parts if isinstance(part, AttachmentPart | LinkPart)]
        self._sources: dict[str, str] = {}
        self._calls = CallFragments(message.id)
        self._native: NativePart | None = None
        self._native_before = None if message.tool_calls else message.native
        self._goes_on = bool(self._text)
        self._thinking_since_ms: float | None = None
        self._first_token_ms = message.timing.first_token_ms
        self.pictures: list[MediaBytes] = []
        """Pictures that came as bytes and wait to be stored."""

    @property
    def empty(self) -> bool:
        """Whether nothing that a person could see has come."""
        seen = self._text or self._reasoning or self._refusal or self._kept or self.pictures
        return not seen and self._calls.empty

    def apply(self, event: ChatEvent, at_ms: float) -> None:
        """Take one event of this answer in."""
        match event:
            case TextDelta(text=text):
                self._begin(at_ms)
                self._end_thought(at_ms)
                self._text.append(text)
            case TextReplaced(text=text):
                self._begin(at_ms)
                self._text = [text]
            case ReasoningDelta(text=text):
                self._begin(at_ms)
                if self._thinking_since_ms is None:
                    self._thinking_since_ms = at_ms
                self._reasoning.append(text)
            case RefusalDelta(text=text):
                self._begin(at_ms)
                self._refusal.append(text)
            case MediaFound(media=MediaLink(url=url)):
                self._kept.append(LinkPart(url))
            case MediaFound(media=MediaBytes() as media):
                self.pictures.append(media)
            case Cited(url=url, title=title):
                self._sources.setdefault(url, title)
            case ToolCallDelta():
                self._begin(at_ms)
                self._end_thought(at_ms)
                self._calls.add(event)
            case NativeSaid(format=name, body=body):
                self._keep_native(NativePart(name, body))
            case Finished(reason=reason):
                self._end_thought(at_ms)
                self.message = replace(self.message, finish_reason=reason)
            case Broken(error=error):
                self.fail(error)
            case _:
                return

    def go_on(self) -> None:
        """The next request brings the rest of it."""
        self._native, self._native_before = None, self._native
        self._goes_on = True
        self.message = replace(self.message, finish_reason="")

    def keep(self, picture: Attachment) -> None:
        """A picture of the answer was stored."""
        self._kept.append(AttachmentPart(picture))

    def fail(self, error: StudioError) -> None:
        """It ended badly; what came stays."""
        cut = not self.empty and error.kind is not ErrorKind.CONTENT_REFUSED
        state = MessageState.INTERRUPTED if cut else MessageState.FAILED
        self.message = replace(self.message, state=state, error=message_error(error))

    def end(self, state: MessageState, at_ms: float) -> None:
        """It ended; an error that was told before keeps its own state."""
        self._end_thought(at_ms)
        timing = Timing(self._first_token_ms, at_ms)
        kept = self.message.state if self.message.error else state
        self.message = replace(self.message, state=kept, timing=timing)

    def snapshot(self) -> Message:
        """The message as it stands."""
        return replace(self.message, parts=self._parts())

    def _begin(self, at_ms: float) -> None:
        if self._first_token_ms is None:
            self._first_token_ms = at_ms

    def _end_thought(self, at_ms: float) -> None:
        if self._thinking_since_ms is not None:
            self._reasoning_s = (self._reasoning_s or 0.0) + (at_ms - self._thinking_since_ms) / 1000
            self._thinking_since_ms = None

    def _parts(self) -> tuple[Part, ...]:
        parts: list[Part] = []
        if self._reasoning:
            parts.append(ReasoningPart("".join(self._reasoning), self._reasoning_s))
        text = "".join(self._text) + self._source_list()
        if text:
            parts.append(TextPart(text))
        if self._refusal:
            parts.append(RefusalPart("".join(self._refusal)))
        native = [self._native] if self._native else []
        return (*parts, *self._kept, *native, *map(ToolCallPart, self._calls.calls()))

    def _keep_native(self, native: NativePart) -> None:
        """Words that came in several goes are one answer, and may not go back where one of them is lost."""
        if self._native_before is not None:
            self._native = self._native_before.joined(native)
        elif not self._goes_on:
            self._native = native

    def _source_list(self) -> str:
        """Sources that the answer names, as plain links below it."""
        if not self._sources:
            return ""
        rows = [
            f"{number}. [{title or url}]({url})"
            for number, (url, title) in enumerate(self._sources.items(), 1)
        ]
        return "\n\n" + "\n".join(rows)


def message_error(error: StudioError) -> MessageError:
    """An error as a message keeps it."""
    technical = error.technical
    return MessageError(
        kind=error.kind,
        values=dict(error.values),
        status=technical.status,
        code=technical.code,
        request_id=technical.request_id,
        body=technical.body,
        cause=technical.cause,
    )
