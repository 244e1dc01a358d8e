"""The queue of what is to be made: written down first, begun in order, a few at a time for each profile."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.card import ModelCard, SlotRole
from app.domain.errors import ErrorKind, InputError, StorageError, StudioError
from app.domain.form import FormInput, GenerationForm
from app.domain.ids import ProfileId, TaskId
from app.domain.profile import AT_ONCE, Profile
from app.domain.remote_task import RemoteTask, TaskState
from app.services.clock import new_id
from app.services.events import Hub, ProfilesChanged, QueueChanged, TaskChanged
from app.services.jobs.making import Making
from app.services.jobs.orders import Order, new_task
from app.services.jobs.polling import ended
from app.services.jobs.submitting import LONGEST_S
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_clock import TaskClock
from app.services.supervisor import Supervisor
from app.storage.attachments import AttachmentStore
from app.storage.records import from_text, to_text

log = logging.getLogger(__name__)

_TAKEN_OUT_AT_ONCE = 200
_FEW = 50
"""More orders are written out in a thread, for as long as the window has something else to do."""


class Generate:
    """Takes forms, and begins them as places become free.

    Args:
        at_once: how many of a profile's tasks may be made at the same time.
        moved: is told of every task that was begun.
    """

    def __init__(
        self,
        *,
        board: TaskBoard,
        making: Making,
        attachments: AttachmentStore,
        hub: Hub,
        supervisor: Supervisor,
        clock: TaskClock,
        at_once: Callable[[ProfileId], int] = lambda _: AT_ONCE,
        moved: Callable[[RemoteTask], None],
    ) -> None:
        self._board = board
        self._making = making
        self._attachments = attachments
        self._hub = hub
        self._supervisor = supervisor
        self._clock = clock
        self._at_once = at_once
        self._moved = moved
        self._beginning: dict[TaskId, asyncio.Task[None]] = {}
        self._stopped: set[TaskId] = set()
        self._leaving: set[TaskId] = set()
        """What is being taken out of the queue; none of it is begun any more."""
        self._paused: set[ProfileId] = set()
        self._is_paused = False
        self._wake = asyncio.Event()
        hub.listen(TaskChanged, self._task_changed)
        hub.listen(ProfilesChanged, self._profiles_changed)

    @property
    def waiting(self) -> tuple[RemoteTask, ...]:
        """What was not sent yet, in the order of the queue."""
        return tuple(self._board.waiting())

    def is_paused(self, profile_id: ProfileId | None = None) -> bool:
        """Whether the queue, or a profile's part of it, stands still."""
        return self._is_paused or profile_id in self._paused

    @property
    def paused_profiles(self) -> frozenset[ProfileId]:
        """Profiles whose part stands still, whether the whole queue does or not."""
        return frozenset(self._paused)

    async def input_from_file(self, role: SlotRole, path: Path) -> FormInput:
        """A copy of a file, so that it exists tomorrow.

        Raises:
            InputError: it is empty, too large, or cannot be read.
            StorageError: the disk refuses the copy.
        """
        return FormInput(role, await self._attachments.add_file(path))

    async def input_from_bytes(self, role: SlotRole, data: bytes, name: str) -> FormInput:
        """Bytes as an input, for example a mask that was drawn; errors as of ``input_from_file``."""
        return FormInput(role, await self._attachments.add_bytes(data, name))

    async def add(
        self, profile: Profile, card: ModelCard, *forms: GenerationForm, parent_id: TaskId | None = None
    ) -> tuple[RemoteTask, ...]:
        """Put forms at the end of the queue. They are kept when this returns, and begun when there is room.

        Raises:
            StorageError: the disk refuses; nothing was sent.
        """
        return await self._put_in(profile, [Order(card, form, parent_id) for form in forms])

    async def add_batch(self, profile: Profile, orders: Sequence[Order]) -> tuple[RemoteTask, ...]:
        """Put many orders at the end of the queue, all or none, and remember that they belong together.

        Raises:
            StorageError: as of ``add``.
        """
        batch = new_id()
        return await self._put_in(profile, [replace(order, batch=batch) for order in orders])

    async def again(self, task: RemoteTask, profile: Profile, card: ModelCard) -> RemoteTask:
        """The same request as a new task, because the person wants it, knowing what it may cost.

        Raises:
            InputError: the task was begun elsewhere, so that nobody knows its form.
            StorageError: as of ``add``.
        """
        form = form_of(task)
        if form is None:
            raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model}, field="model")
        (made,) = await self._put_in(profile, [Order(card, form, task.id, task.batch)])
        return made

    async def answer(self, task_id: TaskId, card: ModelCard, form: GenerationForm) -> RemoteTask | None:
        """Go on with a task whose gateway asked for more: the same task, with what it is told now.

        Returns:
            The task as it waits; None where it is asked for nothing any more.

        Raises:
            StorageError: as of ``add``.
        """
        task = await self._board.find(task_id)
        if task is None or task.state is not TaskState.WAITING_FOR_INPUT:
            return None
        answered = replace(
            task,
            card_id=card.id,
            action=card.action,
            prompt=form.words or task.prompt,
            request=to_text(form),
            state=TaskState.WAITING,
            position=await self._board.store.back_position(),
            submitted_at=None,
            finished_at=None,
            next_poll_at=None,
            error=None,
        )
        await self._board.save(answered)
        self._hub.publish(QueueChanged())
        self._wake.set()
        return answered

    def pause(self, profile_id: ProfileId | None = None) -> None:
        """Begin nothing more, of a profile or at all. What runs goes on."""
        if profile_id is None:
            self._is_paused = True
        else:
            self._paused.add(profile_id)
        self._hub.publish(QueueChanged())

    def resume(self, profile_id: ProfileId | None = None) -> None:
        """Go on with the queue."""
        if profile_id is None:
            self._is_paused = False
        else:
            self._paused.discard(profile_id)
        self._hub.publish(QueueChanged())
        self._wake.set()

    async def move(self, task_ids: Collection[TaskId], before: TaskId | None = None) -> None:
        """Put waiting tasks before another one, or at the end; their own order stays.

        Raises:
            StorageError: the disk refuses; the order is as it was.
        """
        waiting = self._waiting_here()
        moved = [task for task in waiting if task.id in task_ids]
        others = [task for task in waiting if task.id not in task_ids]
        place = next((row for row, task in enumerate(others) if task.id == before), len(others))
        order = (*others[:place], *moved, *others[place:])
        places = _rising(task.position for task in waiting)
        await self._board.save(
            *(
                replace(task, position=position)
                for task, position in zip(order, places, strict=True)
                if task.position != position
            )
        )
        self._hub.publish(QueueChanged())

    async def move_to_front(self, *task_ids: TaskId) -> None:
        """Have waiting tasks begun next; errors as of ``move``."""
        others = (task.id for task in self._waiting_here() if task.id not in task_ids)
        await self.move(task_ids, next(others, None))

    async def cancel(self, *task_ids: TaskId) -> None:
        """Take tasks out of the queue, which costs nothing, or end calls that wait for their answer."""
        wanted, now = frozenset(task_ids), self._clock.now()
        waiting = [task for task in self._waiting_here() if task.id in wanted]
        for task_id in wanted & self._beginning.keys():
            self._stopped.add(task_id)
            self._beginning[task_id].cancel()
        await self._take_out(waiting, now)
        self._hub.publish(QueueChanged())

    async def _take_out(self, waiting: Sequence[RemoteTask], now: datetime) -> None:
        """End what waits, a few at a time: thousands at once would hold up the window."""
        ids = {task.id for task in waiting}
        self._leaving |= ids
        try:
            for start in range(0, len(waiting), _TAKEN_OUT_AT_ONCE):
                some = waiting[start : start + _TAKEN_OUT_AT_ONCE]
                await self._board.save(*(ended(task, TaskState.CANCELLED, now) for task in some))
        finally:
            self._leaving -= ids

    async def put_back(self, *task_ids: TaskId) -> None:
        """Let tasks wait again, in their old places, that were taken out before they were sent.

        Raises:
            StorageError: the disk refuses; they stay out.
        """
        found = await self._board.store.get_many(task_ids)
        unsent = (task for task in found if task.state is TaskState.CANCELLED and task.submitted_at is None)
        await self._board.save(
            *(replace(task, state=TaskState.WAITING, finished_at=None, error=None) for task in unsent)
        )
        self._hub.publish(QueueChanged())
        self._wake.set()

    async def run(self) -> None:
        """Begin what waits until cancelled. Nothing ticks while nothing waits for a moment."""
        while True:
            self._wake.clear()
            self._begin_what_fits()
            await self._clock.wait(self._wake, self._seconds_until_next())

    async def settle(self, grace_s: float) -> None:
        """Wait a moment for answers to what was sent: each is worth what was paid for it."""
        self._is_paused = True
        if self._beginning:
            await asyncio.wait(tuple(self._beginning.values()), timeout=grace_s)

    async def _put_in(self, profile: Profile, orders: Sequence[Order]) -> tuple[RemoteTask, ...]:
        position = await self._board.store.back_position()
        known = {order.form.model: 0.0 for order in orders}
        for model in known:
            known[model] = await self._board.store.typical_s(model) or 0.0
        now = self._clock.now()

        def made() -> list[RemoteTask]:
            return [
                new_task(order, profile, now, position + place, known[order.form.model])
                for place, order in enumerate(orders)
            ]

        tasks = await asyncio.to_thread(made) if len(orders) > _FEW else made()
        await self._board.save(*tasks)
        self._hub.publish(QueueChanged())
        self._wake.set()
        return tuple(tasks)

    def _waiting_here(self) -> list[RemoteTask]:
        """What waits and is not being prepared: only this may be moved, or taken out without a trace."""
        held = self._beginning.keys() | self._leaving
        return [task for task in self._board.waiting() if task.id not in held]

    def _begin_what_fits(self) -> None:
        now = self._clock.now()
        waiting = self._board.waiting()
        preparing = Counter(task.profile_id for task in waiting if task.id in self._beginning)
        room: dict[ProfileId, int] = {}
        for task in waiting:
            profile_id = task.profile_id
            if profile_id not in room:
                taken = self._board.busy(profile_id) + preparing[profile_id]
                room[profile_id] = 0 if self.is_paused(profile_id) else self._at_once(profile_id) - taken
            is_due = _is_due(task, now) and task.id not in self._leaving
            if room[profile_id] > 0 and is_due and task.id not in self._beginning:
                room[profile_id] -= 1
                self._beginning[task.id] = self._supervisor.start(f"make {task.id}", self._begin(task))

    def _seconds_until_next(self) -> float | None:
        now = self._clock.now()
        later = (task.next_poll_at for task in self._board.waiting() if task.id not in self._beginning)
        waits = [(moment - now).total_seconds() for moment in later if moment is not None and moment > now]
        return None if self._is_paused else min(waits, default=None)

    async def _begin(self, task: RemoteTask) -> None:
        try:
            self._moved(await self._making.begin(task))
        except asyncio.CancelledError:
            if task.id not in self._stopped:
                raise
            await self._end_stopped(task)
        except StorageError:
            log.exception("A task could not be written down; nothing is begun until the person says so")
            self.pause()
        except Exception:
            log.exception("Our own fault, while a task was begun")
            await self._end_faulty(task)
        finally:
            self._stopped.discard(task.id)
            self._beginning.pop(task.id, None)
            self._wake.set()

    async def _end_stopped(self, task: RemoteTask) -> None:
        """The person ended it; whether the gateway goes on with what was sent, nobody knows."""
        current = self._board.get(task.id)
        if current is None:
            return
        if current.state is TaskState.WAITING:
            state = TaskState.CANCELLED
        else:
            state = TaskState.DOWNLOADING if current.outputs else TaskState.UNCONFIRMED
        now = self._clock.now()
        stopped = ended(current, state, now) if state.is_final else replace(current, state=state)
        await self._board.save(stopped)
        self._moved(stopped)

    async def _end_faulty(self, task: RemoteTask) -> None:
        """What was not sent has failed; of what was sent, nobody knows."""
        current = self._board.get(task.id) or task
        state = TaskState.FAILED if current.state is TaskState.WAITING else TaskState.UNCONFIRMED
        error = StudioError(ErrorKind.INTERNAL)
        await self._board.save(ended(current, state, self._clock.now(), error))

    def _profiles_changed(self, _event: ProfilesChanged) -> None:
        """Another number may be made at the same time."""
        self._wake.set()

    def _task_changed(self, event: TaskChanged) -> None:
        if event.task.state.is_final or event.task.state is TaskState.DOWNLOADING:
            self._wake.set()


def _is_due(task: RemoteTask, now: datetime) -> bool:
    """Whether its pause is over. No pause is as long as it may seem once the clock was set back."""
    return task.next_poll_at is None or not now < task.next_poll_at <= now + timedelta(seconds=LONGEST_S)


def _rising(positions: Iterable[int]) -> list[int]:
    """Places in their order, each one's own."""
    places: list[int] = []
    for position in positions:
        places.append(max(position, places[-1] + 1) if places else position)
    return places


def form_of(task: RemoteTask) -> GenerationForm | None:
    """The form that a task was made from; None where it was begun elsewhere."""
    return from_text(GenerationForm, task.request) if task.request else None
