"""A time limit on each of many waits, kept by one timer."""

import asyncio
from types import TracebackType


class Patience:
    """``with patience.of(seconds):`` around a wait, again and again; then ``end``.

    ``asyncio.timeout`` makes a timer for every wait, and most pieces of a stream are there without one. This
    timer stays: it is moved when it goes off too early. For one task at a time.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._until: float | None = None
        self._timer: asyncio.Handle | None = None
        self._timer_at = 0.0
        self._task: asyncio.Task[object] | None = None
        self._cancelling = 0
        self._ran_out = False

    def of(self, seconds: float) -> "Patience":
        """The limit of the wait that follows."""
        self._until = self._loop.time() + seconds
        if self._timer is None or self._until < self._timer_at:
            self._set_timer(self._until)
        return self

    def end(self) -> None:
        """Nothing will be awaited any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def __enter__(self) -> None:
        self._task = asyncio.current_task(self._loop)
        self._cancelling = self._task.cancelling() if self._task else 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A cancellation of our own becomes a ``TimeoutError``; anybody else's stays one."""
        self._until = None
        task, self._task = self._task, None
        if not self._ran_out or task is None:
            return
        self._ran_out = False
        if task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def _set_timer(self, when: float) -> None:
        self.end()
        self._timer_at = when
        self._timer = self._loop.call_at(when, self._look)

    def _look(self) -> None:
        """The timer went off: the wait that it was set for may be over long since."""
        self._timer = None
        if self._until is None or self._task is None:
            return
        if self._loop.time() < self._until:
            self._set_timer(self._until)
            return
        self._ran_out = True
        self._task.cancel()
