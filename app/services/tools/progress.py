"""How far calls of tools have come, for whoever looks at a conversation in the middle of them."""

from dataclasses import dataclass

from app.domain.ids import ConversationId
from app.services.clock import stopwatch
from app.services.events import Hub, ToolCallChanged, ToolCallState


@dataclass(frozen=True, slots=True)
class CallProgress:
    """A call that has no result yet. ``since`` is a reading of the stopwatch, in seconds."""

    state: ToolCallState
    since: float


class Progress:
    """Notes and tells every step of a call but its end, which its conversation tells."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._calls: dict[tuple[ConversationId, str], CallProgress] = {}

    def of(self, conversation_id: ConversationId, call_id: str) -> CallProgress | None:
        """How far a call has come; None where nobody runs it."""
        return self._calls.get((conversation_id, call_id))

    @property
    def any_running(self) -> bool:
        """Whether a tool runs at this moment."""
        return any(call.state is ToolCallState.RUNNING for call in self._calls.values())

    def tell(self, conversation_id: ConversationId, call_id: str, state: ToolCallState) -> None:
        """A call has come further."""
        self._calls[(conversation_id, call_id)] = CallProgress(state, stopwatch())
        self._hub.publish(ToolCallChanged(conversation_id, None, call_id, state))

    def forget(self, conversation_id: ConversationId, call_id: str) -> None:
        """It has come to its end, or nobody waits for it any more."""
        self._calls.pop((conversation_id, call_id), None)
