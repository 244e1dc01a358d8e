"""Conversations opened from the database into the window: ``python -m tests.benchmarks.opening``."""

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from PySide6.QtWidgets import QWidget

from app.ui.transcript.view import TranscriptView
from tests.benchmarks.fill import fill, identity
from tests.benchmarks.studio_window import StudioWindow, in_studio, until
from tests.benchmarks.table import Row, print_table

ROUNDS = 5
SHORT, FEW, MANY = 2, 100, 10_000


def rows() -> Iterator[Row]:
    """CPU time of the window's thread to the first paint, and what the open conversation keeps in memory."""
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), (FEW, MANY, 20, SHORT))
        yield from in_studio(Path(name), _measure)


async def _measure(studio: StudioWindow) -> list[Row]:
    await _show(studio, 20)
    await _open_s(studio, FEW)
    before = _resident_mb()
    await _open_s(studio, MANY)
    grown = _resident_mb() - before - _text_mb(studio.view)
    pairs = [(await _open_s(studio, FEW), await _open_s(studio, MANY)) for _ in range(ROUNDS)]
    ratio = statistics.median(many / few for few, many in pairs)
    return [
        Row("open 10,000 messages from SQLite ÷ open 100, to the first paint", ratio, 2.0),
        Row("memory with 10,000 open from SQLite − with 100, less the text", grown, 10.0, "MB"),
    ]


async def _open_s(studio: StudioWindow, length: int) -> float:
    """CPU seconds from a short conversation to another one's first paint; returns when all of it is read."""
    await _show(studio, SHORT)
    return await _show(studio, length)


async def _show(studio: StudioWindow, length: int) -> float:
    painted: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def note(widget: QWidget) -> None:
        if isinstance(widget, TranscriptView) and not painted.done() and _shows(widget, length):
            painted.set_result(time.thread_time())

    studio.painted = note
    start = time.thread_time()
    studio.chat.open(identity(length))
    spent = await painted - start
    studio.painted = lambda widget: None
    await until(lambda: len(studio.view.flow.entries) == length)
    await asyncio.sleep(0.5)  # what is laid out ahead
    return spent


def _shows(view: TranscriptView, length: int) -> bool:
    last = view.flow.entries.last(1)
    return bool(last) and last[0].message.conversation_id == identity(length)


def _text_mb(view: TranscriptView) -> float:
    entries = view.flow.entries
    texts = (entries[index].message.text for index in range(len(entries)))
    return sum(map(sys.getsizeof, texts)) / 1e6


def _resident_mb() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    print_table(rows())
