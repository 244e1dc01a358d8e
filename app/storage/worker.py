"""One thread that does blocking work for the event loop, call after call."""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

log = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Call:
    work: Callable[[], Any]
    future: "asyncio.Future[Any]"
    droppable: bool

    def run(self) -> None:
        if self.droppable and self.future.cancelled():
            return
        try:
            result = self.work()
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to the caller
            self._tell(_fail, error)
        else:
            self._tell(_succeed, result)

    def _tell(self, settle: Callable[["asyncio.Future[Any]", Any], None], value: object) -> None:
        try:
            self.future.get_loop().call_soon_threadsafe(settle, self.future, value)
        except RuntimeError:
            log.debug("A result came after the end of the event loop")


class Worker:
    """Runs calls on a thread of its own, in the order in which they were asked for.

    Args:
        name: name of the thread.
        daemon: whether the program may end while a call still blocks.
    """

    def __init__(self, name: str, *, daemon: bool = False) -> None:
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name=name, daemon=daemon)
        self._thread.start()

    def submit(self, work: Callable[[], Result], *, droppable: bool = False) -> "asyncio.Future[Result]":
        """Queue a call; its result arrives on the running loop.

        Args:
            work: what to call; it runs even if its caller is cancelled, unless it is droppable.
            droppable: skip it when its caller was cancelled before its turn came.

        Raises:
            RuntimeError: the worker was closed.
        """
        if self._closed:
            raise RuntimeError("the worker is closed")
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._calls.put(_Call(work, future, droppable))
        return future

    def abandon(self) -> None:
        """Take no more calls; the thread ends by itself once its last call returns."""
        if not self._closed:
            self._closed = True
            self._calls.put(None)

    async def close(self) -> None:
        """Take no more calls and wait until the queued ones are done."""
        self.abandon()
        await asyncio.to_thread(self._thread.join)

    def _serve(self) -> None:
        while (call := self._calls.get()) is not None:
            call.run()
            del call  # nothing that it holds may stay here until the next call


def _succeed(future: "asyncio.Future[Any]", result: object) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: "asyncio.Future[Any]", error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
