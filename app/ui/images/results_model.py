"""What was made and is being made, as rows that read themselves when they come into sight."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from app.domain.card import MediaFamily
from app.domain.ids import AssetId, TaskId
from app.domain.media import Asset, MediaKind
from app.domain.remote_task import RemoteTask
from app.services.events import AssetAdded, LibraryChanged, PartialShown
from app.services.jobs.tasks import Tasks
from app.services.library import Library
from app.ui.bridge import Bridge
from app.ui.images.task_words import state_words, title_of
from app.ui.operation import Operation
from app.ui.ordering.order_page import IMAGES
from app.ui.transcript.content.decoding import decode

RESULT_ROLE = Qt.ItemDataRole.UserRole + 1
PREVIEW_PX = 512
_SIGHTS = (MediaKind.PICTURE, MediaKind.VIDEO)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Result:
    """A task with what came of it; ``preview`` is how far it is drawn."""

    task: RemoteTask
    assets: tuple[Asset, ...] = ()
    preview: QImage | None = None
    part: int = 0
    """Which of its sights is the chosen one."""

    @property
    def sights(self) -> tuple[Asset, ...]:
        """What of it can be looked at: pictures and clips."""
        return tuple(asset for asset in self.assets if asset.kind in _SIGHTS)

    @property
    def chosen(self) -> Asset | None:
        """The chosen one of them."""
        sights = self.sights
        return sights[min(self.part, len(sights) - 1)] if sights else None

    @property
    def picture(self) -> Asset | None:
        """The chosen one where it is a picture."""
        chosen = self.chosen
        return chosen if chosen is not None and chosen.kind is MediaKind.PICTURE else None


class ResultsModel(QAbstractListModel):
    """The tasks of the image page, newest first. Only ids are held for what was never in sight."""

    filled = Signal()
    """The number of rows is another one."""
    failed = Signal(object)

    def __init__(self, tasks: Tasks, library: Library, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._library = library
        self._ids: list[TaskId] = []
        self._known: set[TaskId] = set()
        """The same ids, to be found at once."""
        self._results: dict[TaskId, Result] = {}
        self._fresh: dict[AssetId, Asset] = {}
        self._wanted: list[TaskId] = []
        self._is_read = False
        bridge.tasks_changed.connect(self._tasks_changed)
        bridge.tasks_removed.connect(self.refresh)
        bridge.partial_shown.connect(self._partial_shown)
        bridge.asset_added.connect(self._asset_added)
        bridge.library_changed.connect(self._library_changed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was made yet; unknown is not empty."""
        return self._is_read and not self._ids

    def refresh(self) -> None:
        """Read anew which tasks there are."""
        Operation(self, self._tasks.ids(IMAGES.tasks), done=self._show_ids, failed=self.failed.emit)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row for each task."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's result, or the words that stand for it; None while it is read."""
        if not index.isValid():
            return None
        task_id = self._ids[index.row()]
        result = self._results.get(task_id)
        if result is None:
            self._want(task_id)
            return None
        if role == RESULT_ROLE:
            return result
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return title_of(result.task)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{state_words(result.task, datetime.now(UTC))}: {title_of(result.task)}"
        return None

    def result(self, task_id: TaskId) -> Result | None:
        """What is known of a task."""
        return self._results.get(task_id)

    def task_id(self, row: int) -> TaskId:
        """The task of a row."""
        return self._ids[row]

    async def read(self, ids: Sequence[TaskId]) -> list[Result]:
        """Results whether they were in sight or not.

        Raises:
            StorageError: the disk refuses.
        """
        missing = [task_id for task_id in ids if task_id not in self._results]
        read = {result.task.id: result for result in await self._read(missing)} if missing else {}
        found = (self._results.get(task_id) or read.get(task_id) for task_id in ids)
        return [result for result in found if result is not None]

    def index_of(self, task_id: TaskId) -> QModelIndex:
        """Where a task stands."""
        return self.index(self._ids.index(task_id), 0) if task_id in self._known else QModelIndex()

    def _show_ids(self, ids: Sequence[TaskId]) -> None:
        if not self._ids:
            self.beginResetModel()
            self._ids, self._known = list(ids), set(ids)
            self.endResetModel()
        else:
            self._take_out(self._known.difference(ids))
            self._put_in(ids)
        self._is_read = True
        self.filled.emit()

    def _take_out(self, gone: set[TaskId]) -> None:
        for row in reversed(range(len(self._ids))):
            if self._ids[row] in gone:
                self.beginRemoveRows(QModelIndex(), row, row)
                self._known.discard(self._ids.pop(row))
                self.endRemoveRows()

    def _put_in(self, ids: Sequence[TaskId]) -> None:
        for row, task_id in enumerate(ids):
            if task_id not in self._known:
                self._insert(row, task_id)

    def _insert(self, row: int, task_id: TaskId) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._ids.insert(row, task_id)
        self._known.add(task_id)
        self.endInsertRows()

    def _want(self, task_id: TaskId) -> None:
        if not self._wanted:
            QTimer.singleShot(0, self, self._read_wanted)
        if task_id not in self._wanted:
            self._wanted.append(task_id)

    def _read_wanted(self) -> None:
        ids, self._wanted = self._wanted, []
        Operation(self, self._read(ids), done=self._take, failed=self.failed.emit)

    async def _read(self, ids: Sequence[TaskId]) -> list[Result]:
        tasks = await self._tasks.get_many(ids)
        assets = await self._library.get_many([one for task in tasks for one in task.assets])
        by_id = {asset.id: asset for asset in assets}
        return [Result(task, _known(task, by_id)) for task in tasks]

    def _take(self, read: Sequence[Result]) -> None:
        """What was told of a task meanwhile is newer than what was read."""
        for result in read:
            told = self._results.get(result.task.id)
            self._results[result.task.id] = replace(told, assets=result.assets) if told else result
        self._repaint({result.task.id for result in read})

    def _tasks_changed(self, changed: Sequence[RemoteTask]) -> None:
        images = [task for task in changed if task.page is MediaFamily.IMAGE]
        if images and self._is_read:
            for task in images:
                self._hold(task)
            self._repaint({task.id for task in images})
            self._put_on_top([task.id for task in images if task.id not in self._known])

    def _hold(self, task: RemoteTask) -> None:
        told = self._results.get(task.id, Result(task))
        preview = None if task.state.is_final else told.preview
        known = {asset.id: asset for asset in told.assets} | self._fresh
        self._results[task.id] = Result(task, _known(task, known), preview)
        if task.state.is_final:
            for asset_id in task.assets:
                self._fresh.pop(asset_id, None)

    def _repaint(self, changed: Collection[TaskId]) -> None:
        """Rows in sight are few; one signal for all is cheaper than one for each."""
        rows = [row for row, task_id in enumerate(self._ids) if task_id in changed]
        if rows:
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))

    def _put_on_top(self, told: Iterable[TaskId]) -> None:
        """New tasks, the newest first."""
        ids = list(dict.fromkeys(told))[::-1]
        if ids:
            self.beginInsertRows(QModelIndex(), 0, len(ids) - 1)
            self._ids[:0] = ids
            self._known.update(ids)
            self.endInsertRows()
            self.filled.emit()

    def _asset_added(self, event: AssetAdded) -> None:
        """It is told before the task that it belongs to."""
        self._fresh[event.asset.id] = event.asset

    def _library_changed(self, event: LibraryChanged) -> None:
        for result in tuple(self._results.values()):
            if event.ids.intersection(result.task.assets):
                self._want(result.task.id)

    def _partial_shown(self, event: PartialShown) -> None:
        drawing = asyncio.to_thread(decode, event.picture.media.data, PREVIEW_PX)
        Operation(self, drawing, done=partial(self._show_preview, event.task_id))

    def _show_preview(self, task_id: TaskId, decoded: object) -> None:
        result = self._results.get(task_id)
        image = getattr(decoded, "image", None)
        if result is not None and image is not None and not result.task.state.is_final:
            self._results[task_id] = replace(result, preview=image)
            self._repaint({task_id})


def _known(task: RemoteTask, assets: dict[AssetId, Asset]) -> tuple[Asset, ...]:
    return tuple(assets[asset_id] for asset_id in task.assets if asset_id in assets)
