"""Work beside the window."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.ui.transcript.content.worker import Worker


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.close()


def test_results_come_in_order_and_in_the_windows_thread(worker: Worker, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    window = QThread.currentThread()
    for number in range(3):
        worker.submit(partial(int, number), lambda n: seen.append((n, QThread.currentThread() is window)))
    qtbot.waitUntil(lambda: seen == [(0, True), (1, True), (2, True)])


def test_our_own_fault_is_logged_and_the_next_work_is_done(
    worker: Worker, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[int] = []
    worker.submit(lambda: 1 // 0, seen.append)
    worker.submit(lambda: 1, seen.append)
    qtbot.waitUntil(lambda: seen == [1])
    assert "our own fault" in caplog.text
