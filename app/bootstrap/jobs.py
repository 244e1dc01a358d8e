"""What the window shows of running tasks on every page."""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask, TaskState
from app.services.studio import Studio
from app.ui.background.background import Background
from app.ui.background.result_pictures import ResultPictures
from app.ui.background.tray import Tray
from app.ui.background.wake_lock import WakeLock
from app.ui.bridge import Bridge
from app.ui.desktop_notices import DesktopNotice, DesktopNotices
from app.ui.operation import Operation
from app.ui.queue.finished_tasks import FinishedTasks
from app.ui.queue.jobs_button import JobsButton
from app.ui.queue.left_over import LeftOver
from app.ui.queue.queue_panel import QueuePanel
from app.ui.theme.theme import Theme
from app.ui.window import Window


class Jobs(QObject):
    """The button in the top bar, what it opens, and word of what is done."""

    board_wanted = Signal()
    """What is being made shall be shown."""
    result_wanted = Signal(object)
    """A ``RemoteTask`` shall be shown."""

    def __init__(self, studio: Studio, bridge: Bridge, window: Window, theme: Theme) -> None:
        super().__init__(window)
        self._settings = studio.settings
        self._tasks = studio.tasks
        self._window = window
        self._seen_later = 0
        self._button = JobsButton(studio, bridge, theme, window)
        self._panel = QueuePanel(studio, bridge, window.notices, theme, window)
        self._button.clicked.connect(self._show_jobs)
        window.set_jobs(self._button)
        self._left_over = LeftOver(studio, bridge, window.notices, self)
        self.tray = Tray(studio, bridge, window.windowIcon(), window)
        self._notices = DesktopNotices(window.windowIcon(), self.tray.show_message, self)
        self._pictures = ResultPictures(studio, self)
        self._finished = FinishedTasks(bridge, self._wants_to_know, self._tell, self)
        self._background = Background(window, studio.tasks, studio.settings, bridge, WakeLock(self))
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        self._application = application
        application.applicationStateChanged.connect(self._looked_at)
        self._connect_tray(window)

    def _connect_tray(self, window: Window) -> None:
        menu = self.tray.menu
        menu.window_wanted.connect(window.raise_to_front)
        menu.jobs_wanted.connect(window.raise_to_front)
        menu.jobs_wanted.connect(self.board_wanted)
        menu.quit_wanted.connect(window.quit)
        self.tray.message_pressed.connect(self._notices.press_last)
        self._notices.pressed.connect(window.raise_to_front)
        self._notices.pressed.connect(self._show_result)

    def _tell(self, title: str, text: str, tasks: tuple[RemoteTask, ...]) -> None:
        """The first task stands for all of them."""
        Operation(self, self._told(title, text, tasks[0]))

    def tell_waiting(self, title: str, text: str) -> None:
        """Something waits for the person's word."""
        if self._wants_to_know():
            self._notices.show(DesktopNotice(title, text, TaskId("")))  # a press shows the window alone

    async def _told(self, title: str, text: str, task: RemoteTask) -> None:
        picture = await self._pictures.of(task)
        self._seen_later += 1
        self._show_badge()
        self._notices.show(DesktopNotice(title, text, task.id, picture))

    def _show_result(self, task_id: str) -> None:
        Operation(self, self._tasks.get(TaskId(task_id)), done=self._show_task)

    def _show_task(self, task: RemoteTask | None) -> None:
        if task is not None:
            self.result_wanted.emit(task)

    def _show_badge(self) -> None:
        """How many messages were shown since the window was looked at, on the icon of the program.

        Not on Linux: Qt tells its desktops by an object path that D-Bus refuses for a name with a hyphen.
        """
        if not sys.platform.startswith("linux"):
            self._application.setBadgeNumber(self._seen_later)

    def _wants_to_know(self) -> bool:
        """Only who looks elsewhere is told, and only who wants it."""
        is_active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        looks = is_active and self._window.isVisible() and not self._window.isMinimized()
        return self._settings.current.notifications and not looks

    def _looked_at(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._notices.withdraw()
            self.tray.refresh()
            self._seen_later = 0
            self._show_badge()

    def _show_jobs(self) -> None:
        """What is being made is on the board; what only waits is put into order in the queue."""
        if all(task.state is TaskState.WAITING for task in self._tasks.running):
            self.show_queue(self._button)
        else:
            self.board_wanted.emit()

    def refresh(self) -> None:
        """Follow what was chosen for the time in which nobody looks."""
        self._background.refresh()
        self.tray.refresh()

    def show_queue(self, anchor: QWidget) -> None:
        """Open the queue below what was pressed."""
        self._panel.open_below(anchor)
