"""A system without a screen saver and with systemd's login manager; run by test_background inside
dbus-run-session, whose bus is the system's as well.

Prints one JSON object: what was asked, and whether letting go was noticed.
"""

import json
import os
import sys
import threading
from typing import Any

from jeepney.fds import FileDescriptor  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.ui.background.wake_lock import WakeLock
from tests.ui.bus_service import Answer, BusService

PATIENCE_MS = 20_000
NAME = "org.freedesktop.login1"


class LoginManager(QObject):
    """Holds the computer awake for as long as somebody holds the descriptor that it gives."""

    held = Signal()
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wish: list[Any] = []
        self._service = BusService(NAME, self._answer)

    def _answer(self, method: str, values: tuple[Any, ...]) -> Answer:
        self.wish = [method, *values]
        ours, theirs = os.pipe()
        threading.Thread(target=self._wait, args=(ours,), daemon=True).start()
        self.held.emit()
        return "h", (FileDescriptor(theirs),)

    def _wait(self, descriptor: int) -> None:
        """The end of the pipe comes when nobody holds the other one any more."""
        os.read(descriptor, 1)
        self.let_go.emit()


def main() -> None:
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    application = QApplication(sys.argv)
    manager, lock, gone = LoginManager(), WakeLock(application), list[str]()

    def note(what: str) -> None:
        gone.append(what)

    manager.let_go.connect(lambda: note("gone"))
    manager.let_go.connect(application.quit)
    lock.hold("a film is being made")

    def let_go_when_held() -> None:
        if lock.is_held:
            note("held")
            lock.release()
        else:
            QTimer.singleShot(20, let_go_when_held)

    manager.held.connect(let_go_when_held)
    QTimer.singleShot(PATIENCE_MS, application.quit)
    application.exec()
    sys.stdout.write(json.dumps({"wish": manager.wish, "seen": gone}))


main()
