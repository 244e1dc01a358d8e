"""Holds an order back while something is still being taken into its form."""

from collections.abc import Coroutine
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

Result = TypeVar("Result")


class HeldOrder(QObject):
    """A person may press the button before a dropped picture is read, or a mask fits its picture."""

    ready = Signal()
    """An order that was held back can be given now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._at_work = 0
        self._is_held = False

    def until(self, work: Coroutine[object, object, Result]) -> Coroutine[object, object, Result]:
        """The same work, for which orders wait from now on. Where it fails, the held one is let go."""
        self._at_work += 1
        return self._released_after(work)

    def holds(self) -> bool:
        """Whether the order that is given now has to wait."""
        self._is_held = self._at_work > 0
        return self._is_held

    async def _released_after(self, work: Coroutine[object, object, Result]) -> Result:
        try:
            result = await work
        except BaseException:
            self._at_work -= 1
            self._is_held = False
            raise
        self._at_work -= 1
        if self._is_held and not self._at_work:
            self._is_held = False
            self.ready.emit()
        return result
