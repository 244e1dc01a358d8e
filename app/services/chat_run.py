"""One request for an answer while it runs: what has come so far, and how it ended."""

import asyncio
from dataclasses import replace

from app.domain.answer import Answer
from app.domain.chat_event import Broken, ChatEvent, Started, ToolCallDelta, UsageReported
from app.domain.conversation import Message, MessageState, Role
from app.domain.errors import StudioError
from app.domain.ids import MessageId
from app.domain.profile import Profile
from app.domain.turn import ChatTurn
from app.domain.usage import TokenUsage
from app.services.bills import PaidCall
from app.services.clock import elapsed_ms, new_id, now, stopwatch


class ChatRun:
    """The answers of one request, by choice index. Whoever runs it tells and saves what it holds.

    Args:
        parent: the message that is answered.
        turn: what is sent.
        profile: through which gateway.
        resumed: the cut answer that goes on, where there is one.
    """

    def __init__(
        self, parent: Message, turn: ChatTurn, profile: Profile, resumed: Message | None = None
    ) -> None:
        self.conversation_id = parent.conversation_id
        self.turn = turn
        self.profile = profile
        self.unsaved = False
        self.stopped_by_person = False
        self.task: asyncio.Task[None] | None = None
        self._parent_id = parent.id
        self._started = stopwatch()
        self._usage: TokenUsage | None = None
        self._answered_model = ""
        self._answers = {0: Answer(resumed or self._empty_message(0))}
        self.call = PaidCall(new_id() if resumed else self.answers[0].message.id)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Those that have shown a first sign; the first one is there from the start."""
        return tuple(self._answers.values())

    @property
    def told_to_end(self) -> bool:
        """Whether the gateway has told the end of every answer."""
        return all(answer.message.finish_reason for answer in self.answers)

    def snapshots(self) -> list[Message]:
        """The answers as they stand."""
        return [answer.snapshot() for answer in self.answers]

    def snapshot(self, message_id: MessageId) -> Message | None:
        """One answer as it stands."""
        return next((one.snapshot() for one in self.answers if one.message.id == message_id), None)

    def apply(self, event: ChatEvent) -> Answer | None:
        """Take one event in; the answer that it changed, None where it tells of the request as a whole."""
        match event:
            case Started(model=model):
                self._answered_model = model if model != self.turn.model else ""
            case UsageReported(usage=usage):
                self._usage = usage
            case Broken(error=error):
                self.fail(error)
            case ToolCallDelta():
                return None
            case _:
                answer = self._answer(event.index)
                answer.apply(event, elapsed_ms(self._started))
                self.unsaved = True
                return answer
        return None

    def fail(self, error: StudioError) -> None:
        """A request that failed fails every answer of it that had not ended."""
        still_open = [answer for answer in self.answers if not answer.message.finish_reason]
        for answer in still_open or self.answers:
            answer.fail(error)

    def end(self, state: MessageState) -> None:
        """Nothing comes any more."""
        at_ms = elapsed_ms(self._started)
        for answer in self.answers:
            answer.end(state, at_ms)
            answer.message = replace(answer.message, usage=self._usage, answered_model=self._answered_model)

    def stop(self) -> None:
        """End it because the person wants so; what came stays."""
        if self.task is not None:
            self.stopped_by_person = True
            self.task.cancel()

    async def ended(self) -> None:
        """Wait for its end, whichever it is."""
        if self.task is not None:
            await asyncio.gather(self.task, return_exceptions=True)

    def _answer(self, index: int) -> Answer:
        """The first sign of a choice makes its message."""
        if index not in self._answers:
            self._answers[index] = Answer(self._empty_message(index))
        return self._answers[index]

    def _empty_message(self, index: int) -> Message:
        return Message(
            id=MessageId(new_id()),
            conversation_id=self.conversation_id,
            parent_id=self._parent_id,
            role=Role.ASSISTANT,
            parts=(),
            created_at=now(),
            state=MessageState.STREAMING,
            model=self.turn.model,
            profile_id=self.profile.id,
            profile_name=self.profile.name,
            choice_index=index,
            response_format=self.turn.settings.response_format,
        )
