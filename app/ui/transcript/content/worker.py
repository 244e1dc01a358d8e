"""One thread beside the window's for work that must never stand in a frame."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Worker(QObject):
    """Does one piece of work after the other; its thread begins with the first one.

    It ends with the object, or with ``close``; work that waits by then is not done.
    """

    _finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._executor = executor
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(lambda: executor.shutdown(wait=False, cancel_futures=True))

    def submit(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Do ``work`` in the thread, then call ``done`` with its result in the window's thread.

        After ``close`` nothing is done: a last repaint may still ask.
        """
        if self._closed:
            return
        self._executor.submit(self._run, work, done).add_done_callback(_report)

    def close(self) -> None:
        """End the thread; waits for the piece of work that it is at."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        call = partial(done, work())
        try:
            self._finished.emit(call)
        except RuntimeError:
            log.debug("The result came after its window had gone")

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()


def _report(future: Future[None]) -> None:
    error = None if future.cancelled() else future.exception()
    if error is not None:
        log.error("Work beside the window failed through our own fault", exc_info=error)
