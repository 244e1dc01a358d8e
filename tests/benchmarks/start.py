"""Start and idle memory against a bare window: ``python -m tests.benchmarks.start``."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.table import Row, print_table

ROUNDS = 5
BARE = """
import resource, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication(["bare"])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, application.quit)
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1180, 780)
window.show()
application.exec()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
"""
STUDIO = """
import resource, sys
from PySide6.QtCore import QTimer
from app.ui.transcript.view import TranscriptView
from app.bootstrap import run as bootstrap
from app.ui.window import Window

painted = TranscriptView.paintEvent
def paint(view, event):
    painted(view, event)
    QTimer.singleShot(0, report)
TranscriptView.paintEvent = paint

def report():
    import os
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, flush=True)
    os._exit(0)

bootstrap.run(["--data-dir", sys.argv[1], "--language", "en", "--theme", "light"])
"""


def rows() -> Iterator[Row]:
    """Cold start to the first paint of a conversation of 20 messages, and memory at that moment."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        bare, studio = [], []
        for _ in range(ROUNDS):
            bare.append(_run(BARE))
            studio.append(_run(STUDIO, folder))
    cpu = [statistics.median(run[0] for run in runs) for runs in (bare, studio)]
    memory = [statistics.median(run[1] for run in runs) for runs in (bare, studio)]
    yield Row("cold start to first paint, 20 messages, loop running ÷ bare window", cpu[1] / cpu[0], 1.6)
    yield Row("memory after the start ÷ bare window", memory[1] / memory[0], 2.0)


def fill(folder: Path, messages: int = 20) -> None:
    """Leave a data folder whose last conversation has so many messages."""
    script = f"from tests.benchmarks.fill import fill; fill({str(folder)!r}, {messages})"
    subprocess.run([sys.executable, "-c", script], check=True, env=_environment())


def _run(script: str, *arguments: str) -> tuple[float, float]:
    """CPU seconds and megabytes of one process."""
    command = [sys.executable, "-c", script, *arguments]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, env=_environment())
    seconds, megabytes = ended.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    print_table(rows())
