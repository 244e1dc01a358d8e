"""One thread beside the window's for work that must never stand in a frame."""

import gc
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ClassVar, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Worker(QObject):
    """Does one piece of work after the other; its thread begins with the first one.

    It ends with the object, or with ``close``; work that waits by then is not done.
    """

    _finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        executor, pause = ThreadPoolExecutor(1, thread_name_prefix=name), _CollectorPause()
        self._executor, self._pause = executor, pause
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(lambda: _end(executor, pause, wait=False))

    def submit(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Do ``work`` in the thread, then call ``done`` with its result in the window's thread.

        After ``close`` nothing is done: a last repaint may still ask.
        """
        if self._closed:
            return
        self._pause.hold()
        self._executor.submit(self._run, work, done).add_done_callback(_report)

    def close(self) -> None:
        """End the thread; waits for the piece of work that it is at."""
        self._closed = True
        _end(self._executor, self._pause, wait=True)

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        call: Callable[[], None] | None = None
        try:
            call = partial(done, work())
        finally:
            self._announce(call)

    def _announce(self, call: Callable[[], None] | None) -> None:
        try:
            self._finished.emit(call)
        except RuntimeError:
            log.debug("The result came after its window had gone")

    def _deliver(self, call: Callable[[], None] | None) -> None:
        self._pause.release()
        if call is not None:
            call()


class _CollectorPause:
    """Keeps Python's garbage collector from running in a worker's thread.

    It runs in whichever thread allocates, and would there destroy objects of the window's thread, which Qt
    forbids. So it rests while work is under way, and goes on in the window's thread.
    """

    _held: ClassVar[int] = 0
    _was_enabled: ClassVar[bool] = True

    def __init__(self) -> None:
        self._own = 0

    def hold(self) -> None:
        """Let it rest once more."""
        if _CollectorPause._held == 0:
            _CollectorPause._was_enabled = gc.isenabled()
            gc.disable()
        _CollectorPause._held += 1
        self._own += 1

    def release(self, times: int = 1) -> None:
        """Take back so many rests, as far as there are any."""
        times = min(times, self._own)
        self._own -= times
        _CollectorPause._held -= times
        if times and _CollectorPause._held == 0 and _CollectorPause._was_enabled:
            gc.enable()

    def end(self) -> None:
        """Take them all back."""
        self.release(self._own)


def _end(executor: ThreadPoolExecutor, pause: _CollectorPause, *, wait: bool) -> None:
    executor.shutdown(wait=wait, cancel_futures=True)
    pause.end()


def _report(future: Future[None]) -> None:
    error = None if future.cancelled() else future.exception()
    if error is not None:
        log.error("Work beside the window failed through our own fault", exc_info=error)
