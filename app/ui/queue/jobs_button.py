"""How much goes on, in the top bar of every page."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QWidget

from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.queue.jobs_words import jobs_words
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

LOOK_AFTER_MS = 100
"""Changes within this time are counted once."""


class JobsButton(Button):
    """Out of sight while nothing goes on."""

    def __init__(self, studio: Studio, bridge: Bridge, theme: Theme, parent: QWidget) -> None:
        super().__init__("topbar.jobs", parent, "ghost")
        self._studio = studio
        self._theme = theme
        self._is_narrow = False
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(self.refresh)
        for signal in (bridge.tasks_changed, bridge.tasks_removed, bridge.queue_changed):
            signal.connect(self._refresh_soon)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the words where there is no room for them."""
        self._is_narrow = narrow
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        tasks = self._studio.tasks.running
        words = jobs_words(self._studio)
        self.setText(str(len(tasks)) if self._is_narrow else words)
        self.setToolTip(words)
        self.setAccessibleName(self.tr("Jobs: %1").replace("%1", words))
        self.setVisible(bool(tasks))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def _refresh_soon(self) -> None:
        if not self._look.isActive():
            self._look.start()

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon("clock", "text_muted"))
