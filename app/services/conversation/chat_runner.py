"""Runs requests for answers: what comes is told at once and saved while it comes."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.domain.answer import Answer
from app.domain.chat_event import (
    Broken,
    ChatEvent,
    InBackground,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    TextReplaced,
    ToolCallDelta,
)
from app.domain.conversation import MessageState
from app.domain.errors import ErrorKind, StudioError, Technical
from app.domain.turn import ChatTurn
from app.services.clock import elapsed_ms, stopwatch
from app.services.conversation.background_answers import BackgroundAnswers
from app.services.conversation.bills import Bills
from app.services.conversation.chat_protocols import chat_protocol, in_terms_of
from app.services.conversation.chat_run import ChatRun
from app.services.conversation.keeping import AnswerKeeper
from app.services.events import (
    BranchChanged,
    Hub,
    MessageChanged,
    MessageGrew,
    RetryWaiting,
)
from app.services.gateway_calls import GatewayCalls
from app.services.supervisor import Supervisor
from app.storage.attachments import AttachmentStore
from app.transport.http import Answer as GatewayAnswer

if TYPE_CHECKING:
    from app.protocols.base import ChatDecoder

SAVE_EVERY_S = 1.0
_CUT = (ErrorKind.STREAM_CUT, ErrorKind.EMPTY_ANSWER)
"""How an answer ends for its listener that goes on in the background."""
LONGEST_BURST_MS = 4.0
"""A backlog of events lets everybody else have a turn after so long."""


class ChatRunner:
    """Whatever happens to a request, what came is saved and the end is told.

    Args:
        masked: takes the known secrets out of a text.
    """

    def __init__(
        self,
        *,
        calls: GatewayCalls,
        attachments: AttachmentStore,
        keeper: AnswerKeeper,
        bills: Bills,
        hub: Hub,
        supervisor: Supervisor,
        masked: Callable[[str], str],
    ) -> None:
        self._calls = calls
        self._attachments = attachments
        self._keeper = keeper
        self._bills = bills
        self._hub = hub
        self._supervisor = supervisor
        self._masked = masked
        self._background = BackgroundAnswers(calls, supervisor)

    async def run(self, run: ChatRun) -> None:
        """The life of one request, and of those for the rest of an answer that pauses."""
        saver = self._supervisor.start(f"saving {run.conversation_id}", self._keep_saving(run))
        prices = self._bills.prepare(run.call, run.turn, run.profile)
        self._supervisor.start(f"prices of {run.profile.id}", prices)
        state = MessageState.COMPLETE
        try:
            turn: ChatTurn | None = run.turn
            while turn is not None:
                await self._receive(run, turn)
                if (turn := run.next_turn) is not None:
                    run.go_on()
        except StudioError as error:
            self._fail(run, error)
        except asyncio.CancelledError:
            state = MessageState.STOPPED if run.stopped_by_person else MessageState.INTERRUPTED
            if run.stopped_by_person and run.background_id:
                self._background.cancel(run)
            if not run.stopped_by_person:
                raise
        except Exception as fault:
            self._fail(run, StudioError(ErrorKind.INTERNAL, technical=Technical(cause=repr(fault))))
            raise
        finally:
            saver.cancel()
            await asyncio.shield(self._finish(run, state))

    async def _receive(self, run: ChatRun, turn: ChatTurn) -> None:
        """Ask, and take in what comes; what the gateway goes on with is fetched when it is there."""
        if not run.fetches:
            await self._ask(run, turn)
        if run.background_id and not run.told_to_end and run.message.error is None:
            events = await self._background.fetch(run)
            run.begin_anew()
            self._hub.publish(MessageChanged(run.message))
            await self._take(run, events)

    async def _ask(self, run: ChatRun, turn: ChatTurn) -> None:
        protocol = chat_protocol(turn.protocol)
        request = protocol.request(turn, run.profile.traits)
        on_wait = partial(self._tell_wait, run)
        async with self._calls.stream(run.profile, request, on_wait=on_wait) as answer:
            run.call.answered(answer.headers)
            if answer.whole is not None:
                await self._take(run, protocol.parse(answer.whole))
            else:
                await self._receive_events(run, protocol.decoder(), answer)

    def _tell_wait(self, run: ChatRun, seconds: float) -> None:
        message_id = run.answers[0].message.id
        self._hub.publish(RetryWaiting(run.conversation_id, message_id, seconds))

    async def _receive_events(self, run: ChatRun, decoder: "ChatDecoder", answer: GatewayAnswer) -> None:
        began = stopwatch()
        try:
            async for event in answer.events():
                await self._take(run, decoder.feed(event))
                if elapsed_ms(began) > LONGEST_BURST_MS:
                    await asyncio.sleep(0)
                    began = stopwatch()
        except StudioError as error:
            await self._close_cut(run, decoder, error)
        else:
            await self._take(run, decoder.finish())

    async def _close_cut(self, run: ChatRun, decoder: "ChatDecoder", error: StudioError) -> None:
        """The connection broke. An answer whose end was told before is whole all the same."""
        await self._take(run, [event for event in decoder.finish() if not isinstance(event, Broken)])
        if not run.told_to_end and not run.background_id:
            self._fail(run, error)

    async def _take(self, run: ChatRun, events: Sequence[ChatEvent]) -> None:
        for event in events:
            if isinstance(event, Broken):
                if not (run.background_id and event.error.kind in _CUT):
                    self._fail(run, event.error)
            elif (answer := run.apply(event)) is not None:
                self._tell_growth(run, answer, event)
            elif isinstance(event, InBackground):
                self._hub.publish(MessageChanged(run.message))
        await self._keep_pictures(run)

    def _tell_growth(self, run: ChatRun, answer: Answer, event: ChatEvent) -> None:
        message_id = answer.message.id
        match event:
            case TextDelta(text=text) | RefusalDelta(text=text):
                self._hub.publish(MessageGrew(run.conversation_id, message_id, text=text))
            case ReasoningDelta(text=text):
                self._hub.publish(MessageGrew(run.conversation_id, message_id, reasoning=text))
            case TextReplaced():
                self._hub.publish(MessageChanged(answer.snapshot()))
            case ToolCallDelta(call=0, name=name) if name:
                self._hub.publish(MessageChanged(answer.snapshot()))
            case _:
                return

    def _fail(self, run: ChatRun, error: StudioError) -> None:
        error = in_terms_of(run.turn, error)
        error.hide(self._masked)
        run.fail(error)

    async def _keep_pictures(self, run: ChatRun) -> None:
        for answer in run.answers:
            while answer.pictures:
                picture = answer.pictures.pop(0)
                name = picture.name or f"picture.{picture.mime.partition('/')[2] or 'png'}"
                answer.keep(await self._attachments.add_bytes(picture.data, name))
                self._hub.publish(MessageChanged(answer.snapshot()))

    async def _keep_saving(self, run: ChatRun) -> None:
        """Save what came once a second, so that a crash loses no more than that."""
        while True:
            await asyncio.sleep(SAVE_EVERY_S)
            if run.unsaved:
                messages = run.snapshots()
                run.unsaved = not await self._keeper.keep(messages)
                for message in messages:
                    if message.tool_calls:  # their arguments grow without a word, for nobody reads along
                        self._hub.publish(MessageChanged(message))

    async def _finish(self, run: ChatRun, state: MessageState) -> None:
        run.end(state)
        messages = await self._keeper.finish(run.snapshots(), run.call)
        for message in messages:
            self._hub.publish(MessageChanged(message))
        if len(messages) > 1:
            self._hub.publish(BranchChanged(run.conversation_id))
