"""Calls of tools while they come: fragments of several at once, put together."""

from app.domain.chat_event import ToolCallDelta
from app.domain.ids import MessageId
from app.domain.tool import ToolCall


class CallFragments:
    """The calls of one answer, in the order in which they were begun.

    Arguments are joined as they came, however broken. A call without an id, or with the id of another one,
    gets one of ours: results are found by it.
    """

    def __init__(self, message_id: MessageId) -> None:
        self._message_id = message_id
        self._ids: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._arguments: dict[int, list[str]] = {}

    def add(self, delta: ToolCallDelta) -> None:
        """Take one fragment; a name and an id may come once or again and again."""
        self._arguments.setdefault(delta.call, []).append(delta.arguments)
        self._ids[delta.call] = delta.id or self._ids.get(delta.call, "")
        self._names[delta.call] = delta.name or self._names.get(delta.call, "")

    @property
    def empty(self) -> bool:
        """Whether nothing is called."""
        return not self._arguments

    def calls(self) -> tuple[ToolCall, ...]:
        """The calls as far as they came."""
        taken: set[str] = set()
        calls = []
        for number, pieces in sorted(self._arguments.items()):
            call_id = self._ids[number]
            if not call_id or call_id in taken:
                call_id = f"call_{self._message_id}_{number}"
            taken.add(call_id)
            calls.append(ToolCall(call_id, self._names[number], "".join(pieces)))
        return tuple(calls)
