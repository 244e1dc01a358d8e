"""What waits for the person: whether a tool may run, or what a function gives back."""

import asyncio
from dataclasses import dataclass
from typing import TypeVar

from app.domain.ids import ConversationId
from app.domain.tool import ToolCall
from app.services.events import ToolCallState
from app.services.tools.offer import Offer
from app.services.tools.output import Output
from app.services.tools.progress import Progress
from app.storage.tool_servers import ToolServerStore

Said = TypeVar("Said")
CallKey = tuple[ConversationId, str]


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """A call that nothing happens to until the person has said something."""

    conversation_id: ConversationId
    call: ToolCall
    offer: Offer
    state: ToolCallState


class Consent:
    """Asks, remembers what was allowed for good, and takes typed results."""

    def __init__(self, store: ToolServerStore, progress: Progress) -> None:
        self._store = store
        self._progress = progress
        self._allowed: frozenset[str] | None = None
        self._waiting: dict[CallKey, WaitingCall] = {}
        self._answers: dict[CallKey, asyncio.Future[Output]] = {}
        self._permits: dict[CallKey, asyncio.Future[bool]] = {}

    @property
    def waiting(self) -> tuple[WaitingCall, ...]:
        """What the person has not answered yet, oldest first."""
        return tuple(self._waiting.values())

    async def allowed(self) -> frozenset[str]:
        """Tools that may run without asking, as ``source/name``.

        Raises:
            StorageError: the data cannot be read.
        """
        if self._allowed is None:
            self._allowed = await self._store.allowed()
        return self._allowed

    async def ask_again(self) -> None:
        """Take every permission back; errors as of ``allowed``."""
        await self._store.ask_again()
        self._allowed = frozenset()

    async def may_run(self, conversation_id: ConversationId, call: ToolCall, offer: Offer) -> bool:
        """Whether a call may run; waits for the person where nothing was said before."""
        if offer.key in await self.allowed():
            return True
        return await self._wait(
            self._permits, WaitingCall(conversation_id, call, offer, ToolCallState.WAITING_CONSENT)
        )

    async def result_of(self, conversation_id: ConversationId, call: ToolCall, offer: Offer) -> Output:
        """What the person says that a function gives back."""
        return await self._wait(
            self._answers, WaitingCall(conversation_id, call, offer, ToolCallState.WAITING_ANSWER)
        )

    async def decide(
        self, conversation_id: ConversationId, call_id: str, *, allow: bool, always: bool = False
    ) -> None:
        """Let a call run or not; with ``always`` its tool runs without asking from now on.

        Raises:
            StorageError: the permission cannot be kept; the call goes on all the same.
        """
        asked = self._waiting.get((conversation_id, call_id))
        _settle(self._permits, (conversation_id, call_id), allow)
        if asked is not None and allow and always:
            self._allowed = await self.allowed() | {asked.offer.key}
            for key, other in tuple(self._waiting.items()):
                if other.offer.key == asked.offer.key:
                    _settle(self._permits, key, True)
            await self._store.allow(asked.offer.key)

    def answer(
        self, conversation_id: ConversationId, call_id: str, text: str, *, failed: bool = False
    ) -> None:
        """Give the result of a function that the person plays."""
        _settle(self._answers, (conversation_id, call_id), Output(text, failed))

    async def _wait(self, asked: "dict[CallKey, asyncio.Future[Said]]", waiting: WaitingCall) -> Said:
        key = (waiting.conversation_id, waiting.call.id)
        while (other := asked.get(key)) is not None:  # two answers of models that count their calls alike
            await asyncio.wait([other])
            await asyncio.sleep(0)
        said: asyncio.Future[Said] = asyncio.get_running_loop().create_future()
        asked[key] = said
        self._waiting[key] = waiting
        self._progress.tell(*key, waiting.state)
        try:
            return await said
        finally:
            del asked[key], self._waiting[key]


def _settle(asked: "dict[CallKey, asyncio.Future[Said]]", key: CallKey, said: Said) -> None:
    """A button that is pressed twice says nothing the second time."""
    if key in asked and not asked[key].done():
        asked[key].set_result(said)
