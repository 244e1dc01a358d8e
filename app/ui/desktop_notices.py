"""Messages of the desktop, for what happens while one looks elsewhere."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap

from app.domain.ids import TaskId
from app.ui.background.notification_bus import NoService, NotificationBus
from app.ui.operation import Operation

log = logging.getLogger(__name__)

ShowInTray = Callable[[str, str, QIcon], None]


@dataclass(frozen=True, slots=True)
class DesktopNotice:
    """What is told, and of which task: a press shows it."""

    title: str
    text: str
    task_id: TaskId
    picture: QImage | None = None


class DesktopNotices(QObject):
    """By the desktop's service for messages where there is one, else by the tray; without both, by nothing.

    Args:
        show_in_tray: a title, a text and a picture.
    """

    pressed = Signal(str)
    """The id of the task that the person wants to see."""

    def __init__(self, icon: QIcon, show_in_tray: ShowInTray, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = icon
        self._show_in_tray = show_in_tray
        self._bus = NotificationBus(self)
        self._bus.pressed.connect(self._press)
        self._shown: dict[int, TaskId] = {}
        self._last: TaskId | None = None

    def show(self, notice: DesktopNotice) -> None:
        """Show a message; whatever keeps the desktop from it is no reason to disturb anybody."""
        Operation(self, self._show(notice))

    def press_last(self) -> None:
        """The message in the tray was pressed, which tells no more than that."""
        if self._last is not None:
            self.pressed.emit(self._last)

    def withdraw(self) -> None:
        """The person looks at the window: what stands on the desktop has been seen."""
        shown, self._shown = tuple(self._shown), {}
        if shown:
            Operation(self, self._close(shown))

    async def _show(self, notice: DesktopNotice) -> None:
        self._last = notice.task_id
        if sys.platform.startswith("linux"):
            try:
                number = await self._bus.show(notice.title, notice.text, self.tr("Show"), notice.picture)
            except NoService as error:
                log.info("The desktop shows no messages: %s", error)
            else:
                self._shown[number] = notice.task_id
                return
        picture = QIcon(QPixmap.fromImage(notice.picture)) if notice.picture is not None else self._icon
        self._show_in_tray(notice.title, notice.text, picture)

    async def _close(self, numbers: tuple[int, ...]) -> None:
        try:
            for number in numbers:
                await self._bus.close(number)
        except NoService as error:
            log.info("A message stays on the desktop: %s", error)

    def _press(self, number: int) -> None:
        task_id = self._shown.pop(number, None)
        if task_id is not None:
            self.pressed.emit(task_id)
