"""What changes while one looks elsewhere: gateways are asked less often, and the computer may stay awake."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.services.jobs.tasks import Tasks
from app.storage.settings import SettingsStore
from app.ui.bridge import Bridge

LOOK_AFTER_MS = 500
"""Changes within this time are looked at once."""


class Awake(Protocol):
    """Something that keeps the computer awake."""

    def hold(self, reason: str) -> None:
        """Begin to."""
        ...

    def release(self) -> None:
        """Stop it."""
        ...


class Background(QObject):
    """Follows the window and the tasks.

    Args:
        window: nobody looks while it is minimised or hidden.
        awake: is held while something goes on, if the person wants that.
    """

    def __init__(
        self, window: QWidget, tasks: Tasks, settings: SettingsStore, bridge: Bridge, awake: Awake
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._settings = settings
        self._awake = awake
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(self.refresh)
        for signal in (bridge.tasks_changed, bridge.tasks_removed):
            signal.connect(self._refresh_soon)
        window.installEventFilter(self)
        self.refresh()

    def refresh(self) -> None:
        """Look anew, for example because the person has chosen otherwise."""
        self._tasks.relax(self._window.isMinimized() or not self._window.isVisible())
        if self._settings.current.keep_awake and self._tasks.is_busy:
            self._awake.hold(self.tr("Something is being made"))
        else:
            self._awake.release()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the window goes out of sight and comes back."""
        if event.type() in (QEvent.Type.WindowStateChange, QEvent.Type.Show, QEvent.Type.Hide):
            self._refresh_soon()
        return super().eventFilter(watched, event)

    def _refresh_soon(self) -> None:
        if not self._look.isActive():
            self._look.start()
