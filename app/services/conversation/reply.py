"""What follows on a message until nothing is called any more: an answer, its calls, the next answer …"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.conversation import Message
from app.domain.ids import ConversationId, MessageId
from app.domain.profile import Profile
from app.domain.turn import ChatTurn
from app.services.conversation.chat_run import ChatRun
from app.services.conversation.tool_rounds import ToolRound

Step = ChatRun | ToolRound
"""A request for an answer, or the calls of one."""


class Reply:
    """One reply while it comes; ``step`` is what it is at.

    Args:
        turn: what was asked first.
        profile: through which gateway.
        step: where it begins.
    """

    def __init__(self, turn: ChatTurn, profile: Profile, step: Step) -> None:
        self.turn = turn
        self.profile = profile
        self.step = step
        self.task: asyncio.Task[None] | None = None
        self.stopped_by_person = False
        self._may_be_cut = False

    @property
    def conversation_id(self) -> ConversationId:
        """Where it belongs."""
        return self.step.conversation_id

    def snapshot(self, message_id: MessageId) -> Message | None:
        """A message of the step that it is at, as it stands."""
        return self.step.snapshot(message_id)

    def stop(self) -> None:
        """End it because the person wants so; what came stays."""
        self.stopped_by_person = self.step.stopped_by_person = True
        if self.task is not None and self._may_be_cut:
            self.task.cancel()

    async def ended(self) -> None:
        """Wait for its end, whichever it is."""
        if self.task is not None:
            await asyncio.gather(self.task, return_exceptions=True)

    def go_to(self, step: Step) -> None:
        """The next step; a stop between two of them counts for it."""
        step.stopped_by_person = self.stopped_by_person
        self.step = step

    @contextmanager
    def may_be_cut(self) -> Iterator[None]:
        """While a step runs it ends by being cancelled; between two steps nothing may be torn."""
        self._may_be_cut = True
        if self.stopped_by_person and self.task is not None:
            self.task.cancel()
        try:
            yield
        finally:
            self._may_be_cut = False
