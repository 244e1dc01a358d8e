"""Tasks in the order in which they are due, in lanes: one question can be about tasks of one lane."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.addresses import host_of
from app.domain.ids import ProfileId, TaskId
from app.domain.remote_task import RemoteTask

Current = Callable[[datetime, TaskId], RemoteTask | None]
"""The task that an entry stands for; None where the entry is out of date."""


@dataclass(slots=True)
class Lane:
    """Tasks of one profile, place, key and format."""

    profile_id: ProfileId
    host: str
    entries: list[tuple[datetime, TaskId]] = field(default_factory=list)
    alone: set[TaskId] = field(default_factory=set)
    """Tasks that an answer about several left out: they are asked for one by one."""
    asks_together: bool = True

    def add(self, task: RemoteTask) -> None:
        """Have the task asked for when it is due."""
        if task.next_poll_at is not None:
            heapq.heappush(self.entries, (task.next_poll_at, task.id))

    def next_due(self, current: Current) -> datetime | None:
        """When the first task is due; entries that are out of date are dropped on the way."""
        while self.entries and current(*self.entries[0]) is None:
            heapq.heappop(self.entries)
        return self.entries[0][0] if self.entries else None

    def take_due(self, now: datetime, current: Current, most: int) -> list[RemoteTask]:
        """Take out what the next question may be about: several tasks, or one that goes alone."""
        taken: dict[TaskId, RemoteTask] = {}
        while len(taken) < most and (due := self.next_due(current)) is not None and due <= now:
            task = current(*self.entries[0])
            if task is None or (taken and not self._goes_together(task)):
                break
            heapq.heappop(self.entries)
            taken[task.id] = task
            if not self._goes_together(task):
                break
        return list(taken.values())

    def _goes_together(self, task: RemoteTask) -> bool:
        return self.asks_together and task.id not in self.alone


class Lanes:
    """All lanes; they come into being with the first task of each."""

    def __init__(self) -> None:
        self._lanes: dict[tuple[object, ...], Lane] = {}

    def __iter__(self) -> Iterator[Lane]:
        """The lanes, the one whose task is due first at the front."""
        return iter(sorted(self._lanes.values(), key=_first))

    def of(self, task: RemoteTask) -> Lane:
        """The lane of a task."""
        key = (task.profile_id, task.root, task.protocol, task.key_id, task.traits)
        if key not in self._lanes:
            self._lanes[key] = Lane(task.profile_id, host_of(task.root))
        return self._lanes[key]


def _first(lane: Lane) -> float:
    return lane.entries[0][0].timestamp() if lane.entries else float("inf")
