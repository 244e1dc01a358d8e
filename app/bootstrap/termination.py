"""The system wants the program to end: a log-out, a shut-down, ``kill``, Ctrl+C in a terminal."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


@contextmanager
def on_termination(leave: Callable[[], None]) -> Iterator[None]:
    """Have ``leave`` called where the system would otherwise end the program in the middle of its work.

    Entered with the loop running. Windows has no such signals for a program with windows; it closes them.
    """
    if sys.platform == "win32":
        yield
        return
    loop = asyncio.get_running_loop()
    numbers = [getattr(signal, name) for name in SIGNALS]
    for number in numbers:
        loop.add_signal_handler(number, leave)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
