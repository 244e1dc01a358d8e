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
    response_id: str = ""
    """Under which the provider keeps an answer with all that led to it."""
    reasoning: str = ""
    """The thought behind the calls, where the model wants it back."""


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
    options: dict[str, object] = field(default_factory=dict)
    """Fields of the usual format that only models of this kind know, as the person chose them."""
    protocol: str = "openai"
    """The chat protocol that it is sent in."""
    tools: tuple[Tool, ...] = ()
    """What the model may call."""

    @property
    def tool_choice(self) -> str:
        """What of them it must call; once it has called, that is its own decision."""
        choice = self.settings.tool_choice if self.tools else ""
        has_called = bool(self.messages) and self.messages[-1].role is Role.TOOL
        return choice if choice == "none" or not has_called else ""

    @property
    def streams(self) -> bool:
        """Whether the answer is wanted as a stream; some models call nothing in one."""
        calls_nothing = bool(self.tools) and not self.traits.streams_calls
        return self.settings.stream and "stream" not in self.traits.unsupported and not calls_nothing
