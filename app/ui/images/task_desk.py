"""What is done with the tasks behind results: fetched, sent again, ended, deleted with a way back."""

from collections.abc import Coroutine, Sequence

from PySide6.QtCore import QObject

from app.domain.errors import ErrorKind, InputError
from app.domain.ids import AssetId, TaskId
from app.domain.remote_task import RemoteTask, TaskState
from app.services.jobs.generate import form_of
from app.services.studio import Studio
from app.ui.notices import Notices
from app.ui.operation import Operation


class TaskDesk(QObject):
    """Serves one page."""

    def __init__(self, studio: Studio, notices: Notices, page: QObject) -> None:
        super().__init__(page)
        self._studio = studio
        self._notices = notices

    def fetch(self, task: RemoteTask) -> None:
        """Have once more what was paid for."""
        if task.state is TaskState.DOWNLOAD_FAILED:
            self._run(self._studio.tasks.download_again(task.id))
        else:
            self._run(self._studio.tasks.check_again(task.id))

    def try_other_ways(self, task: RemoteTask) -> None:
        """Look for its file wherever else it may lie."""
        self._run(self._studio.tasks.try_other_ways(task.id))

    def ask_now(self, task: RemoteTask) -> None:
        """Ask for it at once."""
        self._run(self._studio.tasks.ask_now(task.id))

    def search(self, task: RemoteTask) -> None:
        """Look for it at the provider, where no answer came."""
        self._run(self._studio.tasks.lost.search(task.id))

    def retry(self, task: RemoteTask) -> None:
        """The same request once more, unless it is under way."""
        if not self._is_under_way(task):
            self._run(self._send_again(task))

    def stop_watching(self, task: RemoteTask) -> None:
        """Ask for it no more."""
        self._run(self._studio.tasks.stop_watching(task.id))

    def cancel(self, task: RemoteTask) -> None:
        """End it."""
        self._run(self._studio.tasks.cancel(task.id))

    def ask_for_seed(self, task: RemoteTask) -> None:
        """Have the provider tell the seed; it is shown and kept with the result."""
        asking = self._studio.seeds.ask(task.id)
        Operation(self, asking, done=self._tell_seed, failed=self._notices.show_error)

    def delete(self, tasks: Sequence[RemoteTask]) -> None:
        """Take tasks away with what came of them, with a way back. What is being made stays."""
        deletable = [task for task in tasks if is_deletable(task)]
        ids = [task.id for task in deletable]
        assets = [asset_id for task in deletable for asset_id in task.assets]
        if ids:
            Operation(
                self,
                self._remove(ids, assets),
                done=lambda _: self._offer_undo(ids, assets),
                failed=self._notices.show_error,
            )

    def _is_under_way(self, task: RemoteTask) -> bool:
        """Whether the same was asked for already: a second press shall cost nothing."""
        begun = (one for one in self._studio.tasks.running if one.parent_id == task.id)
        return any(one.pressed == task.pressed for one in begun)

    def _tell_seed(self, seed: str) -> None:
        self._notices.show(self.tr("Seed: %1").replace("%1", seed), "success")

    async def _send_again(self, task: RemoteTask) -> None:
        profile = self._studio.profiles.get(task.profile_id)
        form = form_of(task)
        card = await self._studio.cards.get(task.card_id)
        if profile is None or form is None or card is None:
            raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model})
        await self._studio.generate.again(task, profile, card)

    def _offer_undo(self, ids: Sequence[TaskId], assets: Sequence[AssetId]) -> None:
        several = self.tr("%1 deleted").replace("%1", str(len(ids)))
        text = several if len(ids) > 1 else self.tr("Deleted")
        self._notices.show(text, "info", self.tr("Undo"), lambda: self._run(self._bring_back(ids, assets)))

    async def _remove(self, ids: Sequence[TaskId], assets: Sequence[AssetId]) -> None:
        await self._studio.tasks.remove(ids)
        await self._studio.library.remove(assets)

    async def _bring_back(self, ids: Sequence[TaskId], assets: Sequence[AssetId]) -> None:
        await self._studio.library.restore(assets)
        await self._studio.tasks.restore(ids)

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)


def is_deletable(task: RemoteTask) -> bool:
    """Whether nothing is being made of it now."""
    return task.state.is_final or task.state is TaskState.WAITING
