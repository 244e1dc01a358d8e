"""Below the board: how much goes on, and when the providers are asked next."""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.remote_task import RemoteTask, TaskState
from app.ui.bridge import Bridge
from app.ui.theme.theme import Theme
from app.ui.videos.job_words import duration_words

_TICK_MS = 1000


class BoardFoot(QLabel):
    """Tells the time only while it is in sight and something runs."""

    def __init__(
        self, running: Callable[[], Sequence[RemoteTask]], bridge: Bridge, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._running = running
        self._theme = theme
        self._count = 0
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self.refresh)
        for signal in (bridge.tasks_changed, bridge.tasks_removed):
            signal.connect(lambda: self._due.start())
        self.setObjectName("videos.foot")
        self.setProperty("kind", "faint")
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_count(self, count: int) -> None:
        """How many jobs the board shows."""
        self._count = count
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        tasks = self._running()
        waiting = sum(task.state is TaskState.WAITING for task in tasks)
        running = len(tasks) - waiting
        said = (
            self.tr("%n shown", "", self._count),
            self.tr("%1 running").replace("%1", str(running)) if running else "",
            self.tr("%1 waiting").replace("%1", str(waiting)) if waiting else "",
            self._next_check(tasks),
        )
        self.setText(" · ".join(filter(None, said)))
        if self.isVisible() and tasks:
            self._tick.start()
        else:
            self._tick.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def _next_check(self, tasks: Sequence[RemoteTask]) -> str:
        due = [task.next_poll_at for task in tasks if task.state.is_at_gateway and task.next_poll_at]
        if not due:
            return ""
        seconds = math.ceil((min(due) - datetime.now(UTC)).total_seconds())
        if seconds <= 0:
            return self.tr("checking now")
        return self.tr("next check in %1").replace("%1", duration_words(seconds))

    def _restyle(self) -> None:
        space = self._theme.space
        # A style sheet takes a label's own margins away, and leaves these.
        self.setMargin(space(1.5))
        self.setIndent(space(1.5))
