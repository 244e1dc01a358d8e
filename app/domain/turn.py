"""Everything that one request to a chat protocol needs, assembled from a branch of the tree."""

from dataclasses import dataclass, field

from app.domain.conversation import ChatSettings, NativePart, Role
from app.domain.media import MediaBytes, MediaLink
from app.domain.model import ModelTraits
from app.domain.tool import Tool, ToolCall, ToolResult


@dataclass(frozen=True, slots=True)
class TurnMessage:
    """A message as it is sent: its text, and the pictures that go along with it."""

    role: Role
    text: str
    media: tuple[MediaLink | MediaBytes, ...] = ()
    native: NativePart | None = None
    """An answer in the words of its format, for that format alone."""
    calls: tuple[ToolCall, ...] = ()
    """Tools that an answer asked for."""
    results: tuple[ToolResult, ...] = ()
    """What they gave back, in a message of the role ``tool``."""


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """One request: the history, the model and what the person chose.

    ``extra`` is the person's own JSON, already parsed; it wins over every field that the studio would write.
    """

    model: str
    messages: tuple[TurnMessage, ...]
    settings: ChatSettings = ChatSettings()
    traits: ModelTraits = ModelTraits()
    extra: dict[str, object] = field(default_factory=dict)
    protocol: str = "openai"
    """The chat protocol that it is sent in."""
    tools: tuple[Tool, ...] = ()
    """What the model may call."""
