"""The queue over the window: what waits, in which order, and how much of it is made at the same time."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.ids import ProfileId
from app.domain.remote_task import RemoteTask, TaskState
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.queue.failed_row import FailedRow
from app.ui.queue.profile_row import ProfileRow
from app.ui.queue.queue_delegate import ROW_STEPS
from app.ui.queue.queue_desk import QueueDesk
from app.ui.queue.queue_model import QueueModel
from app.ui.queue.queue_view import QueueView
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.popover import Popover

LOOK_AFTER_MS = 100
"""Changes within this time are shown together."""
LOOK_BACK_AFTER_MS = 500
WIDTH_STEPS, ROWS_STEPS = 125, 90
SHOWN_FAILED = 3


class QueuePanel(Popover):
    """Looks at the queue only while it is open."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, owner: QWidget
    ) -> None:
        super().__init__(theme, owner)
        self._studio = studio
        self._profiles: dict[ProfileId, ProfileRow] = {}
        self._failed: list[FailedRow] = []
        self._shown_failed: Sequence[Sequence[RemoteTask]] = ()
        self.setObjectName("queue")
        self._desk = QueueDesk(studio, notices, self)
        self._model = QueueModel(self)
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(self.refresh)
        self._look_back = QTimer(self, singleShot=True, interval=LOOK_BACK_AFTER_MS)
        self._look_back.timeout.connect(self._read_failed)
        self._build()
        self._lay_out()
        self._connect(bridge)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def refresh(self) -> None:
        """Show the queue as it is now."""
        if not self.isVisible():
            return
        waiting, chosen = self._studio.generate.waiting, self._view.chosen_ids()
        if self._model.show_tasks(waiting):
            self._view.choose(chosen)
        self._view.setVisible(bool(waiting))
        self._fit_rows()
        self._show_profiles(waiting)
        self._show_buttons()
        self.adjustSize()
        if not self._look_back.isActive():
            self._look_back.start()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("Queue"))
        self._title.setText(self.tr("Queue"))
        self._close.describe(self.tr("Close"))
        self._front.setText(self.tr("To the front"))
        self._up.describe(self.tr("Up  (Alt+↑)"))
        self._down.describe(self.tr("Down  (Alt+↓)"))
        self._empty.setText(self.tr("Nothing waits."))
        self._take_out.setText(self.tr("Take out"))
        self._take_all.setText(self.tr("Take out all"))
        self._show_buttons()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._pause = self._button("queue.pause", "ghost")
        self._close = IconButton(self.theme, "close", "queue.close", self)
        self._empty = QLabel(self)
        self._empty.setObjectName("queue.empty")
        self._empty.setProperty("kind", "muted")
        self._view = QueueView(self._model, self.theme, self)
        self._front = self._button("queue.front", "ghost")
        self._up = IconButton(self.theme, "arrow-up", "queue.up", self)
        self._down = IconButton(self.theme, "arrow-down", "queue.down", self)
        self._take_out = self._button("queue.cancel", "ghost")
        self._take_all = self._button("queue.cancel_all", "ghost")

    def _connect(self, bridge: Bridge) -> None:
        desk, view = self._desk, self._view
        self._pause.clicked.connect(self._toggle_pause)
        self._close.clicked.connect(self.dismiss)
        self._model.moved.connect(desk.move)
        self._front.clicked.connect(lambda: desk.move_to_front(view.chosen_ids()))
        self._up.clicked.connect(lambda: desk.step(view.chosen_ids(), -1))
        self._down.clicked.connect(lambda: desk.step(view.chosen_ids(), 1))
        view.step_wanted.connect(lambda by: desk.step(view.chosen_ids(), by))
        for signal in (self._take_out.clicked, view.deletion_wanted):
            signal.connect(lambda: desk.cancel(view.chosen_ids()))
        self._take_all.clicked.connect(lambda: desk.cancel(self._model.ids))
        view.selectionModel().selectionChanged.connect(self._show_buttons)
        for signal in (bridge.tasks_changed, bridge.tasks_removed, bridge.queue_changed):
            signal.connect(self._refresh_soon)
        bridge.profiles_changed.connect(self._refresh_soon)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._pause)
        head.addWidget(self._close)
        self._parts = QVBoxLayout()
        self._foot = QHBoxLayout()
        for button in (self._front, self._up, self._down):
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        for button in (self._take_out, self._take_all):
            self._foot.addWidget(button)
        self._failures = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addLayout(self._parts)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._view, 1)
        self._column.addLayout(self._foot)
        self._column.addLayout(self._failures)

    def _button(self, name: str, kind: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("kind", kind)
        return button

    def _refresh_soon(self) -> None:
        if self.isVisible() and not self._look.isActive():
            self._look.start()

    def _toggle_pause(self) -> None:
        self._desk.set_paused(None, not self._studio.generate.is_paused())

    def _show_profiles(self, waiting: Sequence[RemoteTask]) -> None:
        alive = self._studio.tasks.running
        running = Counter(task.profile_id for task in alive if task.state is not TaskState.WAITING)
        waits = Counter(task.profile_id for task in waiting)
        names = {task.profile_id: task.profile_name for task in alive}
        for profile_id in self._profiles.keys() - names.keys():
            row = self._profiles.pop(profile_id)
            self._parts.removeWidget(row)
            row.hide()
            row.deleteLater()
        for profile_id, name in names.items():
            row = self._profiles.get(profile_id) or self._add_profile(profile_id)
            at_once = self._studio.profiles.at_once(profile_id)
            paused = profile_id in self._studio.generate.paused_profiles
            row.show_part(name, running[profile_id], waits[profile_id], at_once, paused=paused)

    def _add_profile(self, profile_id: ProfileId) -> ProfileRow:
        row = ProfileRow(profile_id, self.theme, self)
        row.at_once_wanted.connect(self._desk.set_at_once)
        row.pause_wanted.connect(self._desk.set_paused)
        self._profiles[profile_id] = row
        self._parts.addWidget(row)
        row.show()
        return row

    def _read_failed(self) -> None:
        """A window that is being left has no data to be asked any more."""
        if self.isVisible() and self.isEnabled():
            self._desk.read_failed(self._show_failed)

    def _show_failed(self, batches: Sequence[Sequence[RemoteTask]]) -> None:
        if batches == self._shown_failed:
            return
        self._shown_failed = batches
        for row in self._failed:
            self._failures.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._failed = []
        for number, tasks in enumerate(batches[:SHOWN_FAILED]):
            if tasks:
                row = FailedRow(number, tasks, self.theme, self)
                row.again_wanted.connect(self._desk.again)
                self._failures.addWidget(row)
                self._failed.append(row)
                row.show()
        self.adjustSize()

    def _show_buttons(self) -> None:
        has_chosen = bool(self._view.selectionModel().hasSelection())
        for button in (self._front, self._up, self._down, self._take_out):
            button.setEnabled(has_chosen)
        has_rows = bool(self._model.ids)
        self._take_all.setEnabled(has_rows)
        self._empty.setVisible(not has_rows)
        paused = self._studio.generate.is_paused()
        self._pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self._pause.setAccessibleName(self.tr("Queue: go on") if paused else self.tr("Queue: pause"))

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(4), space(3), space(4), space(3))
        self._column.setSpacing(space(2))
        self._parts.setSpacing(space(1))
        self._foot.setSpacing(space(1))
        self.setFixedWidth(min(space(WIDTH_STEPS), max(1, self.window().width() - space(4))))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """As high as the rows need, up to half of the window."""
        space, rows = self.theme.space, len(self._model.ids)
        most = min(space(ROWS_STEPS), max(space(ROW_STEPS), self.window().height() // 2))
        self._view.setFixedHeight(min(most, max(1, rows) * space(ROW_STEPS)))
