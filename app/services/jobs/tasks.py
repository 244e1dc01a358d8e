"""The coordinator: every paid task of every profile, from its row to its files, across restarts."""

import logging
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.card import MediaFamily
from app.domain.errors import ErrorKind, ProtocolError
from app.domain.ids import ProfileId, TaskId
from app.domain.library import TaskAnswer, TaskFilter, TaskRow
from app.domain.remote_task import RemoteTask, TaskState
from app.protocols.base import TaskProtocol
from app.protocols.failures import error_from_response
from app.services.events import Hub, ProfilesChanged, TasksRemoved
from app.services.jobs.adoption import Adoption
from app.services.jobs.downloads import Downloads
from app.services.jobs.generate import Generate
from app.services.jobs.lost_tasks import LostTasks
from app.services.jobs.other_ways import may_lie_elsewhere, other_places, with_output
from app.services.jobs.poll_answers import handle_of
from app.services.jobs.poller import Poller
from app.services.jobs.polling import ended
from app.services.jobs.recovery import recovered
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_calls import TaskCalls
from app.services.jobs.task_clock import TaskClock
from app.services.supervisor import Supervisor

log = logging.getLogger(__name__)

_GRACE_S = 8.0
_SENT = (TaskState.SUBMITTING, TaskState.RUNNING)
_RESUMABLE = (TaskState.EXPIRED, TaskState.CANCELLED, TaskState.FAILED, TaskState.WAITING_FOR_INPUT)


