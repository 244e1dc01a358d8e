"""The hub: services say what changed, whoever cares listens. Nothing here knows Qt."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakMethod

from app.domain.conversation import Message
from app.domain.ids import AssetId, ConversationId, MessageId, ProfileId, TaskId

if TYPE_CHECKING:
    # Cards, forms and tasks are loaded with the coordinator, not at the start.
    from app.domain.download import Download
    from app.domain.generation import PartialPicture
    from app.domain.media import Asset
    from app.domain.remote_task import RemoteTask

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProfilesChanged:
    """The list of profiles, their order or the active one changed."""


@dataclass(frozen=True, slots=True)
class ModelsChanged:
    """The models of a profile were read anew."""

    profile_id: ProfileId


@dataclass(frozen=True, slots=True)
class BalanceChanged:
    """The balance of a profile was read anew."""

    profile_id: ProfileId


@dataclass(frozen=True, slots=True)
class PricesChanged:
    """The price list of a profile was read."""

    profile_id: ProfileId


@dataclass(frozen=True, slots=True)
class ConversationsChanged:
    """Rows of the conversation list changed; ``ids`` is empty when any may have."""

    ids: frozenset[ConversationId] = frozenset()


@dataclass(frozen=True, slots=True)
class BranchChanged:
    """The branch that a conversation shows is another one, or messages joined or left it."""

    conversation_id: ConversationId


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """A message of the shown branch has a new state, error, usage or content."""

    message: Message


@dataclass(frozen=True, slots=True)
class MessageGrew:
    """A streamed message grew at its end; told for every event, merged by the painter."""

    conversation_id: ConversationId
    message_id: MessageId
    text: str = ""
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class StreamingChanged:
    """A conversation began or ended to stream."""

    conversation_id: ConversationId
    streaming: bool


@dataclass(frozen=True, slots=True)
class RetryWaiting:
    """The gateway had no time for an answer; it is asked again after a pause."""

    conversation_id: ConversationId
    message_id: MessageId
    seconds: float


class ToolCallState(StrEnum):
    """How far a call of a tool has come."""

    WAITING_CONSENT = "waiting_consent"
    WAITING_ANSWER = "waiting_answer"
    """The person types its result."""
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ToolCallChanged:
    """A call of a tool has come further: its source tells the waiting, the conversation tells the end.

    ``message_id`` is the answer that asks for it; None from a source, which is told the call alone.
    """

    conversation_id: ConversationId
    message_id: MessageId | None
    call_id: str
    state: ToolCallState


@dataclass(frozen=True, slots=True)
class ToolServersChanged:
    """The list of servers of tools changed, or how one of them stands."""


@dataclass(frozen=True, slots=True)
class TaskChanged:
    """A task is new or has a new state, progress or error; it is kept already, but for mere progress."""

    task: "RemoteTask"


@dataclass(frozen=True, slots=True)
class TasksRemoved:
    """Tasks left the board, or came back to it."""

    ids: frozenset[TaskId]


@dataclass(frozen=True, slots=True)
class PartialShown:
    """A preview of a picture that is being made."""

    task_id: TaskId
    picture: "PartialPicture"


@dataclass(frozen=True, slots=True)
class DownloadMoved:
    """More of a task's result is here; told a few times a second while it is downloaded."""

    task_id: TaskId
    download: "Download"


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """The queue was paused, goes on or has another order, or a profile's tasks wait for its key."""


@dataclass(frozen=True, slots=True)
class BackupChanged:
    """A back-up was made or failed, or other choices hold for them."""


@dataclass(frozen=True, slots=True)
class CharactersChanged:
    """A character was made, came to its end, or left the list."""


@dataclass(frozen=True, slots=True)
class AssistantsChanged:
    """Assistants were read, changed, added, ordered or taken away."""


@dataclass(frozen=True, slots=True)
class PromptsChanged:
    """The same of prompts."""


@dataclass(frozen=True, slots=True)
class AssetAdded:
    """A finished file is in the library."""

    asset: "Asset"


@dataclass(frozen=True, slots=True)
class LibraryChanged:
    """Records of the library changed, went or came back."""

    ids: frozenset[AssetId]


Event = TypeVar("Event")
Listener = Callable[[Any], None]


class Hub:
    """Delivers events to listeners by the event's class, in the order of subscription.

    Bound methods are held weakly, so that a page that is gone stops listening without saying so.
    """

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[[], Listener | None]]] = {}

    def listen(self, event_type: type[Event], listener: Callable[[Event], None]) -> None:
        """Call ``listener`` with every event of a class."""
        reference: Callable[[], Listener | None]
        if hasattr(listener, "__self__"):
            reference = WeakMethod(listener)
        else:
            reference = _strong(listener)
        self._listeners.setdefault(event_type, []).append(reference)

    def publish(self, event: object) -> None:
        """Tell everybody who listens. A listener's fault is logged as ours and stops nobody else."""
        references = self._listeners.get(type(event), [])
        for reference in tuple(references):
            listener = reference()
            if listener is None:
                references.remove(reference)
                continue
            try:
                listener(event)
            except Exception:
                log.exception("A listener failed on %s", type(event).__name__)


def _strong(listener: Callable[[Any], None]) -> Callable[[], Listener]:
    return lambda: listener
