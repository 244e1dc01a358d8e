"""Asks gateways for their tasks: one loop for all profiles, asleep until the earliest is due."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.answer import message_error
from app.domain.ids import ProfileId, TaskId
from app.domain.remote_task import RemoteTask, TaskSnapshot
from app.services.events import Hub, QueueChanged
from app.services.jobs.pacing import HostPace
from app.services.jobs.poll_answers import Questions, Refusal, Said, Trouble
from app.services.jobs.poll_lanes import Lane, Lanes
from app.services.jobs.polling import (
    UNREACHABLE_AFTER,
    after_failure,
    after_no_result,
    after_snapshot,
    after_unknown,
    asked,
)
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_clock import TaskClock
from app.services.supervisor import Supervisor

log = logging.getLogger(__name__)

MOST_TOGETHER = 50
"""Tasks in one question."""

_ASLEEP_S = 60.0
_LEFT_ALONE_S = 60.0
_DISK_REFUSED_S = 30.0
_SPREAD_S = 15.0


class Poller:
    """Asks for what is due, within the pace of each host, and hands on what came of it.

    Args:
        chance: numbers from 0 to 1, which spread the waits.
        profile_of: a profile as it is now, or None; one whose key was refused is asked again once it differs.
        moved: is told of tasks that a gateway does not work on any more.
        previewed: is told of answers that show how far something is drawn.
    """

    def __init__(
        self,
        *,
        board: TaskBoard,
        questions: Questions,
        hub: Hub,
        supervisor: Supervisor,
        clock: TaskClock,
        chance: Callable[[], float],
        profile_of: Callable[[ProfileId], object],
        moved: Callable[[RemoteTask], None],
        previewed: Callable[[RemoteTask, TaskSnapshot], None],
    ) -> None:
        self._board = board
        self._questions = questions
        self._hub = hub
        self._supervisor = supervisor
        self._clock = clock
        self._chance = chance
        self._profile_of = profile_of
        self._moved = moved
        self._previewed = previewed
        self._lanes = Lanes()
        self._paces: dict[str, HostPace] = {}
        self._asking: set[TaskId] = set()
        self._paused: dict[ProfileId, object] = {}
        self._wake = asyncio.Event()
        self.relaxed = False
        """Whether nobody looks at the moment: asks half as often."""

    @property
    def paused(self) -> frozenset[ProfileId]:
        """Profiles whose key is refused or missing; their tasks wait for another one."""
        return frozenset(self._paused)

    def schedule(self, *tasks: RemoteTask) -> None:
        """Ask for tasks when they are due."""
        for task in tasks:
            if task.state.is_at_gateway and task.handle is not None:
                self._lanes.of(task).add(task)
        self._wake.set()

    def resume(self, profile_id: ProfileId) -> None:
        """Ask again for a profile's tasks, although its key was refused."""
        if profile_id in self._paused:
            del self._paused[profile_id]
            self._hub.publish(QueueChanged())
            self._wake.set()

    def resume_changed(self) -> None:
        """Ask again for the tasks of profiles that were changed since their keys were refused."""
        for profile_id, refused in tuple(self._paused.items()):
            if self._profile_of(profile_id) != refused:
                self.resume(profile_id)

    async def run(self) -> None:
        """Ask until cancelled."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        while True:
            self._wake.clear()
            wall, steady = self._notice_sleep(wall, steady)
            for lane in self._lanes:
                self._start_due(lane)
            await self._clock.wait(self._wake, self._seconds_until_next())

    def _notice_sleep(self, wall: datetime, steady: float) -> tuple[datetime, float]:
        """After the computer slept everything is due at once: spread it, as a start does.

        The same where the clock was set, or tasks would wait until it has caught up.
        """
        now, now_steady = self._clock.now(), self._clock.monotonic()
        if abs((now - wall).total_seconds() - (now_steady - steady)) > _ASLEEP_S:
            for task in self._board.alive:
                if task.state.is_at_gateway and task.handle is not None:
                    self._board.show(self._soon(task, now))
            self.schedule(*self._board.alive)
        return now, now_steady

    def _soon(self, task: RemoteTask, now: datetime) -> RemoteTask:
        return replace(task, next_poll_at=now + timedelta(seconds=_SPREAD_S * self._chance()))

    def _start_due(self, lane: Lane) -> None:
        pace = self._pace(lane)
        now, steady = self._clock.now(), self._clock.monotonic()
        while self._may_ask(lane, pace, steady) and (tasks := self._take(lane, now)):
            pace.take(steady)
            self._asking.update(task.id for task in tasks)
            self._supervisor.start(f"ask for {len(tasks)} tasks", self._poll(lane, pace, tasks))

    def _may_ask(self, lane: Lane, pace: HostPace, steady: float) -> bool:
        ready_at = pace.ready_at(steady)
        return lane.profile_id not in self._paused and ready_at is not None and ready_at <= steady

    def _take(self, lane: Lane, now: datetime) -> list[RemoteTask]:
        """The tasks of the next question."""
        taken = lane.take_due(now, self._current, MOST_TOGETHER)
        if len(taken) > 1 and not self._questions.can_be_asked_together(taken):
            lane.asks_together = False
            for task in taken[1:]:
                lane.add(task)
            return taken[:1]
        return taken

    def _current(self, due: datetime, task_id: TaskId) -> RemoteTask | None:
        task = self._board.get(task_id)
        is_current = task is not None and task.state.is_at_gateway and task.next_poll_at == due
        return task if is_current and task_id not in self._asking else None

    def _seconds_until_next(self) -> float | None:
        """Nothing ticks while nothing is due, or while only answers are awaited."""
        now, steady = self._clock.now(), self._clock.monotonic()
        waits = (self._wait_s(lane, now, steady) for lane in self._lanes)
        return min((wait for wait in waits if wait is not None), default=None)

    def _wait_s(self, lane: Lane, now: datetime, steady: float) -> float | None:
        due, ready_at = lane.next_due(self._current), self._pace(lane).ready_at(steady)
        if due is None or ready_at is None or lane.profile_id in self._paused:
            return None
        return max((due - now).total_seconds(), ready_at - steady, 0.001)

    async def _poll(self, lane: Lane, pace: HostPace, tasks: Sequence[RemoteTask]) -> None:
        try:
            said = await self._questions.ask(tasks)
            self._heed(lane, pace, tasks, said)
            changed = self._all_changed(tasks, said)
            await self._board.save(*changed)
            self._show_previews(changed, said)
        except Exception:
            log.exception("What a gateway said could not be kept; it will be asked again")
            changed = self._put_off(tasks)
        finally:
            pace.give_back()
            self._asking.difference_update(task.id for task in tasks)
        self.schedule(*changed)
        for task in changed:
            if not task.state.is_at_gateway:
                self._moved(task)

    def _show_previews(self, changed: Sequence[RemoteTask], said: Said) -> None:
        for task in changed:
            one = said.get(task.id)
            if task.state.is_at_gateway and isinstance(one, TaskSnapshot) and one.previews:
                self._previewed(task, one)

    def _put_off(self, tasks: Sequence[RemoteTask]) -> list[RemoteTask]:
        later = self._clock.now() + timedelta(seconds=_DISK_REFUSED_S)
        alive = [task for one in tasks if (task := self._at_gateway(one)) is not None]
        put_off = [replace(task, next_poll_at=later) for task in alive]
        for task in put_off:
            self._board.show(task)
        return put_off

    def _heed(self, lane: Lane, pace: HostPace, tasks: Sequence[RemoteTask], said: Said) -> None:
        """What an answer means for those that were not asked for."""
        left_out = {task.id for task in tasks if task.id not in said}
        lane.alone = (lane.alone - said.keys()) | left_out
        refusal = next((one for one in said.values() if isinstance(one, Refusal)), None)
        if refusal is None:
            return
        steady = self._clock.monotonic()
        match refusal.trouble:
            case Trouble.KEY:
                self._pause(lane.profile_id)
            case Trouble.RATE:
                pace.ease(steady, refusal.hint_s or 0.0)
            case Trouble.TASK if len(tasks) > 1:
                lane.alone |= {task.id for task in tasks}
            case Trouble.HOST if any(one.failures_in_a_row + 1 >= UNREACHABLE_AFTER for one in tasks):
                pace.pause(steady, _LEFT_ALONE_S)

    def _all_changed(self, tasks: Sequence[RemoteTask], said: Said) -> list[RemoteTask]:
        now, together = self._clock.now(), len(tasks) > 1
        alive = [task for one in tasks if (task := self._at_gateway(one)) is not None]
        return [self._changed(task, said.get(task.id), now, together=together) for task in alive]

    def _at_gateway(self, asked_for: RemoteTask) -> RemoteTask | None:
        """The task as it is by now; None where the person has ended it meanwhile."""
        task = self._board.get(asked_for.id)
        return task if task is not None and task.state.is_at_gateway else None

    def _changed(
        self, task: RemoteTask, said: TaskSnapshot | Refusal | None, now: datetime, *, together: bool
    ) -> RemoteTask:
        before, hint_s = task.next_poll_at, None
        if isinstance(said, TaskSnapshot):
            task = after_snapshot(task, said, now)
        elif isinstance(said, Refusal):
            hint_s = said.hint_s
            if said.trouble is Trouble.TASK and not together:
                task = after_unknown(task, said.error, now, self._chance())
            elif said.trouble is Trouble.KEY:
                task = replace(task, error=message_error(said.error))
            elif task.result_ready and _is_answer(said):
                task = after_no_result(task, said.error, now)
            elif said.trouble is not Trouble.RATE:
                task = after_failure(task, said.error)
        is_settled = not task.state.is_at_gateway or task.next_poll_at not in (None, before)
        if is_settled:
            return task
        return asked(task, now, self._chance(), hint_s=hint_s, relaxed=self.relaxed)

    def _pause(self, profile_id: ProfileId) -> None:
        if profile_id not in self._paused:
            self._paused[profile_id] = self._profile_of(profile_id)
            self._hub.publish(QueueChanged())

    def _pace(self, lane: Lane) -> HostPace:
        return self._paces.setdefault(lane.host, HostPace())


def _is_answer(refusal: Refusal) -> bool:
    """Whether the gateway itself answered, rather than that it could not be reached."""
    status = refusal.error.technical.status
    return refusal.trouble in (Trouble.HOST, Trouble.ANSWER) and status is not None
