"""The board: every job of every provider and page, filtered, listed, counted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ids import TaskId
from app.domain.price import Estimate
from app.domain.remote_task import RemoteTask
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.films.frames import FilmFrames
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.videos.board_filter import BoardFilter, BoardFilterBar
from app.ui.videos.board_foot import BoardFoot
from app.ui.videos.empty_board import EmptyBoard
from app.ui.videos.jobs_model import JobsModel
from app.ui.videos.jobs_view import JobsView
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton


class JobsBoard(QWidget):
    """A download manager, not a chat."""

    suggested = Signal(str)
    """A prompt to begin with."""
    queue_wanted = Signal(object)
    """What waits to be sent shall be shown, below this widget."""
    adoption_wanted = Signal()
    """A task that was begun elsewhere shall be watched here."""

    def __init__(
        self,
        studio: Studio,
        bridge: Bridge,
        frames: FilmFrames,
        pictures: Pictures,
        reason: Callable[[RemoteTask], str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._sought: TaskId | None = None
        self._count = -1
        self.filter = BoardFilterBar(studio.tasks, lambda: studio.profiles.all, theme, self)
        self._adopt = Button("videos.adopt", self)
        self._adopt.clicked.connect(self.adoption_wanted)
        self._queue = IconButton(theme, "batch", "videos.queue.open", self)
        self._queue.clicked.connect(lambda: self.queue_wanted.emit(self._queue))
        for tool in (self._adopt, self._queue):
            self.filter.add_tool(tool)
        self.jobs = JobsModel(studio.tasks, studio.library, bridge, self)
        self.view = JobsView(self.jobs, frames, pictures, reason, theme, self)
        self._empty = EmptyBoard(theme, self)
        self._foot = BoardFoot(lambda: studio.tasks.running, bridge, theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        for part in (self.view, self._empty):
            column.addWidget(part, 1)
        column.addWidget(self._foot)
        self.filter.changed.connect(self._filter_changed)
        self.jobs.filled.connect(self._show_filled)
        self._empty.suggested.connect(self.suggested)
        self._empty.all_wanted.connect(self.filter.clear)
        self._empty.hide()
        self._filter_changed(self.filter.wanted)
        self.retranslate()

    def show_job(self, task_id: TaskId) -> None:
        """Make a job the present one, whatever the filter leaves out."""
        if self.jobs.index_of(task_id).isValid():
            self.view.choose(task_id)
            return
        self._sought = task_id
        self.filter.clear()

    def show_price(self, price: Estimate | None) -> None:
        """Say behind each prompt to begin with what it would cost as the form is."""
        self._empty.show_price(price)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._adopt.setText(self.tr("Adopt a task…"))
        self._adopt.setToolTip(self.tr("Watch a job that was begun elsewhere, by its id"))
        self._adopt.setAccessibleName(self._adopt.text())
        self._queue.describe(self.tr("Show the queue"))

    def _filter_changed(self, wanted: BoardFilter) -> None:
        self.jobs.look_for(wanted.tasks, grouped=wanted.grouped)

    def _show_filled(self) -> None:
        count = self.jobs.count
        self.view.setVisible(count > 0)
        self._empty.setVisible(count == 0)
        self._empty.show_reason(filtered=not self.filter.wanted.leaves_all)
        self._foot.show_count(count)
        if count != self._count:
            self._count = count
            self.filter.refresh()
        if self._sought is not None and self.jobs.index_of(self._sought).isValid():
            self.view.choose(self._sought)
            self._sought = None

    def changeEvent(self, event: QEvent) -> None:
        """Headings are in the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.jobs.refresh()