class Tasks:
    """What the person can do with tasks, and what goes on with them by itself."""

    def __init__(
        self,
        *,
        board: TaskBoard,
        generate: Generate,
        poller: Poller,
        downloads: Downloads,
        calls: TaskCalls,
        adoption: Adoption,
        protocols: Mapping[str, TaskProtocol],
        hub: Hub,
        supervisor: Supervisor,
        clock: TaskClock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._board = board
        self._generate = generate
        self._poller = poller
        self._downloads = downloads
        self._calls = calls
        self._protocols = protocols
        self.lost = LostTasks(board, calls, adoption, protocols, self._go_on, self._watched)
        self._hub = hub
        self._supervisor = supervisor
        self._clock = clock
        self._chance = chance
        hub.listen(ProfilesChanged, self._profiles_changed)

    async def recover(self) -> None:
        """Go on where the last run ended, and begin to work. Nothing is submitted: the queue stands still.

        Raises:
            StorageError: the disk refuses.
        """
        stored = await self._board.load()
        self._downloads.remember(stored)
        now = self._clock.now()
        tasks = [recovered(task, now, self._chance()) for task in stored]
        changed = [task for task, before in zip(tasks, stored, strict=True) if task is not before]
        await self._board.save(*changed)
        if any(task.state is TaskState.WAITING for task in tasks):
            self._generate.pause()
        self._downloads.start(*tasks)
        self._poller.schedule(*tasks)
        self._supervisor.start("ask for tasks", self._poller.run())
        self._supervisor.start("begin tasks", self._generate.run())

    async def close(self) -> None:
        """Give what was sent a moment for its answer; to be called before the supervisor ends everything."""
        await self._generate.settle(_GRACE_S)

    def follow(self, task: RemoteTask) -> None:
        """See to what a task needs next: to be asked for, or to have its results saved."""
        self._downloads.start(task)
        self._poller.schedule(task)

    @property
    def running(self) -> tuple[RemoteTask, ...]:
        """Everything that is not over."""
        return self._board.alive

    @property
    def is_busy(self) -> bool:
        """Whether something is made or saved right now; what waits in a queue that stands still is not."""
        return self.busy > 0

    @property
    def busy(self) -> int:
        """How many are made or saved right now."""
        return sum(task.state is not TaskState.WAITING for task in self._board.alive)

    @property
    def sending(self) -> int:
        """How many paid requests wait for their answer right now: who leaves may not learn what they made."""
        return sum(task.handle is None and task.state in _SENT for task in self._board.alive)

    @property
    def paused_profiles(self) -> frozenset[ProfileId]:
        """Profiles whose tasks wait because their key is refused or missing."""
        return self._poller.paused

    def relax(self, relaxed: bool) -> None:
        """Ask half as often while nobody looks."""
        self._poller.relaxed = relaxed

    async def ids(self, wanted: TaskFilter = TaskFilter()) -> tuple[TaskId, ...]:
        """The tasks of the board that a filter leaves in, in its order."""
        return await self._board.store.ids(wanted)

    async def rows(self, wanted: TaskFilter) -> tuple[TaskRow, ...]:
        """The same with the state of each."""
        return await self._board.store.rows(wanted)

    async def models(self, page: MediaFamily | None = None) -> tuple[str, ...]:
        """The models of a page's tasks, or of all."""
        return await self._board.store.models(page)

    async def typical_s(self, model: str) -> float | None:
        """How long a model usually took here, in seconds; None where it made nothing yet."""
        return await self._board.store.typical_s(model)

    async def last_times_s(self, page: MediaFamily) -> dict[str, float]:
        """How long each model of a page took here the last time, in seconds."""
        return await self._board.store.last_times_s(page)

    async def get_many(self, ids: Sequence[TaskId]) -> tuple[RemoteTask, ...]:
        """The tasks of some ids, in their order."""
        return await self._board.store.get_many(ids)

    async def get(self, task_id: TaskId) -> RemoteTask | None:
        """One task, in whatever state it is."""
        return await self._board.find(task_id)

    async def children(self, task_id: TaskId) -> tuple[RemoteTask, ...]:
        """The tasks that go on from one, or repeat it; the oldest first."""
        return await self._board.store.children(task_id)

    async def answers(self, task_id: TaskId) -> tuple[TaskAnswer, ...]:
        """Everything that was asked and said of a task, keys masked."""
        return await self._board.store.answers(task_id)

    async def check_again(self, task_id: TaskId) -> RemoteTask | None:
        """Ask once more for a task that was given up; None where there is nothing to ask for."""
        task = await self._board.find(task_id)
        if task is None or task.handle is None or task.state not in _RESUMABLE:
            return None
        return await self._watched(task)

    async def download_again(self, *task_ids: TaskId) -> None:
        """Try once more to save results, for example when the disk has room again."""
        for task_id in task_ids:
            task = await self._board.find(task_id)
            if task is None or task.state is not TaskState.DOWNLOAD_FAILED:
                continue
            if not task.outputs:
                await self._watched(task)
            else:
                await self._go_on(replace(task, state=TaskState.DOWNLOADING, error=None, finished_at=None))

    async def try_other_ways(self, task_id: TaskId) -> None:
        """Look for the file of a finished task at every address that its gateway ever told. It costs nothing.

        Raises:
            ProtocolError: RESULT_MISSING, where no other address is known.
            StorageError: the disk refuses.
        """
        task = await self._board.find(task_id)
        if task is None or not may_lie_elsewhere(task):
            return
        places = other_places(task, await self._board.store.answers(task_id))
        if not places:
            raise ProtocolError(ErrorKind.RESULT_MISSING)
        task = replace(
            with_output(task, places[0]), state=TaskState.DOWNLOADING, error=None, finished_at=None
        )
        await self._board.save(task)
        self._downloads.try_places(task, places)

    async def ask_now(self, *task_ids: TaskId) -> None:
        """Ask for tasks at once, also where their provider's key was refused: it may be good by now."""
        for task_id in task_ids:
            task = self._board.get(task_id)
            if task is not None and _is_watched(task):
                self._poller.resume(task.profile_id)
                await self._go_on(replace(task, next_poll_at=self._clock.now()))

    async def stop_watching(self, *task_ids: TaskId) -> None:
        """Ask for tasks no more. The gateway may go on with them, and ``check_again`` takes them up again."""
        for task_id in task_ids:
            task = self._board.get(task_id)
            if task is not None and (_is_watched(task) or task.state is TaskState.DOWNLOADING):
                self._downloads.stop(task_id)
                saving = task.state is TaskState.DOWNLOADING
                state = TaskState.DOWNLOAD_FAILED if saving else TaskState.CANCELLED
                await self._board.save(ended(task, state, self._clock.now()))

    def can_cancel(self, task: RemoteTask) -> bool:
        """Whether its gateway takes a task back."""
        protocol = self._protocols.get(task.protocol)
        if protocol is None or task.handle is None or not task.state.is_at_gateway:
            return False
        return protocol.cancel(task.handle, task.traits) is not None

    async def cancel(self, *task_ids: TaskId) -> None:
        """End tasks: free while they wait here, else at the gateway where it can.

        They are asked for once more then: they may have finished, and been paid, before the word came.

        Raises:
            StudioError: the gateway did not take the word; the task goes on.
        """
        await self._generate.cancel(*task_ids)
        for task_id in task_ids:
            task = self._board.get(task_id)
            if task is not None and self.can_cancel(task):
                await self._cancel_there(task)

    async def remove(self, task_ids: Iterable[TaskId]) -> None:
        """Take tasks off the board; what the gateway still works on is not asked for any more."""
        ids = tuple(task_ids)
        await self._generate.cancel(*ids)
        await self.stop_watching(*ids)
        await self._board.store.remove(ids)
        self._board.drop(ids)
        self._hub.publish(TasksRemoved(frozenset(ids)))

    async def restore(self, task_ids: Iterable[TaskId]) -> None:
        """Put removed tasks back."""
        ids = tuple(task_ids)
        await self._board.store.restore(ids)
        for task in await self._board.store.get_many(ids):
            if not task.state.is_final:
                await self._go_on(recovered(task, self._clock.now(), self._chance()))
        self._hub.publish(TasksRemoved(frozenset(ids)))

    async def _cancel_there(self, task: RemoteTask) -> None:
        request = self._protocols[task.protocol].cancel(handle_of(task), task.traits)
        if request is not None:
            response = await self._calls.send(task, request)
            if response.status >= 400:
                raise error_from_response(response)
            current = self._board.get(task.id)
            if current is not None and current.state.is_at_gateway:
                await self._go_on(replace(current, next_poll_at=self._clock.now()))

    async def _watched(self, task: RemoteTask) -> RemoteTask:
        """The task asked for at once, its patience begun anew."""
        now = self._clock.now()
        return await self._go_on(
            replace(
                task,
                state=TaskState.RUNNING,
                submitted_at=now,
                finished_at=None,
                error=None,
                next_poll_at=now,
                empty_answers=0,
                unknown_answers=0,
                failures_in_a_row=0,
            )
        )

    async def _go_on(self, task: RemoteTask) -> RemoteTask:
        await self._board.save(task)
        self.follow(task)
        return task

    def _profiles_changed(self, _event: ProfilesChanged) -> None:
        self._poller.resume_changed()


def _is_watched(task: RemoteTask) -> bool:
    """Whether it is asked for; a call that answers by itself has nothing to be asked for."""
    return task.state.is_at_gateway and task.handle is not None
