"""The whole program in a process of its own, led by a script: it acts, watches, and may be killed."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import app.bootstrap.run as program
from app.ui.application import make_application
from app.ui.window import Window

LOOK_EVERY_MS = 20


def run_driven(words: Sequence[str], step: Callable[[Window], bool]) -> int:
    """Run the program with a command line; ``step`` is called again and again until it says True."""
    program.make_application = lambda: _watched(step)  # type: ignore[attr-defined]
    return program.run(words)


def say(word: object) -> None:
    """Tell the one who started us."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _watched(step: Callable[[Window], bool]) -> QApplication:
    application = make_application()
    timer = QTimer(application)

    def look() -> None:
        window = next((top for top in QApplication.topLevelWidgets() if isinstance(top, Window)), None)
        if window is not None and step(window):
            timer.stop()

    timer.timeout.connect(look)
    timer.start(LOOK_EVERY_MS)
    return application
