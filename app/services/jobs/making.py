"""Begins what waits in the queue: the one request that costs money, sent once, after it was written down."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, InputError, ProtocolError, StudioError
from app.domain.form import GenerationForm
from app.domain.generation import Generation
from app.domain.ids import ProfileId
from app.domain.remote_task import RemoteTask, TaskState
from app.protocols.base import CallProtocol, TaskProtocol
from app.protocols.charges import charges_in
from app.services.conversation.earlier_turns import EarlierTurns
from app.services.conversation.turns import parse_extra
from app.services.jobs.inputs import Inputs, weight_of
from app.services.jobs.made import Made
from app.services.jobs.polling import ended
from app.services.jobs.submitting import Accepted, Again, Outcome, Refused, Unknown, after_answer, after_error
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_calls import TaskCalls
from app.services.jobs.task_clock import TaskClock
from app.services.listening import Listening
from app.services.off_loop import computed
from app.storage.records import from_text
from app.wire.request import WireRequest
from app.wire.response import WireResponse

Result = TypeVar("Result")
FindCard = Callable[[str], Awaitable[ModelCard | None]]
FindCalled = Callable[[ProfileId, ModelCard, str], Awaitable[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Formats:
    """The wire formats by their ids: those that answer at once, and those of tasks."""

    calls: Mapping[str, CallProtocol]
    tasks: Mapping[str, TaskProtocol]


class Making:
    """Makes the request of a task and sends it; what became of it is the business of ``Made``.

    Args:
        card: finds a model card by its id.
        turns: finds what was said before, where a form goes on from it.
        called: finds what has to go along for the characters that a prompt calls.
    """

    def __init__(
        self,
        *,
        board: TaskBoard,
        calls: TaskCalls,
        formats: Formats,
        card: FindCard,
        inputs: Inputs,
        turns: EarlierTurns,
        called: FindCalled,
        made: Made,
        clock: TaskClock,
    ) -> None:
        self._board = board
        self._calls = calls
        self._formats = formats
        self._card = card
        self._inputs = inputs
        self._turns = turns
        self._called = called
        self._made = made
        self._clock = clock

    async def begin(self, task: RemoteTask) -> RemoteTask:
        """Send a waiting task, once; the task as it is afterwards, kept.

        Raises:
            StorageError: the disk refuses. What was not written down was not sent.
        """
        attempt = task.failures_in_a_row
        try:
            generation = await self.assembled(task)
            routed = await self._calls.routed(task, attempt)
            request = await computed(lambda: self._request(routed, generation), weight_of(generation))
            await self._calls.prepare(routed)
        except StudioError as error:
            return await self._made.keep(ended(task, TaskState.FAILED, self._clock.now(), error))
        sent = replace(
            routed, state=TaskState.SUBMITTING, submitted_at=self._clock.now(), next_poll_at=None, error=None
        )
        await self._board.save_through(sent)
        if task.protocol in self._formats.tasks:
            return await self._submit(sent, generation, request, attempt)
        return await self._call(sent, generation, request, attempt)

    async def assembled(self, task: RemoteTask) -> Generation:
        """The request of a task as a value, its inputs and what was said before it read.

        Raises:
            InputError: its card is gone, an input cannot be read, or the person's own JSON is none.
            ProfileError: its profile is gone.
            GatewayError: the task that it goes on from is not known any more.
        """
        form = from_text(GenerationForm, task.request)
        card = await self._card(form.card_id)
        if card is None:
            raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model}, field="model")
        called = await self._called(task.profile_id, card, form.words)
        return Generation(
            card=self._calls.adapted(card, task),
            model=form.model,
            values={name: _value(value) for name, value in form.values.items()},
            media=await self._inputs.read(form.inputs, card, lambda: self._calls.destination(task)),
            extra={**called, **parse_extra(form.extra_json)},
            stream=form.stream,
            parent=form.parent,
            button=form.button,
            client_id=task.id,
            history=await self._turns.before(form),
        )

    def _request(self, task: RemoteTask, generation: Generation) -> WireRequest:
        if (tasks := self._formats.tasks.get(task.protocol)) is not None:
            return tasks.submit(generation, task.traits)
        if (calls := self._formats.calls.get(task.protocol)) is not None:
            return calls.request(generation, task.traits)
        raise ProtocolError(ErrorKind.NOT_OFFERED, {"model": task.model})

    async def _submit(
        self, task: RemoteTask, generation: Generation, request: WireRequest, attempt: int
    ) -> RemoteTask:
        protocol = self._formats.tasks[task.protocol]
        try:
            response = await self._calls.send(task, request)
        except StudioError as error:
            return await self._made.nothing(task, after_error(error, attempt))
        outcome = await self._outcome(response, lambda: protocol.parse_submit(response, generation), attempt)
        if not isinstance(outcome, Accepted):
            return await self._made.nothing(task, self._or_another_key(task, response, outcome, attempt))
        said = outcome.result
        return await self._made.accepted(task, replace(said, facts=charges_in(response) | said.facts))

    async def _call(
        self, task: RemoteTask, generation: Generation, request: WireRequest, attempt: int
    ) -> RemoteTask:
        protocol = self._formats.calls[task.protocol]
        listening: Listening | None = None
        try:
            async with self._calls.stream(task, request) as answer:
                if (response := answer.whole) is None:
                    listening = Listening(self._made, task, protocol.decoder(generation), answer.headers)
                    async for event in answer.events():
                        await listening.take(event)
                    return await listening.end()
        except StudioError as error:
            if listening is not None:
                return await listening.broke_off(error, attempt)
            return await self._made.broke_off(task, error, attempt)
        whole = response
        outcome = await self._outcome(whole, lambda: protocol.parse(whole, generation), attempt)
        if not isinstance(outcome, Accepted):
            return await self._made.nothing(task, self._or_another_key(task, whole, outcome, attempt))
        result = outcome.result
        return await self._made.result(task, replace(result, facts=charges_in(whole) | dict(result.facts)))

    async def _outcome(
        self, response: WireResponse, parse: Callable[[], Result], attempt: int
    ) -> "Outcome[Result]":
        now = self._clock.now().timestamp()
        return await computed(lambda: after_answer(response, parse, attempt, now), len(response.body))

    def _or_another_key(
        self,
        task: RemoteTask,
        response: WireResponse,
        outcome: Again | Refused | Unknown,
        attempt: int,
    ) -> Again | Refused | Unknown:
        """A refused key costs nothing: the next one may be taken at once."""
        has_another = attempt + 1 < self._calls.key_count(task)
        if response.status == 401 and isinstance(outcome, Refused) and has_another:
            return Again(0.0, outcome.error)
        return outcome


def _value(value: object) -> "str | int | float | bool | tuple[str, ...] | None":
    """A value of a form as it was before it was kept: lists were tuples."""
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | int | float | bool) else None
