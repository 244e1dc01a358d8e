"""Starts the studio on an empty folder, looks at every page, and says every connection that it opens.

``python -m tests.stories.quiet_start FOLDER`` says «ready», then a line for each, then «ended».
"""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.window import Window
from tests.driven import run_driven, say

OUTWARD = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"}
LOOK_AROUND_MS = 500


def listen(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook."""
    if event in OUTWARD:
        say(f"{event} {arguments[1:]}")


def visit(window: Window) -> bool:
    """Wait for the first steps of a new person, visit every page, leave."""
    if window.findChild(QWidget, "first_run") is None:
        return False
    say("ready")
    for button in window.findChildren(QAbstractButton):
        if button.objectName().startswith("rail."):
            button.click()
    QTimer.singleShot(LOOK_AROUND_MS, window.close)
    return True


if __name__ == "__main__":
    sys.addaudithook(listen)
    run_driven(["--data-dir", f"{sys.argv[1]}/data", "--media-dir", f"{sys.argv[1]}/media"], visit)
    say("ended")
