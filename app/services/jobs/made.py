"""What became of the one request that costs money: kept first, whatever the disk says, then followed."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from app.domain.answer import message_error
from app.domain.errors import ErrorKind, ProtocolError, StorageError, StudioError
from app.domain.generation import GenerationResult, MediaOutput, PartialPicture, ProgressTold
from app.domain.remote_task import RemoteTask, TaskSnapshot, TaskState
from app.protocols.charges import usage_facts
from app.services.events import Hub, PartialShown
from app.services.jobs.poll_answers import KeepBytes
from app.services.jobs.polling import after_snapshot, ended, first_wait_s, is_usable, spread, with_outputs
from app.services.jobs.submitting import Again, Refused, Unknown, after_error
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_clock import TaskClock
from app.storage.task_turns import TaskTurnStore

log = logging.getLogger(__name__)

Result = TypeVar("Result")

NOTHING_SAID = GenerationResult()
_DISK_REFUSED_S = 5.0


class Made:
    """Turns answers into tasks. Whatever was paid for is kept as soon as the disk takes it.

    Args:
        keep_bytes: puts bytes that came inline into files.
    """

    def __init__(
        self,
        *,
        board: TaskBoard,
        turns: TaskTurnStore,
        keep_bytes: KeepBytes,
        hub: Hub,
        clock: TaskClock,
        chance: Callable[[], float],
    ) -> None:
        self._board = board
        self._turns = turns
        self._keep_bytes = keep_bytes
        self._hub = hub
        self._clock = clock
        self._chance = chance

    async def accepted(self, task: RemoteTask, said: TaskSnapshot) -> RemoteTask:
        """The gateway has it: from here on it is asked for, or its results are fetched."""
        now = self._clock.now()
        said = replace(said, outputs=await self._kept_bytes(task, said.outputs))
        task = after_snapshot(task, said, now)
        if task.state.is_at_gateway and task.next_poll_at is None:
            task = replace(task, next_poll_at=now + spread(first_wait_s(task), self._chance()))
        await self._patiently(task, lambda: self._board.save_through(task))
        return task

    async def result(self, task: RemoteTask, result: GenerationResult) -> RemoteTask:
        """The call answered with its results: they are filed like those of a task."""
        now = self._clock.now()
        await self._keep_turn(task, result)
        outputs = await self._kept_bytes(task, result.outputs)
        facts = usage_facts(result.usage) | dict(result.facts)
        current = self._board.get(task.id) or task
        found = replace(
            with_outputs(current, outputs, now),
            texts=result.texts,
            facts=facts,
            cost=facts.get("cost") or current.cost,
            error=None,
        )
        if any(is_usable(output) for output in found.outputs):
            return await self.keep(replace(found, state=TaskState.DOWNLOADING, changed_at=now))
        if found.texts:
            return await self.keep(ended(found, TaskState.DONE, now))
        error = next((output.error for output in outputs if output.error), None)
        missing = error or ProtocolError(ErrorKind.RESULT_MISSING)
        return await self.keep(ended(found, TaskState.FAILED, now, missing))

    async def broke_off(
        self, task: RemoteTask, error: StudioError, attempt: int, said: GenerationResult = NOTHING_SAID
    ) -> RemoteTask:
        """The answer ended too early: what came of it is kept; without any, nobody knows what was made."""
        await self._keep_turn(task, said)
        current = self._board.get(task.id) or task
        current = replace(current, facts={**current.facts, **said.facts})
        if any(is_usable(output) for output in current.outputs):
            found = replace(current, state=TaskState.DOWNLOADING, error=message_error(error))
            return await self.keep(found)
        return await self.nothing(current, after_error(error, attempt))

    async def broken(
        self, task: RemoteTask, error: StudioError, said: GenerationResult = NOTHING_SAID
    ) -> RemoteTask:
        """The stream told of an error, or was cut."""
        if error.kind is ErrorKind.STREAM_CUT or any(is_usable(output) for output in task.outputs):
            return await self.broke_off(task, error, 0, said)
        return await self.nothing(replace(task, facts={**task.facts, **said.facts}), Refused(error))

    async def found(self, task: RemoteTask, output: MediaOutput) -> RemoteTask:
        """One of several outputs is finished: it is kept at once, whatever becomes of the others."""
        kept = await self._kept_bytes(task, (output,))
        task = with_outputs(task, (*task.outputs, *kept), self._clock.now())
        return await self.keep(replace(task, state=TaskState.RUNNING))

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

    async def nothing(self, task: RemoteTask, outcome: Again | Refused | Unknown) -> RemoteTask:
        """Nothing was made, as far as anybody knows."""
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
                return await self.keep(waiting)
            case Refused():
                return await self.keep(ended(task, TaskState.FAILED, now, outcome.error))
            case Unknown():
                return await self.keep(ended(task, TaskState.UNCONFIRMED, now, outcome.error))

    async def keep(self, task: RemoteTask) -> RemoteTask:
        """Keep what became of a request. It is paid for, so a disk that refuses is waited for."""
        await self._patiently(task, lambda: self._board.save(task))
        return task

    async def _keep_turn(self, task: RemoteTask, said: GenerationResult) -> None:
        """Keep an answer in its own words, so that the conversation can be gone on with."""
        if said.raw_text:
            await self._patiently(task, lambda: self._turns.keep(task.id, said.raw_text))

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
