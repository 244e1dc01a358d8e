"""Conversations: a tree of messages, each made of typed parts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.errors import ErrorKind
from app.domain.ids import AssistantId, ConversationId, FolderId, MessageId, ProfileId
from app.domain.media import Attachment
from app.domain.price import Cost
from app.domain.tool import ToolCall, ToolResult
from app.domain.usage import TokenUsage


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    """Results of the tools that the answer before it called."""


class MessageState(StrEnum):
    """How far an answer has come. What arrived is kept in every state."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    """The stream was cut, or the program ended while it ran."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TextPart:
    """Markdown source."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningPart:
    """The model's thought, kept apart from its answer."""

    text: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class AttachmentPart:
    """A file that the person sent along, or a picture that the model answered with."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class LinkPart:
    """A picture by link; ``remote`` pictures show only from hosts that the person allowed."""

    url: str


@dataclass(frozen=True, slots=True)
class RefusalPart:
    """The model declined, in its own words."""

    text: str


@dataclass(frozen=True, slots=True)
class NativePart:
    """An answer as it has to go back unchanged in the next turn: signed thoughts, results of tools.

    ``format`` is the chat protocol that can read ``body``, which is a JSON list. Nobody else looks inside.
    """

    format: str
    body: str

    def joined(self, rest: "NativePart") -> "NativePart":
        """One list of both, for an answer that came in two goes."""
        items = [body[1:-1] for body in (self.body, rest.body) if body[1:-1].strip()]
        return NativePart(rest.format, f"[{','.join(items)}]")


@dataclass(frozen=True, slots=True)
class ToolCallPart:
    """The model wants a tool run; the answer ends with its calls."""

    call: ToolCall


@dataclass(frozen=True, slots=True)
class ToolResultPart:
    """What a tool gave back; such parts stand in messages of the role ``tool`` alone."""

    result: ToolResult


Part = (
    TextPart
    | ReasoningPart
    | AttachmentPart
    | LinkPart
    | RefusalPart
    | NativePart
    | ToolCallPart
    | ToolResultPart
)


@dataclass(frozen=True, slots=True)
class MessageError:
    """An error as a message keeps it: the kind finds the sentence, the rest is for «details»."""

    kind: ErrorKind
    values: dict[str, str] = field(default_factory=dict)
    status: int | None = None
    code: str = ""
    request_id: str = ""
    body: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """How an answer came, in milliseconds from the moment it was sent."""

    first_token_ms: float | None = None
    total_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One node of the tree. Siblings share a parent: an edit or a new answer is a new sibling."""

    id: MessageId
    conversation_id: ConversationId
    parent_id: MessageId | None
    role: Role
    parts: tuple[Part, ...]
    created_at: datetime
    state: MessageState = MessageState.COMPLETE
    model: str = ""
    """The name that was asked for."""
    answered_model: str = ""
    """The name that the gateway said it served, where it differs."""
    profile_id: ProfileId | None = None
    profile_name: str = ""
    """As it was when the answer was made; it stays readable after the profile is gone."""
    finish_reason: str = ""
    usage: TokenUsage | None = None
    cost: Cost | None = None
    """By the prices of its time; None where nobody knew them."""
    timing: Timing = Timing()
    error: MessageError | None = None
    choice_index: int = 0
    response_id: str = ""
    """Under which the provider keeps the answer with all that led to it; empty where it was not asked to."""
    background_id: str = ""
    """By which the gateway gives out an answer that it makes in the background."""
    response_format: str = ""
    """The form that the answer was asked for in, as ``ChatSettings`` has it."""

    @property
    def text(self) -> str:
        """The visible Markdown of the message, without reasoning."""
        return "".join(part.text for part in self.parts if isinstance(part, TextPart | RefusalPart))

    @property
    def reasoning(self) -> ReasoningPart | None:
        """The message's thought, if it has one."""
        return next((part for part in self.parts if isinstance(part, ReasoningPart)), None)

    @property
    def native(self) -> NativePart | None:
        """The answer in the words of its format, if it was kept."""
        return next((part for part in self.parts if isinstance(part, NativePart)), None)

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """Tools that the answer asks for, in order."""
        return tuple(part.call for part in self.parts if isinstance(part, ToolCallPart))

    @property
    def tool_results(self) -> tuple[ToolResult, ...]:
        """What tools gave back, in order."""
        return tuple(part.result for part in self.parts if isinstance(part, ToolResultPart))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Files of the message, in order."""
        return tuple(part.attachment for part in self.parts if isinstance(part, AttachmentPart))


@dataclass(frozen=True, slots=True)
class AssistantMark:
    """An assistant as it was when a conversation was begun with it; it stays when the assistant goes."""

    id: AssistantId
    name: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What the person chose for a conversation; None means «leave it to the model»."""

    profile_id: ProfileId | None = None
    model: str = ""
    system_prompt: str = ""
    stream: bool = True
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()
    n: int = 1
    reasoning_effort: str = ""
    web_search: bool = False
    """Whether the model may look on the web, with a tool of its maker's."""
    read_pages: bool = False
    """Whether it may read the pages that the question names."""
    run_code: bool = False
    """Whether it may run code at its maker's."""
    keep_history: bool = False
    """Whether the provider keeps what was said, so that a message sends only what is new (Responses)."""
    cache_prompt: bool = False
    """Whether a repeated beginning is marked, so that it costs less (Claude)."""
    protocol: str = ""
    """The chat protocol; empty means as the gateway's list says."""
    tools: tuple[str, ...] = ()
    """Names of the tools that the model may call, as ``source/name``."""
    functions: str = ""
    """Functions that the person wrote by hand: a JSON list as text; their results are typed in."""
    tool_choice: str = ""
    """``""`` leaves it to the model; ``none``, ``required``, or the name of the one tool to call."""
    response_format: str = ""
    """``""``, ``text``, ``json_object`` or a JSON schema as text."""
    options: dict[str, object] = field(default_factory=dict)
    """What was chosen of the parameters that few models know, by their keys."""
    extra_json: str = ""
    """A JSON object merged into the request body, as the person typed it."""
    assistant: AssistantMark | None = None
    """Whom the conversation was begun with; the settings are its own since then."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a composer and was not sent yet."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.text.strip() or self.attachments or self.links)


@dataclass(frozen=True, slots=True)
class ScrollAnchor:
    """Where a transcript stands: this block of this message at this distance from the top, in pixels."""

    message_id: MessageId | None = None
    block: int = 0
    offset: int = 0
    at_end: bool = True


@dataclass(frozen=True, slots=True)
class Conversation:
    """A row of the list. Its messages are read apart from it."""

    id: ConversationId
    title: str
    created_at: datetime
    updated_at: datetime
    settings: ChatSettings = ChatSettings()
    title_is_automatic: bool = True
    folder_id: FolderId | None = None
    pinned: bool = False
    archived: bool = False
    leaf_id: MessageId | None = None
    """The last message of the branch that is shown."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the conversation list."""

    id: FolderId
    name: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Siblings:
    """The alternatives of a message: ``index`` counts from 0 among ``ids``."""

    index: int
    ids: tuple[MessageId, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One find of the full-text search: the text around the hit, and where in it the hit stands."""

    conversation_id: ConversationId
    title: str
    message_id: MessageId | None
    excerpt: str
    start: int
    length: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class BranchNode:
    """A message on the shown branch, with its alternatives."""

    message: Message
    siblings: Siblings
