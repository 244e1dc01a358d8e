"""Rounds of tools: the calls of an answer run side by side, and what comes of each is kept at once."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

from app.domain.conversation import ChatSettings, Message, MessageError, MessageState, Role, ToolResultPart
from app.domain.ids import ConversationId, MessageId
from app.domain.tool import Tool, ToolCall, ToolResult
from app.domain.tool_pairing import arguments_of, in_order, missing
from app.services.clock import new_id, now
from app.services.conversation.keeping import SAVE_AGAIN_S, AnswerKeeper
from app.services.events import Hub, MessageChanged, ToolCallChanged, ToolCallState
from app.services.supervisor import Supervisor

log = logging.getLogger(__name__)

MOST_AT_ONCE = 8
_QUOTED = 200
"""Characters of broken arguments that their failed result quotes."""


class ToolSource(Protocol):
    """What conversations may call, and the one place that runs it."""

    async def offered(self, settings: ChatSettings) -> tuple[Tool, ...]:
        """What a conversation with these settings offers its model.

        Raises:
            StudioError: the settings name what cannot be offered, for example functions that are no JSON.
        """
        ...

    async def run(self, conversation_id: ConversationId, call: ToolCall) -> ToolResult:
        """Run one call and wait for its result, however long the person takes to allow or to answer it.

        A tool that fails, takes too long or is not allowed gives a failed result; nothing is raised for it.
        """
        ...


class NoTools:
    """A source of nothing."""

    async def offered(self, settings: ChatSettings) -> tuple[Tool, ...]:
        """No tool at all."""
        return ()

    async def run(self, conversation_id: ConversationId, call: ToolCall) -> ToolResult:
        """Says that there is none."""
        return _failed(call, "There are no tools.")


class ToolRound:
    """The calls of one answer, and the message that keeps what came of them.

    Args:
        answer: the answer that calls.
        message: what came of some of its calls before, where they were left.
    """

    def __init__(self, answer: Message, message: Message | None = None) -> None:
        self.answer = answer
        self.stopped_by_person = False
        self.changed = asyncio.Event()
        """Whether a result has come since it was last saved."""
        self._message = replace(message or _empty_message(answer), state=MessageState.STREAMING, error=None)
        self._results = {result.call_id: result for result in self._message.tool_results}

    @property
    def conversation_id(self) -> ConversationId:
        """Where it belongs."""
        return self.answer.conversation_id

    @property
    def message(self) -> Message:
        """The results as they stand, in the order of the calls."""
        results = in_order(self.answer.tool_calls, self._results.values())
        return replace(self._message, parts=tuple(map(ToolResultPart, results)))

    @property
    def open(self) -> bool:
        """Whether more may come."""
        return self._message.state is MessageState.STREAMING

    @property
    def waiting(self) -> tuple[ToolCall, ...]:
        """Calls without a result."""
        return missing(self.answer.tool_calls, self._results.values())

    def snapshot(self, message_id: MessageId) -> Message | None:
        """The results, if the id is theirs."""
        return self.message if message_id == self._message.id else None

    def take(self, call: ToolCall, result: ToolResult) -> None:
        """A call came to its end."""
        self._results[call.id] = replace(result, call_id=call.id, name=call.name)
        self.changed.set()

    def end(self, state: MessageState, error: MessageError | None = None) -> None:
        """Nothing more is run."""
        self._message = replace(self._message, state=state, error=error)


class ToolRunner:
    """Runs rounds. What came is saved whatever happens to the rest."""

    def __init__(self, source: ToolSource, keeper: AnswerKeeper, hub: Hub, supervisor: Supervisor) -> None:
        self._source = source
        self._keeper = keeper
        self._hub = hub
        self._supervisor = supervisor

    async def run(self, step: ToolRound, offered: Collection[str]) -> None:
        """Run what waits. The message stays open: it ends together with the beginning of the next answer.

        Args:
            step: the round.
            offered: names of the tools that the model was told of; it may call no others.
        """
        saver = self._supervisor.start(f"saving {step.message.id}", self._keep_saving(step))
        places = asyncio.Semaphore(MOST_AT_ONCE)
        try:
            await asyncio.gather(*(self._run(step, call, offered, places) for call in step.waiting))
        except asyncio.CancelledError:
            step.end(MessageState.STOPPED if step.stopped_by_person else MessageState.INTERRUPTED)
            if not step.stopped_by_person:
                raise
        finally:
            saver.cancel()
            await asyncio.shield(self._finish(step))

    async def _run(
        self, step: ToolRound, call: ToolCall, offered: Collection[str], places: asyncio.Semaphore
    ) -> None:
        async with places:
            result = _refused(call, offered) or await self._called(step, call)
        step.take(call, result)
        state = ToolCallState.FAILED if result.failed else ToolCallState.DONE
        place = (step.answer.conversation_id, step.answer.id)
        self._hub.publish(ToolCallChanged(*place, call.id, state))

    async def _called(self, step: ToolRound, call: ToolCall) -> ToolResult:
        try:
            return await self._source.run(step.answer.conversation_id, call)
        except Exception:
            log.exception("A source of tools failed")
            return _failed(call, "The tool failed for a reason of the program that runs it.")

    async def _keep_saving(self, step: ToolRound) -> None:
        """Save each result as soon as the one before lies on the disk; those that came meanwhile together."""
        while True:
            await step.changed.wait()
            step.changed.clear()
            message = step.message
            self._hub.publish(MessageChanged(message))
            if not await self._keeper.keep([message]):
                step.changed.set()
                await asyncio.sleep(SAVE_AGAIN_S)

    async def _finish(self, step: ToolRound) -> None:
        for message in await self._keeper.end([step.message]):
            self._hub.publish(MessageChanged(message))


def _refused(call: ToolCall, offered: Collection[str]) -> ToolResult | None:
    """The result of a call that cannot be run at all: the model is told why, and may do better."""
    if call.name not in offered:
        return _failed(call, f"There is no tool “{call.name}”. These are: {', '.join(offered) or 'none'}.")
    try:
        arguments_of(call)
    except ValueError as error:
        quoted = call.arguments[:_QUOTED]
        return _failed(call, f"The arguments cannot be read as a JSON object ({error}): {quoted}")
    return None


def _failed(call: ToolCall, text: str) -> ToolResult:
    return ToolResult(call.id, call.name, text, failed=True)


def _empty_message(answer: Message) -> Message:
    return Message(
        id=MessageId(new_id()),
        conversation_id=answer.conversation_id,
        parent_id=answer.id,
        role=Role.TOOL,
        parts=(),
        created_at=now(),
    )
