"""Runs replies: answers and rounds of tools in turn, each of them kept before the next one begins."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.answer import message_error
from app.domain.conversation import MessageState
from app.domain.errors import ErrorKind, GatewayError, StudioError
from app.services.conversation.chat_run import ChatRun
from app.services.conversation.chat_runner import ChatRunner
from app.services.conversation.conversations import Conversations
from app.services.conversation.reply import Reply
from app.services.conversation.tool_rounds import ToolRound, ToolRunner
from app.services.conversation.turns import answered
from app.services.events import BranchChanged, Hub, MessageChanged, StreamingChanged


class ReplyRunner:
    """The life of a reply.

    Args:
        most_rounds: how often in a row tools may be called before the person is asked.
    """

    def __init__(
        self,
        answers: ChatRunner,
        tools: ToolRunner,
        conversations: Conversations,
        hub: Hub,
        most_rounds: Callable[[], int],
    ) -> None:
        self._answers = answers
        self._tools = tools
        self._conversations = conversations
        self._hub = hub
        self._most_rounds = most_rounds

    async def run(self, reply: Reply, ended: Callable[[], bool]) -> None:
        """Go through all its steps.

        Args:
            reply: it.
            ended: called at its end; says whether it was the last one of its conversation, which is told.
        """
        try:
            await self._go_through(reply)
        except StudioError as error:  # the disk refuses what comes next
            message = reply.step.message
            self._hub.publish(MessageChanged(replace(message, error=message_error(error))))
        finally:
            if ended():
                self._hub.publish(StreamingChanged(reply.conversation_id, False))

    async def _go_through(self, reply: Reply) -> None:
        rounds_left = self._most_rounds()
        following: ChatRun | ToolRound | None = reply.step
        while following is not None:
            reply.go_to(following)
            with reply.may_be_cut():
                await self._run(reply)
            if isinstance(following, ToolRound):
                rounds_left -= 1
            following = await self._begin_next(reply, rounds_left)

    async def _run(self, reply: Reply) -> None:
        if isinstance(reply.step, ChatRun):
            await self._answers.run(reply.step)
        else:
            await self._tools.run(reply.step, [tool.name for tool in reply.turn.tools])

    async def _begin_next(self, reply: Reply, rounds_left: int) -> ChatRun | ToolRound | None:
        """What follows on a step; None where the reply is complete or waits for the person."""
        if isinstance(reply.step, ChatRun):
            return await self._after_answer(reply, reply.step, rounds_left)
        return None if reply.stopped_by_person else await self._after_tools(reply, reply.step)

    async def _after_answer(self, reply: Reply, run: ChatRun, rounds_left: int) -> ToolRound | None:
        answer = run.calling
        if answer is None or not reply.turn.tools:
            return None
        step = ToolRound(answer)
        if reply.stopped_by_person:
            step.end(MessageState.STOPPED)
        elif rounds_left <= 0:
            error = GatewayError(ErrorKind.TOOL_ROUNDS_USED, {"count": str(self._most_rounds())})
            step.end(MessageState.INTERRUPTED, message_error(error))
        await self._conversations.grow(step.message)
        self._hub.publish(BranchChanged(reply.conversation_id))
        return step if step.open else None

    async def _after_tools(self, reply: Reply, step: ToolRound) -> ChatRun:
        reply.turn = answered(reply.turn, step.answer, step.message)
        step.end(MessageState.COMPLETE)
        run = ChatRun(step.message, reply.turn, reply.profile)
        await self._conversations.grow(step.message, run.message)
        self._hub.publish(BranchChanged(reply.conversation_id))
        return run
