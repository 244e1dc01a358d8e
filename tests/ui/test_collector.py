"""Garbage with Qt objects in it is taken apart in the window's thread, whoever allocates."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.collector import Collector


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    owner = QObject()
    collector = Collector(owner)
    yield collector
    collector.end()


class Knot:
    """A cycle that notes the thread in which it is taken apart."""

    def __init__(self, ends: list[int]) -> None:
        self._itself = self
        self._ends = ends

    def __del__(self) -> None:
        self._ends.append(threading.get_ident())


def allocate(count: int) -> None:
    """Enough living containers to set off Python's own collector many times."""
    kept = [[number] for number in range(count)]
    assert len(kept) == count


def test_a_worker_thread_collects_nothing(collector: Collector, qtbot: QtBot) -> None:
    ends: list[int] = []
    Knot(ends)
    worker = threading.Thread(target=allocate, args=(50_000,))
    worker.start()
    worker.join()
    assert ends == []
    allocate(50_000)
    Knot(ends)
    keep = [[number] for number in range(50_000)]
    qtbot.waitUntil(lambda: len(ends) == 2, timeout=10_000)
    assert set(ends) == {threading.get_ident()}
    assert keep


def test_python_collects_again_afterwards(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    assert not gc.isenabled()
    collector.end()
    assert gc.isenabled()
