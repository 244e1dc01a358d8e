"""One request for an answer while it runs: what has come so far, and how it ended."""

from dataclasses import replace

from app.domain.answer import Answer
from app.domain.chat_event import Broken, ChatEvent, InBackground, Started, ToolCallDelta, UsageReported
from app.domain.conversation import Message, MessageState, Role
from app.domain.errors import StudioError
from app.domain.ids import MessageId
from app.domain.profile import Profile
from app.domain.turn import ChatTurn, TurnMessage
from app.domain.usage import TokenUsage
from app.services.clock import elapsed_ms, new_id, now, stopwatch
from app.services.conversation.bills import PaidCall

MOST_PAUSES = 8
"""How often in a row an answer that pauses is gone on with."""
_CUT = ("length", "max_tokens", "content_filter", "paused")
"""Reasons after which the last call may have been written in part only."""


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
        self._parent_id = parent.id
        self._started = stopwatch()
        self._usage: TokenUsage | None = None
        self._spent: TokenUsage | None = None
        self._pauses_left = MOST_PAUSES
        self._unheeded: set[tuple[int, int]] = set()
        self._answered_model = ""
        self._answers = {0: Answer(resumed or self._empty_message(0))}
        self.fetches = bool(self.background_id)
        """Whether the answer is only fetched, which costs nothing more."""
        self.call = PaidCall(new_id() if resumed and not self.fetches else self.message.id)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Those that have shown a first sign; the first one is there from the start."""
        return tuple(self._answers.values())

    @property
    def message(self) -> Message:
        """The first answer as it stands, which is the one that is gone on with."""
        return self._answers[0].snapshot()

    @property
    def calling(self) -> Message | None:
        """The answer whose calls are to be run now, if it came to its end well."""
        message = self.message
        ready = message.state is MessageState.COMPLETE and message.error is None
        return message if ready and message.tool_calls and message.finish_reason not in _CUT else None

    @property
    def next_turn(self) -> ChatTurn | None:
        """What to send for the rest of an answer that pauses; None where it does not, or has too often."""
        message = self.message
        if message.finish_reason != "paused" or message.error is not None or self._pauses_left <= 0:
            return None
        said = TurnMessage(Role.ASSISTANT, message.text, native=message.native)
        return replace(self.turn, messages=(*self.turn.messages, said))

    def go_on(self) -> None:
        """The rest of the answer is asked for, and paid beside what has come."""
        self._pauses_left -= 1
        self._answers[0].go_on()
        self._spent, self._usage = self._usage_of_all, None

    @property
    def background_id(self) -> str:
        """By which the gateway gives out the answer that it goes on with; empty where it does not."""
        return self._answers[0].message.background_id

    def begin_anew(self) -> None:
        """The whole answer comes once more, from its beginning."""
        message = replace(self.message, parts=(), finish_reason="", error=None)
        self._answers = {0: Answer(message)}

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
            case Started(model=model, response_id=response_id):
                self._answered_model = model if model != self.turn.model else ""
                if self.turn.settings.keep_history:
                    first = self._answers[0]
                    first.message = replace(first.message, response_id=response_id)
            case InBackground(response_id=response_id):
                first = self._answers[0]
                first.message = replace(first.message, background_id=response_id)
                self.unsaved = True
            case UsageReported(usage=usage):
                self._usage = usage
            case Broken(error=error):
                self.fail(error)
            case ToolCallDelta() if self._is_unheeded(event):
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
            if state is MessageState.STOPPED:  # it was ended at the gateway too
                answer.message = replace(answer.message, background_id="")
            answer.message = replace(
                answer.message, usage=self._usage_of_all, answered_model=self._answered_model
            )

    @property
    def _usage_of_all(self) -> TokenUsage | None:
        if self._spent is None or self._usage is None:
            return self._usage or self._spent
        return self._spent.plus(self._usage)

    def _is_unheeded(self, call: ToolCallDelta) -> bool:
        """new-api tells of Claude's own web search as of a call; it was run already
        (relay/channel/claude/relay-claude.go)."""
        place = (call.index, call.call)
        offered = any(tool.name == call.name for tool in self.turn.tools)
        if call.name == "web_search" and self.turn.settings.web_search and not offered:
            self._unheeded.add(place)
        return place in self._unheeded

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
