"""One line that says how much waits and runs, and lets the queue stand still or go on."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.card import MediaFamily
from app.domain.remote_task import TaskState
from app.services.jobs.generate import Generate
from app.services.jobs.tasks import Tasks
from app.ui.bridge import Bridge
from app.ui.images.ruled_bar import RuledBar
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class QueueBar(RuledBar):
    """Out of sight while nothing goes on."""

    queue_wanted = Signal(object)
    """The queue shall be shown, below this button."""

    def __init__(
        self, tasks: Tasks, generate: Generate, bridge: Bridge, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._tasks = tasks
        self._generate = generate
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.refresh)
        self._label = QLabel(self)
        self._label.setObjectName("images.queue")
        self._label.setProperty("kind", "muted")
        self._button = QPushButton(self)
        self._button.setObjectName("images.queue.pause")
        self._button.setProperty("kind", "ghost")
        self._button.clicked.connect(self._toggle)
        self._open = IconButton(theme, "batch", "images.queue.open", self)
        self._open.clicked.connect(lambda: self.queue_wanted.emit(self._open))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._open)
        self._row.addWidget(self._button)
        bridge.tasks_changed.connect(self._refresh_soon)
        bridge.tasks_removed.connect(self._refresh_soon)
        bridge.queue_changed.connect(self._refresh_soon)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        images = [task for task in self._tasks.running if task.page is MediaFamily.IMAGE]
        waiting = sum(task.state is TaskState.WAITING for task in images)
        running = len(images) - waiting
        paused = self._generate.is_paused()
        counts = (
            self.tr("%1 waiting").replace("%1", str(waiting)) if waiting else "",
            self.tr("%1 running").replace("%1", str(running)) if running else "",
            self.tr("paused") if paused else "",
        )
        self._label.setText(" · ".join(filter(None, counts)))
        self._open.describe(self.tr("Show the queue"))
        self._button.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self._button.setAccessibleName(self.tr("Queue: go on") if paused else self.tr("Queue: pause"))
        self._button.setIcon(self._theme.icon("regenerate" if paused else "pause"))
        self.setVisible(bool(waiting or running or paused))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def _refresh_soon(self) -> None:
        """Many changes at once are counted once."""
        self._due.start()

    def _toggle(self) -> None:
        if self._generate.is_paused():
            self._generate.resume()
        else:
            self._generate.pause()

    def _restyle(self) -> None:
        space = self._theme.space
        self._row.setContentsMargins(space(4), space(1), space(4), space(1))
        self._row.setSpacing(space(2))
        self.refresh()
