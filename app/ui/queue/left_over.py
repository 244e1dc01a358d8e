"""Says at a start that orders of the last one still wait: nothing paid begins by itself."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices

KEY = "queue.left"


class LeftOver(QObject):
    """Speaks once, and is silent as soon as the queue goes on or is empty."""

    def __init__(self, studio: Studio, bridge: Bridge, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._generate = studio.generate
        self._notices = notices
        self._has_spoken = False
        self._begun = datetime.now(UTC)
        bridge.queue_changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        count = sum(task.created_at < self._begun for task in self._generate.waiting)
        stands_still = bool(count) and self._generate.is_paused()
        if self._has_spoken and not stands_still:
            self._notices.drop(KEY)
        elif stands_still and not self._has_spoken:
            self._has_spoken = True
            text = self.tr("Orders of last time that wait: %1. Nothing is sent until you go on.")
            action = self.tr("Go on")
            self._notices.keep(KEY, text.replace("%1", str(count)), "info", action, self._generate.resume)
