"""The one way to run a coroutine from the window."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.errors import ErrorKind, Stopped, StudioError, Technical

log = logging.getLogger(__name__)
Result = TypeVar("Result")

_running: set["Operation[object]"] = set()
_closing = False


class Operation(Generic[Result]):
    """A coroutine that belongs to a widget or page and ends with it.

    Args:
        owner: when it is destroyed, the coroutine is cancelled and no callback is called.
        work: the coroutine.
        done: called with the result.
        failed: called with the error; our own faults arrive as ``ErrorKind.INTERNAL``. A person's stop
            and a cancelled operation arrive nowhere.
        control: disabled while the operation runs.
    """

    def __init__(
        self,
        owner: QObject,
        work: Coroutine[object, object, Result],
        *,
        done: Callable[[Result], None] | None = None,
        failed: Callable[[StudioError], None] | None = None,
        control: QWidget | None = None,
    ) -> None:
        self._done = done
        self._failed = failed
        self._control = control
        self._owner_alive = True
        if control is not None:
            control.setEnabled(False)
        owner.destroyed.connect(self._owner_destroyed)
        self._task = asyncio.get_event_loop().create_task(work)
        if _closing:
            self._task.cancel()
        self._task.add_done_callback(self._ended)
        _running.add(self)  # type: ignore[arg-type]  # the set only keeps it alive

    @property
    def running(self) -> bool:
        """Whether the coroutine has not ended."""
        return not self._task.done()

    def cancel(self) -> None:
        """End it; neither callback is called."""
        self._task.cancel()

    def _owner_destroyed(self) -> None:
        self._owner_alive = False
        self._task.cancel()

    def _ended(self, task: asyncio.Task[Result]) -> None:
        _running.discard(self)
        if not self._owner_alive:
            if not task.cancelled():
                task.exception()
            return
        if self._control is not None:
            self._control.setEnabled(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            if self._done is not None:
                self._done(task.result())
        elif not isinstance(error, Stopped):
            self._report(error)

    def _report(self, error: BaseException) -> None:
        if isinstance(error, StudioError):
            told = error
        else:
            log.error("An operation failed through our own fault", exc_info=error)
            told = StudioError(ErrorKind.INTERNAL, technical=Technical(cause=repr(error)))
        if self._failed is not None:
            self._failed(told)
        else:
            log.warning("Nobody handled %s", told)


@contextmanager
def none_begins() -> Iterator[None]:
    """While the studio is put away what would begin is cancelled: its data may be closed already."""
    global _closing
    _closing = True
    try:
        yield
    finally:
        _closing = False


async def cancel_all() -> None:
    """Cancel every operation but the one that asks for it, and wait until each has ended."""
    tasks = {operation._task for operation in tuple(_running)} - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
