"""Start and idle memory against a bare window: ``python -m tests.benchmarks.start``."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.fill import fill
from tests.benchmarks.table import Row, print_table

ROUNDS = 7
IDLE_MS = 1_500
MEASURE = """
import gc, json, os, resource, sys
figures = {}
def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
def report():
    import psutil
    figures["memory"] = psutil.Process().memory_info().rss
    print(json.dumps(figures), flush=True)
    os._exit(0)
"""
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
def painted():
    figures["window"] = used()
    QTimer.singleShot(int(sys.argv[2]), report)
application = QApplication(["bare"])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1180, 780)
window.show()
application.exec()
"""
STUDIO = """
gc.disable()  # as app.__main__ does
from app.bootstrap import run, session
from PySide6.QtCore import QTimer

first_paint = session.first_paint
async def window_painted(window):
    await first_paint(window)
    figures["window"] = used()
session.first_paint = window_painted

fill_window = session.Session._fill_window
async def filling(self, opened):
    from app.ui.transcript.view import TranscriptView
    paint_event = TranscriptView.paintEvent
    def paint(view, event):
        paint_event(view, event)
        if "messages" not in figures and len(view.flow.entries):
            figures["messages"] = 0
            QTimer.singleShot(0, messages_painted)
    TranscriptView.paintEvent = paint
    await fill_window(self, opened)
session.Session._fill_window = filling

def messages_painted():
    figures["messages"] = used()
    QTimer.singleShot(int(sys.argv[2]), report)

os.environ["RELAY_STUDIO_DATA_DIR"] = sys.argv[1]
run.run([])
"""


def rows() -> Iterator[Row]:
    """CPU time from the start of the process, and memory once nothing happens any more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = folder / "few", folder / "many"
        fill(few, (20,))
        fill(many, (10_000,))
        runs = [
            (_run(folder, BARE), _run(folder, STUDIO, few), _run(folder, STUDIO, many))
            for _ in range(ROUNDS + 1)
        ][1:]  # the first round compiles
    bare, studio, long = zip(*runs, strict=True)
    yield Row("start → window painted, loop running ÷ bare window", _ratio(studio, bare, "window"), 1.6)
    figure = _median(studio, "messages") / _median(bare, "window")
    yield Row("start → 20 stored messages painted ÷ bare window", figure, 1.6)
    yield Row("the same with 10,000 stored ÷ with 20", _ratio(long, studio, "messages"), 1.15)
    yield Row("memory when idle after the start ÷ bare window", _ratio(studio, bare, "memory"), 2.0)


Figures = dict[str, float]


def _ratio(above: tuple[Figures, ...], below: tuple[Figures, ...], name: str) -> float:
    return _median(above, name) / _median(below, name)


def _median(runs: tuple[Figures, ...], name: str) -> float:
    return statistics.median(figures[name] for figures in runs)


def _run(folder: Path, script: str, data: Path | None = None) -> Figures:
    """What one process measured, its modules compiled as an installed program's are."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "pyc")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", MEASURE + script, str(data or ""), str(IDLE_MS)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    figures: Figures = json.loads(ended.stdout)
    return figures


if __name__ == "__main__":
    print_table(rows())
