"""Does what a person wants with the queue."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app.domain.errors import ErrorKind, InputError
from app.domain.ids import ProfileId, TaskId
from app.domain.remote_task import RemoteTask
from app.services.studio import Studio
from app.ui.notices import Notices
from app.ui.operation import Operation


class QueueDesk(QObject):
    """Serves one panel; what went wrong is said in the window."""

    def __init__(self, studio: Studio, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices

    def move(self, ids: Sequence[TaskId], before: TaskId | None) -> None:
        """Put tasks before another one, or at the end."""
        self._run(self._studio.generate.move(ids, before))

    def move_to_front(self, ids: Sequence[TaskId]) -> None:
        """Have tasks begun next."""
        self._run(self._studio.generate.move_to_front(*ids))

    def step(self, ids: Sequence[TaskId], by: int) -> None:
        """Move tasks by one place, up or down, together."""
        order = [task.id for task in self._studio.generate.waiting]
        places = [order.index(task_id) for task_id in ids if task_id in order]
        others = [task_id for task_id in order if task_id not in ids]
        if not places or not others:
            return
        above = sum(order.index(task_id) < min(places) for task_id in others)
        target = max(0, above + by)
        self.move(ids, others[target] if target < len(others) else None)

    def cancel(self, ids: Sequence[TaskId]) -> None:
        """Take tasks out, with a way back: nothing was sent."""
        if ids:
            Operation(
                self,
                self._studio.generate.cancel(*ids),
                done=lambda _: self._offer_undo(ids),
                failed=self._notices.show_error,
            )

    def set_paused(self, profile_id: ProfileId | None, paused: bool) -> None:
        """Let a provider's part, or all of it, stand still or go on."""
        generate = self._studio.generate
        (generate.pause if paused else generate.resume)(profile_id)

    def set_at_once(self, profile_id: ProfileId, count: int) -> None:
        """Make so many of a provider's tasks at the same time."""
        profile = self._studio.profiles.get(profile_id)
        if profile is not None and profile.at_once != count:
            self._run(self._studio.profiles.save(replace(profile, at_once=count), {}))

    def read_failed(self, done: Callable[[tuple[tuple[RemoteTask, ...], ...]], None]) -> None:
        """Find what of the newest batches has failed."""
        Operation(self, self._studio.batches.failed(), done=done, failed=self._notices.show_error)

    def again(self, tasks: Sequence[RemoteTask]) -> None:
        """Order once more what failed."""
        self._run(self._again(tasks))

    async def _again(self, tasks: Sequence[RemoteTask]) -> None:
        for task in tasks:
            profile = self._studio.profiles.get(task.profile_id)
            card = await self._studio.cards.get(task.card_id)
            if profile is None or card is None:
                raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model})
            await self._studio.generate.again(task, profile, card)

    def _offer_undo(self, ids: Sequence[TaskId]) -> None:
        text = self.tr("Taken out of the queue: %1").replace("%1", str(len(ids)))
        back = self._studio.generate.put_back
        self._notices.show(text, "info", self.tr("Undo"), lambda: self._run(back(*ids)))

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)
