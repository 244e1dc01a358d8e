"""Background coroutines that belong to no window: named, kept, ended together."""

import asyncio
import logging
from collections.abc import Coroutine

log = logging.getLogger(__name__)


class Supervisor:
    """Owns tasks until they end. A failure that nobody caught is logged as our own fault."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def start(self, name: str, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run a coroutine in the background.

        Raises:
            RuntimeError: the supervisor was closed.
        """
        if self._closed:
            work.close()
            raise RuntimeError("the supervisor is closed")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    @property
    def closed(self) -> bool:
        """Whether nothing can be started any more."""
        return self._closed

    async def close(self) -> None:
        """Cancel everything and wait until each has closed what it holds."""
        self._closed = True
        while self._tasks:
            tasks = tuple(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("Background work %s failed", task.get_name(), exc_info=error)
