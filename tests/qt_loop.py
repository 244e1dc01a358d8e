"""Qt's event loop for tests."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync


class QtLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """Counts as running whenever one of its callbacks runs.

    pytest-qt handles events between the phases of a test, when no loop runs; work that is still on its way
    would wake up there and find none.
    """

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        """As qasync's."""
        handle: asyncio.Handle = super().call_later(delay, self._run, callback, *args, context=context)
        return handle

    def _run(self, callback: Callable[..., object], *args: Any) -> None:
        if asyncio._get_running_loop() is not None:
            callback(*args)
            return
        asyncio._set_running_loop(self)
        try:
            callback(*args)
        finally:
            asyncio._set_running_loop(None)
