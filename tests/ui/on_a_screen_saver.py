"""A screen saver that notes who wants to stay awake; run by test_background inside dbus-run-session.

Prints one JSON object: what was asked, and whether letting go was noticed.
"""

import json
import sys
import threading

from jeepney import (  # type: ignore[import-untyped]
    HeaderFields,
    MatchRule,
    MessageType,
    new_method_return,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import (  # type: ignore[import-untyped]
    DBusConnection,
    open_dbus_connection,
)
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.ui.background.wake_lock import WakeLock

PATIENCE_MS = 20_000
COOKIE = 4_000_000_007


class Saver(QObject):
    """Answers one wish, and notices when whoever had it is gone."""

    asked = Signal()
    left = Signal()

    def __init__(self, connection: DBusConnection) -> None:
        super().__init__()
        self.wish: list[str] = []
        self._connection = connection
        self._sender = ""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            message = self._connection.receive()
            fields = message.header.fields
            if message.header.message_type is MessageType.method_call:
                self.wish = [fields[HeaderFields.member], *message.body]
                self._sender = fields[HeaderFields.sender]
                self._connection.send(new_method_return(message, "u", (COOKIE,)))
                self.asked.emit()
            elif fields.get(HeaderFields.member) == "NameOwnerChanged" and self._sender:
                name, _, new = message.body
                if name == self._sender and not new:
                    self.left.emit()
                    return


def main() -> None:
    application = QApplication(sys.argv)
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
    changes = MatchRule(type="signal", member="NameOwnerChanged")
    connection.send_and_get_reply(message_bus.AddMatch(changes))
    saver, lock, left = Saver(connection), WakeLock(application), list[bool]()
    saver.asked.connect(lambda: QTimer.singleShot(0, lock.release))
    saver.left.connect(lambda: left.append(True))
    saver.left.connect(application.quit)
    lock.hold("a film is being made")
    lock.hold("a second wish is none")
    QTimer.singleShot(PATIENCE_MS, application.quit)
    application.exec()
    sys.stdout.write(json.dumps({"wish": saver.wish, "left": bool(left)}))


main()
