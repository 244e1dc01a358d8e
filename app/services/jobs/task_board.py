"""The tasks that go on, in memory and in the database, always the same in both."""

import logging
from collections.abc import Awaitable, Iterable, Sequence

from app.domain.errors import StorageError
from app.domain.ids import ProfileId, TaskId
from app.domain.media import Asset
from app.domain.remote_task import RemoteTask, TaskState
from app.services.events import AssetAdded, Hub, TaskChanged
from app.storage.remote_tasks import RemoteTaskStore

log = logging.getLogger(__name__)

_BUSY = (TaskState.SUBMITTING, TaskState.QUEUED, TaskState.RUNNING)


class TaskBoard:
    """Every change of a task goes through here: kept first, then told."""

    def __init__(self, store: RemoteTaskStore, hub: Hub) -> None:
        self.store = store
        self._hub = hub
        self._alive: dict[TaskId, RemoteTask] = {}

    async def load(self) -> tuple[RemoteTask, ...]:
        """Read what goes on; to be done once."""
        tasks = await self.store.unfinished()
        self._alive = {task.id: task for task in tasks}
        return tasks

    @property
    def alive(self) -> tuple[RemoteTask, ...]:
        """Everything that is not over."""
        return tuple(self._alive.values())

    def get(self, task_id: TaskId) -> RemoteTask | None:
        """A task that is not over."""
        return self._alive.get(task_id)

    async def find(self, task_id: TaskId) -> RemoteTask | None:
        """A task in whatever state it is."""
        return self._alive.get(task_id) or await self.store.get(task_id)

    def waiting(self) -> list[RemoteTask]:
        """What was not sent yet, in the order of the queue."""
        waiting = (task for task in self._alive.values() if task.state is TaskState.WAITING)
        return sorted(waiting, key=lambda task: (task.position, task.created_at))

    def busy(self, profile_id: ProfileId) -> int:
        """How many tasks of a profile are being made."""
        return sum(task.profile_id == profile_id and task.state in _BUSY for task in self._alive.values())

    async def save(self, *tasks: RemoteTask) -> None:
        """Keep tasks, then tell of them.

        Raises:
            StorageError: the disk refuses; nothing was changed then.
        """
        await self._kept(tasks, self.store.save(*tasks))
        for task in tasks:
            self._hub.publish(TaskChanged(task))

    async def save_with_asset(self, task: RemoteTask, asset: Asset) -> None:
        """Keep a finished file with its task; errors as of ``save``."""
        await self._kept((task,), self.store.save_with_asset(task, asset))
        self._hub.publish(AssetAdded(asset))
        self._hub.publish(TaskChanged(task))

    async def save_through(self, task: RemoteTask) -> None:
        """Keep a task so that even a power cut takes nothing of it; errors as of ``save``."""
        await self._kept((task,), self.store.save_through(task))
        self._hub.publish(TaskChanged(task))

    def show(self, task: RemoteTask) -> None:
        """Tell of mere progress, which is not worth keeping."""
        if task.id in self._alive:
            self._alive[task.id] = task
            self._hub.publish(TaskChanged(task))

    def drop(self, ids: Iterable[TaskId]) -> None:
        """Tasks that were taken off the board."""
        for task_id in ids:
            self._alive.pop(task_id, None)

    async def _kept(self, tasks: Sequence[RemoteTask], saving: Awaitable[None]) -> None:
        before = self._put(tasks)
        try:
            await saving
        except StorageError:
            self._take_back(before)
            raise

    def _put(self, tasks: Iterable[RemoteTask]) -> dict[TaskId, RemoteTask | None]:
        """Change the memory at once, so that nobody works on a state that is gone; what was there before."""
        before = {task.id: self._alive.get(task.id) for task in tasks}
        for task in tasks:
            self._set(task.id, None if task.state.is_final else task)
        return before

    def _take_back(self, before: dict[TaskId, RemoteTask | None]) -> None:
        for task_id, task in before.items():
            self._set(task_id, task)

    def _set(self, task_id: TaskId, task: RemoteTask | None) -> None:
        if task is None:
            self._alive.pop(task_id, None)
        else:
            self._alive[task_id] = task
