"""The jobs of a board as rows that read themselves when they come into sight."""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.domain.ids import AssetId, TaskId
from app.domain.library import TaskFilter, TaskRow
from app.domain.media import Asset
from app.domain.remote_task import RemoteTask
from app.services.events import AssetAdded, DownloadMoved, LibraryChanged
from app.services.jobs.tasks import Tasks
from app.services.library import Library
from app.ui.bridge import Bridge
from app.ui.operation import Operation
from app.ui.videos.job import Job
from app.ui.videos.job_groups import HEADING, Group, by_group, group_of, group_words

JOB_ROLE = Qt.ItemDataRole.UserRole + 1
HEADING_ROLE = Qt.ItemDataRole.UserRole + 2
KEPT = 2_000
"""Jobs that are held; those that came into sight longest ago go first."""
LOOK_AFTER_MS = 60
"""Jobs that come and go within this time are listed anew once."""
MOST_STEPS = 30
"""More rows than these are not put in and taken out one by one."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Listing:
    """Which rows there are: ids, and the keys of headings."""

    keys: list[str]
    row_of: dict[str, int]
    group_of: dict[TaskId, Group]
    counts: Counter[Group]


class JobsModel(QAbstractListModel):
    """All ids at once, below headings where they are grouped; tasks and files only for what was in sight."""

    about_to_change = Signal()
    """Other rows are on their way."""
    filled = Signal()
    """It is known which jobs there are."""
    failed = Signal(object)

    def __init__(self, tasks: Tasks, library: Library, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._library = library
        self._filter = TaskFilter()
        self._is_grouped = False
        self._keys: list[str] = []
        self._row_of: dict[str, int] = {}
        self._listed = _Listing([], {}, {}, Counter())
        self._jobs: OrderedDict[TaskId, Job] = OrderedDict()
        self._fresh: dict[AssetId, Asset] = {}
        self._wanted: dict[TaskId, None] = {}
        self._listing: Operation[_Listing] | None = None
        self.is_read = False
        self._due = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._due.timeout.connect(self.refresh)
        bridge.tasks_changed.connect(self._tasks_changed)
        bridge.tasks_removed.connect(self.refresh)
        bridge.asset_added.connect(self._asset_added)
        bridge.download_moved.connect(self._download_moved)
        bridge.library_changed.connect(self._library_changed)

    def look_for(self, wanted: TaskFilter, *, grouped: bool) -> None:
        """Show other jobs, or the same ones in another order."""
        self._filter, self._is_grouped = wanted, grouped
        self.refresh()

    def refresh(self) -> None:
        """List anew which jobs there are; what is asked for last counts."""
        if self._listing is not None:
            self._listing.cancel()
        listing = self._list(self._filter, self._is_grouped)
        self._listing = Operation(self, listing, done=self._take_listing, failed=self.failed.emit)

    @property
    def count(self) -> int:
        """How many jobs there are."""
        return len(self._listed.group_of)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row for each job and each heading."""
        return 0 if parent.isValid() else len(self._keys)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if not index.isValid() or self._keys[index.row()].startswith(HEADING):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's job, its heading, or the words that stand for it; None while it is read."""
        if not index.isValid():
            return None
        key = self._keys[index.row()]
        if key.startswith(HEADING):
            is_told = role in (HEADING_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._heading(Group(key.removeprefix(HEADING))) if is_told else None
        job = self._jobs.get(TaskId(key))
        if job is None:
            self._want(TaskId(key))
            return None
        if role == JOB_ROLE:
            return job
        return (
            self._words(job) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        )

    def job(self, task_id: TaskId) -> Job | None:
        """What is known of a job."""
        return self._jobs.get(task_id)

    def task_id(self, row: int) -> TaskId | None:
        """The job of a row; None for a heading."""
        key = self._keys[row]
        return None if key.startswith(HEADING) else TaskId(key)

    def ids_between(self, first: int, last: int) -> list[TaskId]:
        """The jobs of some rows."""
        return [TaskId(key) for key in self._keys[first : last + 1] if not key.startswith(HEADING)]

    def index_of(self, task_id: TaskId) -> QModelIndex:
        """Where a job stands."""
        row = self._row_of.get(task_id)
        return QModelIndex() if row is None else self.index(row, 0)

    async def read(self, ids: Sequence[TaskId]) -> list[Job]:
        """Jobs whether they were in sight or not; what is gone is left out.

        Raises:
            StorageError: the disk refuses.
        """
        missing = [task_id for task_id in ids if task_id not in self._jobs]
        known = {job.task.id: job for job in await self._read(missing)} if missing else {}
        found = (self._jobs.get(task_id) or known.get(task_id) for task_id in ids)
        return [job for job in found if job is not None]

    def _heading(self, group: Group) -> str:
        return f"{group_words(group)} · {self._listed.counts[group]}"

    def _words(self, job: Job) -> str:
        return " ".join(job.task.prompt.split()) or job.task.model

    async def _list(self, wanted: TaskFilter, grouped: bool) -> "_Listing":
        rows = await self._tasks.rows(wanted)
        return await asyncio.to_thread(_listing_of, rows, grouped=grouped)

    def _take_listing(self, listing: "_Listing") -> None:
        self._listed = listing
        if listing.keys != self._keys:
            self.about_to_change.emit()
            self._show_keys(listing)
        self.is_read = True
        self.filled.emit()

    def _show_keys(self, listing: "_Listing") -> None:
        """Put in and take out what is new and gone; where much is, or rows have moved, begin anew."""
        if self._is_of_other_rows(listing):
            self.beginResetModel()
            self._keys, self._row_of = list(listing.keys), listing.row_of
            self.endResetModel()
            return
        for row in reversed([row for row, key in enumerate(self._keys) if key not in listing.row_of]):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._keys[row]
            self._number_rows()
            self.endRemoveRows()
        for row in [row for row, key in enumerate(listing.keys) if key not in self._row_of]:
            self.beginInsertRows(QModelIndex(), row, row)
            self._keys.insert(row, listing.keys[row])
            self._number_rows()
            self.endInsertRows()

    def _is_of_other_rows(self, listing: "_Listing") -> bool:
        known, wanted = self._row_of, listing.row_of
        if abs(len(known) - len(wanted)) > MOST_STEPS or len(known.keys() ^ wanted.keys()) > MOST_STEPS:
            return True
        stays = (key for key in self._keys if key in wanted)
        return any(
            one != other for one, other in zip(stays, (k for k in listing.keys if k in known), strict=True)
        )

    def _number_rows(self) -> None:
        self._row_of = {key: row for row, key in enumerate(self._keys)}

    def _want(self, task_id: TaskId) -> None:
        if not self._wanted:
            QTimer.singleShot(0, self, self._read_wanted)
        self._wanted[task_id] = None

    def _read_wanted(self) -> None:
        ids = tuple(self._wanted)
        self._wanted.clear()
        Operation(self, self._read(ids), done=self._take_jobs, failed=self.failed.emit)

    async def _read(self, ids: Sequence[TaskId]) -> list[Job]:
        tasks = await self._tasks.get_many(ids)
        assets = await self._library.get_many([one for task in tasks for one in task.assets])
        by_id = {asset.id: asset for asset in assets}
        return [Job(task, _known(task, by_id)) for task in tasks]

    def _take_jobs(self, read: Sequence[Job]) -> None:
        """What was told of a task meanwhile is newer than what was read."""
        for job in read:
            told = self._jobs.get(job.task.id)
            self._keep(replace(told, assets=job.assets) if told is not None else job)
        while len(self._jobs) > KEPT:
            self._jobs.popitem(last=False)
        self._tell_changed(job.task.id for job in read)

    def _keep(self, job: Job) -> None:
        self._jobs[job.task.id] = job
        self._jobs.move_to_end(job.task.id)

    def _tell_changed(self, ids: Iterable[TaskId]) -> None:
        rows = [self._row_of[one] for one in ids if one in self._row_of]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def _tasks_changed(self, changed: Sequence[RemoteTask]) -> None:
        newest = {task.id: task for task in changed}
        for task in newest.values():
            if (told := self._jobs.get(task.id)) is not None:
                self._take_change(task, told)
            if task.state.is_final:
                for asset_id in task.assets:
                    self._fresh.pop(asset_id, None)
        self._tell_changed(newest)
        if not self._due.isActive() and any(map(self._belongs_elsewhere, newest.values())):
            self._due.start()

    def _take_change(self, task: RemoteTask, told: Job) -> None:
        known = {asset.id: asset for asset in told.assets} | self._fresh
        job = Job(task, _known(task, known), told.download)
        self._keep(job)
        if len(job.assets) < len(task.assets):
            self._want(task.id)

    def _download_moved(self, event: DownloadMoved) -> None:
        if (told := self._jobs.get(event.task_id)) is not None:
            self._jobs[event.task_id] = replace(told, download=event.download)
            self._tell_changed((event.task_id,))

    def _belongs_elsewhere(self, task: RemoteTask) -> bool:
        """Whether a task has come, has to go, or has changed its group."""
        listed = self._listed.group_of.get(task.id)
        return listed != (group_of(task.state) if self._filter.takes(task) else None)

    def _asset_added(self, event: AssetAdded) -> None:
        """It is told before the task that it belongs to."""
        self._fresh[event.asset.id] = event.asset

    def _library_changed(self, event: LibraryChanged) -> None:
        for job in tuple(self._jobs.values()):
            if event.ids.intersection(job.task.assets):
                self._want(job.task.id)


def _listing_of(rows: Sequence[TaskRow], *, grouped: bool) -> _Listing:
    """For a worker's thread."""
    keys = by_group(rows) if grouped else [str(row.id) for row in rows]
    group_of_id = {row.id: group_of(row.state) for row in rows}
    row_of = {key: row for row, key in enumerate(keys)}
    return _Listing(keys, row_of, group_of_id, Counter(group_of_id.values()))


def _known(task: RemoteTask, assets: dict[AssetId, Asset]) -> tuple[Asset, ...]:
    return tuple(assets[asset_id] for asset_id in task.assets if asset_id in assets)
