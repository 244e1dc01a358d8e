"""Tells of finished tasks while one looks elsewhere: many at once are one message."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask, TaskState
from app.ui.bridge import Bridge

COLLECT_MS = 1500
_LONGEST = 80
_GONE_WRONG = frozenset(
    {TaskState.FAILED, TaskState.UNCONFIRMED, TaskState.DOWNLOAD_FAILED, TaskState.EXPIRED}
)


class FinishedTasks(QObject):
    """Collects for a moment after the first one.

    Args:
        wanted: whether the person wants to be told at this moment.
        tell: shows a message: its title, its text, and the tasks that it is about.
    """

    def __init__(
        self,
        bridge: Bridge,
        wanted: Callable[[], bool],
        tell: Callable[[str, str, tuple[RemoteTask, ...]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._tell = tell
        self._finished: dict[TaskId, RemoteTask] = {}
        self._going_on: set[TaskId] = set()
        self._collecting = QTimer(self, singleShot=True, interval=COLLECT_MS)
        self._collecting.timeout.connect(self.tell_now)
        bridge.tasks_changed.connect(self._tasks_changed)

    def tell_now(self) -> None:
        """Tell of what was collected."""
        tasks, self._finished = tuple(self._finished.values()), {}
        if tasks and self._wanted():
            self._tell(self._title(tasks), self._text(tasks), tasks)

    def _tasks_changed(self, changed: Iterable[RemoteTask]) -> None:
        for task in changed:
            self._note(task)

    def _note(self, task: RemoteTask) -> None:
        if not task.state.is_final:
            self._going_on.add(task.id)
            return
        went_on = task.id in self._going_on
        self._going_on.discard(task.id)
        is_news = task.state is TaskState.DONE or (task.state in _GONE_WRONG and not task.is_paused)
        if went_on and is_news and self._wanted():
            self._finished[task.id] = task
            if not self._collecting.isActive():
                self._collecting.start()

    def _title(self, tasks: tuple[RemoteTask, ...]) -> str:
        good = sum(task.state is TaskState.DONE for task in tasks)
        wrong = len(tasks) - good
        if len(tasks) == 1:
            return self.tr("It is done") if good else self.tr("It did not succeed")
        parts = (
            self.tr("%1 done").replace("%1", str(good)) if good else "",
            self.tr("%1 did not succeed").replace("%1", str(wrong)) if wrong else "",
        )
        return " · ".join(filter(None, parts))

    def _text(self, tasks: tuple[RemoteTask, ...]) -> str:
        """The first prompt stands for all of them."""
        prompt = " ".join(tasks[0].prompt.split()) or tasks[0].model
        return prompt if len(prompt) <= _LONGEST else f"{prompt[: _LONGEST - 1]}…"
