"""What was ordered together, as far as something of it failed."""

from app.domain.remote_task import RemoteTask
from app.storage.batches import BatchStore
from app.storage.remote_tasks import RemoteTaskStore


class Batches:
    """Looks among the newest tasks."""

    def __init__(self, batches: BatchStore, tasks: RemoteTaskStore) -> None:
        self._batches = batches
        self._tasks = tasks

    async def failed(self) -> tuple[tuple[RemoteTask, ...], ...]:
        """The failed tasks of each batch that has some, the newest batch first; none that was repeated.

        Raises:
            StorageError: they cannot be read.
        """
        return tuple([await self._tasks.get_many(ids) for ids in await self._batches.failed()])
