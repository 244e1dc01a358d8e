"""What any chat stream is reduced to, in the order in which it was said.

``index`` separates several answers (``n`` > 1). A decoder never raises: what it cannot read ends the stream
with ``Broken``, and what came before stays.
"""

from dataclasses import dataclass

from app.domain.errors import StudioError
from app.domain.media import MediaBytes, MediaLink
from app.domain.usage import TokenUsage


@dataclass(frozen=True, slots=True)
class Started:
    """The first sign of an answer. ``model`` is the name that the gateway says it serves."""

    model: str
    response_id: str = ""


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A fragment of the answer's Markdown."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class TextReplaced:
    """The whole text so far: a gateway turned out to repeat everything in every chunk."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A fragment of the thought."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class RefusalDelta:
    """A fragment of a refusal in the model's own words."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A fragment of a tool call. ``call`` numbers the calls of one answer; name and id may come once."""

    index: int
    call: int
    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class MediaFound:
    """A picture that came inside the answer."""

    index: int
    media: MediaLink | MediaBytes


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that the answer names."""

    index: int
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class NativeSaid:
    """The whole answer in the words of its format, where the next turn needs them; JSON text."""

    index: int
    format: str
    body: str


@dataclass(frozen=True, slots=True)
class InBackground:
    """The gateway goes on with the answer whether anybody listens or not; it is fetched by this id."""

    response_id: str


@dataclass(frozen=True, slots=True)
class UsageReported:
    """Tokens as the gateway counted them; the last report counts."""

    usage: TokenUsage


@dataclass(frozen=True, slots=True)
class Finished:
    """One answer ended. ``reason`` is lower case as the gateway spelt it: stop, length, tool_calls …

    ``paused`` means that tools of the maker's want more time: the answer goes on once it is sent back.
    """

    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The stream ended badly; nothing follows."""

    error: StudioError


ChatEvent = (
    Started
    | TextDelta
    | TextReplaced
    | ReasoningDelta
    | RefusalDelta
    | ToolCallDelta
    | MediaFound
    | Cited
    | NativeSaid
    | InBackground
    | UsageReported
    | Finished
    | Broken
)
