"""Begins what waits in the queue: the one request that costs money, sent once, after it was written down."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from app.domain.answer import message_error
from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, InputError, ProtocolError, StorageError, StudioError
from app.domain.form import FormInput, GenerationForm
from app.domain.generation import (
    Generation,
    GenerationBroken,
    GenerationEnded,
    GenerationResult,
    MediaOutput,
    OutputFound,
    PartialPicture,
    ProgressTold,
    SlotMedia,
)
from app.domain.media import MediaBytes, MediaLink
from app.domain.remote_task import RemoteTask, TaskSnapshot, TaskState
from app.protocols.base import CallProtocol, TaskProtocol
from app.services.events import Hub, PartialShown
from app.services.poll_answers import KeepBytes
from app.services.polling import after_snapshot, ended, first_wait_s, is_usable, spread
from app.services.submitting import Accepted, Again, Refused, Unknown, after_answer, after_error
from app.services.task_board import TaskBoard
from app.services.task_calls import TaskCalls
from app.services.task_clock import TaskClock
from app.services.turns import parse_extra
from app.storage.attachments import AttachmentStore
from app.storage.records import from_text
from app.wire.request import WireRequest
from app.wire.response import ServerEvent, WireResponse

log = logging.getLogger(__name__)

Result = TypeVar("Result")
FindCard = Callable[[str], Awaitable[ModelCard | None]]


_DISK_REFUSED_S = 5.0


@dataclass(frozen=True, slots=True)
class Formats:
    """The wire formats by their ids: those that answer at once, and those of tasks."""

    calls: Mapping[str, CallProtocol]
    tasks: Mapping[str, TaskProtocol]


class Making:
    """Makes the request of a task, sends it, and says what became of it.

    Args:
        card: finds a model card by its id.
        keep_bytes: puts bytes that came inline into files.
    """

    def __init__(
        self,
        *,
        board: TaskBoard,
        calls: TaskCalls,
        formats: Formats,
        card: FindCard,
        attachments: AttachmentStore,
        keep_bytes: KeepBytes,
        hub: Hub,
        clock: TaskClock,
        chance: Callable[[], float],
    ) -> None:
        self._board = board
        self._calls = calls
        self._formats = formats
        self._card = card
        self._attachments = attachments
        self._keep_bytes = keep_bytes
        self._hub = hub
        self._clock = clock
        self._chance = chance

    async def begin(self, task: RemoteTask) -> RemoteTask:
        """Send a waiting task, once; the task as it is afterwards, kept.

        Raises:
            StorageError: the disk refuses. What was not written down was not sent.
        """
        attempt = task.failures_in_a_row
        try:
            generation = await self.assembled(task)
            task = await self._calls.routed(task, attempt)
            request = self._request(task, generation)
            await self._calls.prepare(task)
        except StudioError as error:
            return await self._keep(ended(task, TaskState.FAILED, self._clock.now(), error))
        sent = replace(
            task, state=TaskState.SUBMITTING, submitted_at=self._clock.now(), next_poll_at=None, error=None
        )
        await self._board.save_through(sent)
        if task.protocol in self._formats.tasks:
            return await self._submit(sent, generation, request, attempt)
        return await self._call(sent, generation, request, attempt)

    async def assembled(self, task: RemoteTask) -> Generation:
        """The request of a task as a value, its inputs read.

        Raises:
            InputError: its card is gone, an input cannot be read, or the person's own JSON is none.
        """
        form = from_text(GenerationForm, task.request)
        card = await self._card(form.card_id)
        if card is None:
            raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model}, field="model")
        return Generation(
            card=card,
            model=form.model,
            values={name: _value(value) for name, value in form.values.items()},
            media=tuple([SlotMedia(one.role, await self._read(one)) for one in form.inputs]),
            extra=parse_extra(form.extra_json),
            stream=form.stream,
            parent=form.parent,
            button=form.button,
            client_id=task.id,
        )

    async def _read(self, one: FormInput) -> MediaBytes | MediaLink:
        if one.attachment is None:
            return MediaLink(one.link)
        data = await self._attachments.read(one.attachment)
        return MediaBytes(data, one.attachment.mime, one.attachment.name, one.attachment.kind)

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
            return await self._not_made(task, after_error(error, attempt))
        outcome = after_answer(
            response, lambda: protocol.parse_submit(response, generation), attempt, self._unix_time()
        )
        if not isinstance(outcome, Accepted):
            return await self._not_made(task, self._or_another_key(task, response, outcome, attempt))
        return await self._accepted(task, outcome.result)

    async def _accepted(self, task: RemoteTask, said: TaskSnapshot) -> RemoteTask:
        """The gateway has it: from here on it is asked for, or its results are fetched."""
        now = self._clock.now()
        said = replace(said, outputs=await self._kept_bytes(task, said.outputs))
        task = after_snapshot(task, said, now)
        if task.state.is_at_gateway and task.next_poll_at is None:
            task = replace(task, next_poll_at=now + spread(first_wait_s(task), self._chance()))
        await self._patiently(task, lambda: self._board.save_through(task))
        return task

    async def _call(
        self, task: RemoteTask, generation: Generation, request: WireRequest, attempt: int
    ) -> RemoteTask:
        protocol = self._formats.calls[task.protocol]
        try:
            async with self._calls.stream(task, request) as answer:
                if (response := answer.whole) is None:
                    listening = _Listening(self, task, protocol, generation)
                    async for event in answer.events():
                        await listening.take(event)
                    return await listening.end()
        except StudioError as error:
            return await self._broke_off(task, error, attempt)
        whole = response
        outcome = after_answer(whole, lambda: protocol.parse(whole, generation), attempt, self._unix_time())
        if not isinstance(outcome, Accepted):
            return await self._not_made(task, self._or_another_key(task, whole, outcome, attempt))
        return await self.made(task, outcome.result)

    async def made(self, task: RemoteTask, result: GenerationResult) -> RemoteTask:
        """The call answered with its results: they are filed like those of a task."""
        now = self._clock.now()
        outputs = await self._kept_bytes(task, result.outputs)
        task = replace(
            self._board.get(task.id) or task,
            outputs=tuple(replace(output, index=index) for index, output in enumerate(outputs)),
            texts=result.texts,
            facts=dict(result.facts),
            error=None,
        )
        if any(is_usable(output) for output in task.outputs):
            return await self._keep(replace(task, state=TaskState.DOWNLOADING, changed_at=now))
        if task.texts:
            return await self._keep(ended(task, TaskState.DONE, now))
        error = next((output.error for output in outputs if output.error), None)
        missing = error or ProtocolError(ErrorKind.RESULT_MISSING)
        return await self._keep(ended(task, TaskState.FAILED, now, missing))

    async def _broke_off(self, task: RemoteTask, error: StudioError, attempt: int) -> RemoteTask:
        """The answer ended too early: what came of it is kept; without any, nobody knows what was made."""
        current = self._board.get(task.id) or task
        if any(is_usable(output) for output in current.outputs):
            found = replace(current, state=TaskState.DOWNLOADING, error=message_error(error))
            return await self._keep(found)
        return await self._not_made(current, after_error(error, attempt))

    async def broken(self, task: RemoteTask, error: StudioError) -> RemoteTask:
        """The stream told of an error, or was cut."""
        if error.kind is ErrorKind.STREAM_CUT or any(is_usable(output) for output in task.outputs):
            return await self._broke_off(task, error, attempt=0)
        return await self._not_made(task, Refused(error))

    async def found(self, task: RemoteTask, output: MediaOutput) -> RemoteTask:
        """One of several outputs is finished: it is kept at once, whatever becomes of the others."""
        kept = await self._kept_bytes(task, (output,))
        task = replace(task, state=TaskState.RUNNING, outputs=(*task.outputs, *kept))
        return await self._keep(task)

    def told(self, task: RemoteTask, event: PartialPicture | ProgressTold) -> RemoteTask:
        """A preview, or how far it is."""
        if isinstance(event, PartialPicture):
            self._hub.publish(PartialShown(task.id, event))
            return task
        percent = max(filter(None, (task.progress_percent, event.percent)), default=None)
        words = event.words or task.words
        task = replace(task, state=TaskState.RUNNING, progress_percent=percent, words=words)
        self._board.show(task)
        return task

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

    async def _not_made(self, task: RemoteTask, outcome: Again | Refused | Unknown) -> RemoteTask:
        now = self._clock.now()
        match outcome:
            case Again():
                waiting = replace(
                    task,
                    state=TaskState.WAITING,
                    submitted_at=None,
                    failures_in_a_row=task.failures_in_a_row + 1,
                    next_poll_at=now + timedelta(seconds=outcome.pause_s),
                    error=message_error(outcome.error),
                )
                return await self._keep(waiting)
            case Refused():
                return await self._keep(ended(task, TaskState.FAILED, now, outcome.error))
            case Unknown():
                return await self._keep(ended(task, TaskState.UNCONFIRMED, now, outcome.error))

    async def _keep(self, task: RemoteTask) -> RemoteTask:
        """Keep what became of a request. It is paid for, so a disk that refuses is waited for."""
        await self._patiently(task, lambda: self._board.save(task))
        return task

    async def _kept_bytes(
        self, task: RemoteTask, outputs: tuple[MediaOutput, ...]
    ) -> tuple[MediaOutput, ...]:
        return await self._patiently(task, lambda: self._keep_bytes(outputs))

    async def _patiently(self, task: RemoteTask, work: Callable[[], Awaitable[Result]]) -> Result:
        while True:
            try:
                return await work()
            except StorageError as error:
                log.exception("What a gateway made cannot be kept yet")
                self._board.show(replace(self._board.get(task.id) or task, error=message_error(error)))
                await self._clock.sleep(_DISK_REFUSED_S)

    def _unix_time(self) -> float:
        return self._clock.now().timestamp()


class _Listening:
    """One stream of a generation, from its first event to its end."""

    def __init__(
        self, making: Making, task: RemoteTask, protocol: CallProtocol, generation: Generation
    ) -> None:
        self._making = making
        self._task = task
        self._decoder = protocol.decoder(generation)
        self._ended: GenerationEnded | GenerationBroken | None = None

    async def take(self, event: ServerEvent) -> None:
        """One event of the stream."""
        for said in self._decoder.feed(event):
            await self._take(said)

    async def end(self) -> RemoteTask:
        """The body ended; the task as it is afterwards."""
        for said in self._decoder.finish():
            await self._take(said)
        match self._ended:
            case GenerationEnded(result):
                return await self._making.made(self._task, self._whole(result))
            case GenerationBroken(error):
                return await self._making.broken(self._task, error)
            case None:
                return await self._making.broken(self._task, ProtocolError(ErrorKind.STREAM_CUT))

    async def _take(self, said: object) -> None:
        match said:
            case OutputFound(output):
                self._task = await self._making.found(self._task, output)
            case PartialPicture() | ProgressTold():
                self._task = self._making.told(self._task, said)
            case GenerationEnded() | GenerationBroken():
                self._ended = self._ended or said
            case _:
                log.warning("A format tells of %s, which nobody knows", type(said).__name__)

    def _whole(self, result: GenerationResult) -> GenerationResult:
        """The result with what was found on the way, which lies on the disk already."""
        if len(self._task.outputs) >= len(result.outputs):
            return replace(result, outputs=self._task.outputs)
        return result


def _value(value: object) -> "str | int | float | bool | tuple[str, ...] | None":
    """A value of a form as it was before it was kept: lists were tuples."""
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | int | float | bool) else None
