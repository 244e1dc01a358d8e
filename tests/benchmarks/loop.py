"""Waking up for a paced stream, Qt's loop against asyncio's own: ``python -m tests.benchmarks.loop``."""

import asyncio
import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtWidgets import QApplication

from app.transport.http import HttpTransport
from app.wire.destination import Destination
from app.wire.request import Expects, JsonBody, WireRequest
from tests.benchmarks.paced_gateway import paced_gateway
from tests.benchmarks.table import Row, print_table

ROUNDS = 3
RATE, SECONDS = 200, 3
BODY = JsonBody({"model": f"paced-{RATE}-{SECONDS}"})
REQUEST = WireRequest("POST", "/v1/chat/completions", body=BODY, expects=Expects.EVENTS)


def rows() -> Iterator[Row]:
    """CPU time of the reading thread."""
    application = QApplication.instance() or QApplication([])
    loops = (partial(qasync.QEventLoop, application), asyncio.new_event_loop)
    with paced_gateway() as root:
        pairs = [[_cpu_s(loop, root) for loop in loops] for _ in range(ROUNDS)]
    ratio = statistics.median(qt / plain for qt, plain in pairs)
    yield Row(f"loop: qasync ÷ asyncio, paced at {RATE} events/s", ratio, 2.0)


def _cpu_s(make_loop: Callable[[], asyncio.AbstractEventLoop], root: str) -> float:
    with asyncio.Runner(loop_factory=make_loop) as runner:
        return runner.run(_read(root))


async def _read(root: str) -> float:
    transport = HttpTransport(user_agent="benchmark")
    async with transport.stream(REQUEST, Destination(root)) as answer:
        start = time.thread_time()
        async for _ in answer.events():
            pass
        spent = time.thread_time() - start
    await transport.close()
    return spent


if __name__ == "__main__":
    print_table(rows())
