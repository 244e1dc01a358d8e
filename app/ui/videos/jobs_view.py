"""The list of jobs, for mouse and keyboard alike."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask
from app.ui.films.frames import FilmFrames
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.videos.job import Job
from app.ui.videos.job_delegate import JobDelegate
from app.ui.videos.jobs_model import JOB_ROLE, Index, JobsModel
from app.ui.videos.row_preview import RowPreview

OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TICK_MS = 1000
_LAID_OUT_AT_ONCE = 2_000
"""Rows that Qt places in one turn of the loop."""


class JobsView(QListView):
    """Enter opens a job, Space plays it, Delete deletes what is chosen. Ctrl and Shift choose several."""

    opened = Signal()
    play_wanted = Signal()
    deletion_wanted = Signal()
    menu_wanted = Signal(QPoint)
    """Where on the screen."""
    current_changed = Signal()
    """Another job is meant, or more of them are, or the present one has changed."""

    def __init__(
        self,
        jobs: JobsModel,
        frames: FilmFrames,
        pictures: Pictures,
        reason: Callable[[RemoteTask], str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.preview = RowPreview(self, frames, theme)
        self._delegate = JobDelegate(frames, pictures, self.preview.image, reason, theme, self)
        self._kept: tuple[set[TaskId], TaskId | None] = (set(), None)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.tell_time)
        self.setObjectName("videos.board")
        self.setItemDelegate(self._delegate)
        self.setModel(jobs)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_LAID_OUT_AT_ONCE)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self.opened)
        jobs.about_to_change.connect(self._remember)
        jobs.filled.connect(self._recall)
        frames.ready.connect(self._repaint)
        pictures.ready.connect(self._repaint)
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self.retranslate()

    def current(self) -> Job | None:
        """The present job, as far as it is read."""
        job = self.currentIndex().data(JOB_ROLE)
        return job if isinstance(job, Job) else None

    def chosen_ids(self) -> tuple[TaskId, ...]:
        """Everything that is chosen, in the order of the list; the present job where nothing else is."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.size())]
        spans = sorted((span.top(), span.bottom()) for span in ranges)
        ids = [one for span in spans for one in self._jobs.ids_between(*span)]
        present = self._present_id()
        return tuple(ids) or ((present,) if present is not None else ())

    def choose(self, task_id: TaskId) -> None:
        """Make a job the present one, and the only one that is chosen."""
        index = self._jobs.index_of(task_id)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def tell_time(self) -> None:
        """Let the rows say how long they are at it."""
        self._delegate.now = datetime.now(UTC)
        self._repaint()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("Jobs"))
        self._repaint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tell_time()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks out of sight."""
        super().hideEvent(event)
        self._tick.stop()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew. All rows are of one size; Qt would lay out every one of them."""
        self._repaint()
        if first.row() <= self.currentIndex().row() <= last.row():
            self.current_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """More or fewer jobs are chosen."""
        super().selectionChanged(selected, deselected)
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something for a job."""
        is_there = self.currentIndex().isValid() and not event.modifiers()
        if is_there and event.key() in OPENING:
            self.opened.emit()
        elif is_there and event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif is_there and event.key() == Qt.Key.Key_Delete:
            self.deletion_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or on the present row where the key was pressed."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid() or self._jobs.task_id(index.row()) is None:
            return
        if not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        place = self.visualRect(index).center() if by_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _present_id(self) -> TaskId | None:
        index = self.currentIndex()
        return self._jobs.task_id(index.row()) if index.isValid() else None

    def _remember(self) -> None:
        self._kept = set(self.chosen_ids()), self._present_id()

    def _recall(self) -> None:
        """Rows that have moved are chosen as they were."""
        (chosen, present), self._kept = self._kept, (set(), None)
        if not chosen or set(self.chosen_ids()) == chosen:
            return
        rows = [index for one in chosen if (index := self._jobs.index_of(one)).isValid()]
        selection = QItemSelection()
        for index in rows:
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        if present is not None and (index := self._jobs.index_of(present)).isValid():
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect)

    def _repaint(self) -> None:
        self.viewport().update()
