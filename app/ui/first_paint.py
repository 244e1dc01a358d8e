"""The moment from which on the person sees the window."""

import asyncio

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

LONGEST_WAIT_S = 1.0


async def first_paint(window: QWidget) -> None:
    """Wait until a window has been painted, or for a second: one that starts minimised is not painted."""
    await asyncio.wait((_Watch(window).painted,), timeout=LONGEST_WAIT_S)


class _Watch(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.painted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted.done():
            watched.removeEventFilter(self)
            self.painted.set_result(None)
        return False
