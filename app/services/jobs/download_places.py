"""How many results are fetched at once, and in which order: what dies first goes first."""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from app.services.jobs.task_clock import TaskClock
from app.services.supervisor import Supervisor

_AT_ONCE = 3
_SLOW_S = 20.0
_NEVER = datetime.max.replace(tzinfo=UTC)


class DownloadPlaces:
    """A few places. A download that takes long gives its own to others, and goes on beside them."""

    def __init__(self, supervisor: Supervisor, clock: TaskClock, at_once: int = _AT_ONCE) -> None:
        self._supervisor = supervisor
        self._clock = clock
        self._free = at_once
        self._waiting: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    @asynccontextmanager
    async def one(self, expires_at: datetime | None) -> AsyncIterator[None]:
        """A place, once it is free, before those whose links live longer. No time means for ever."""
        await self._taken(expires_at or _NEVER)
        giving = self._supervisor.start("give the place of a slow download away", self._give_later())
        try:
            yield
        finally:
            if giving.cancel():
                self._give()

    async def _taken(self, expires_at: datetime) -> None:
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (expires_at, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give()
            raise

    async def _give_later(self) -> None:
        await self._clock.sleep(_SLOW_S)
        self._give()

    def _give(self) -> None:
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
