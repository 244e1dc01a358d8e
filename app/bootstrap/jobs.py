"""What the window shows of running tasks on every page."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.queue.jobs_button import JobsButton
from app.ui.queue.queue_panel import QueuePanel
from app.ui.theme.theme import Theme
from app.ui.window import Window


class Jobs(QObject):
    """The button in the top bar, and the queue that it opens."""

    def __init__(self, studio: Studio, bridge: Bridge, window: Window, theme: Theme) -> None:
        super().__init__(window)
        self._button = JobsButton(studio, bridge, theme, window)
        self._panel = QueuePanel(studio, bridge, window.notices, theme, window)
        self._button.clicked.connect(lambda: self.show_queue(self._button))
        window.set_jobs(self._button)

    def show_queue(self, anchor: QWidget) -> None:
        """Open the queue below what was pressed."""
        self._panel.open_below(anchor)
