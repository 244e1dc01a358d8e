"""Tasks that take their time at the demo gateway: queued, running with a percentage, then done or failed."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.demo.pace import Pace

_QUEUED_SHARE = 0.15
"""How much of its time a task waits before it is begun."""
_LOOKS_AT_FULL_SPEED = 2
"""At full speed a task ends when it is looked at for the second time, however soon that is."""
_MOST_TASKS = 2000


class Stage(StrEnum):
    """Where a task is; each family has its own words for these."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class NoSuchTask(Exception):
    """The gateway does not know the task, or not any more."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A task as it is now."""

    stage: Stage
    percent: int


@dataclass(slots=True)
class DemoTask:
    """One task. ``asked`` is the request as its family understood it, ``facts`` are that family's notes."""

    id: str
    asked: Any
    make: Callable[[], Any]
    seconds: float
    fails: bool
    begun_at: float
    facts: dict[str, Any] = field(default_factory=dict)
    looks: int = 0
    is_cancelled: bool = False
    made: Any = None


class TaskShelf:
    """Keeps the newest tasks of all families.

    Args:
        pace: at full speed a task goes on with each look instead of with the time.
        clock: seconds, never going back.
    """

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._tasks: OrderedDict[str, DemoTask] = OrderedDict()

    def begin(
        self,
        task_id: str,
        asked: Any,
        make: Callable[[], Any],
        *,
        seconds: float = 8.0,
        fails: bool = False,
    ) -> DemoTask:
        """Take a task; ``make`` is called once, in a worker thread, when the task is first seen done."""
        task = DemoTask(task_id, asked, make, seconds, fails, self._clock())
        self._tasks[task_id] = task
        while len(self._tasks) > _MOST_TASKS:
            self._tasks.popitem(last=False)
        return task

    def get(self, task_id: str) -> DemoTask:
        """A task without going on with it.

        Raises:
            NoSuchTask: nobody knows it.
        """
        if task_id not in self._tasks:
            raise NoSuchTask(task_id)
        return self._tasks[task_id]

    def all(self) -> tuple[DemoTask, ...]:
        """Every task of every family, the oldest first."""
        return tuple(self._tasks.values())

    async def look(self, task: DemoTask) -> Moment:
        """How far a task is; what it makes is in ``task.made`` once it is done."""
        task.looks += 1
        now = self._moment(task)
        if now.stage is Stage.DONE and task.made is None:
            task.made = await asyncio.to_thread(task.make)
        return now

    def cancel(self, task: DemoTask) -> bool:
        """End a task that is not done yet; says whether it could be ended."""
        if self._moment(task).stage in (Stage.DONE, Stage.FAILED):
            return False
        task.is_cancelled = True
        return True

    def forget(self, task_id: str) -> None:
        """Know nothing of a task any more."""
        self._tasks.pop(task_id, None)

    def _moment(self, task: DemoTask) -> Moment:
        if task.is_cancelled:
            return Moment(Stage.CANCELLED, 0)
        share = self._share(task)
        if share >= 1:
            return Moment(Stage.FAILED if task.fails else Stage.DONE, 100)
        if share < _QUEUED_SHARE:
            return Moment(Stage.QUEUED, 0)
        return Moment(Stage.RUNNING, int(100 * share))

    def _share(self, task: DemoTask) -> float:
        if self._pace.full_speed:
            return task.looks / _LOOKS_AT_FULL_SPEED
        return (self._clock() - task.begun_at) / task.seconds
