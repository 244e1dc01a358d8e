"""A desktop's portal that takes messages and has each pressed at once; run by test_desktop_notices inside
dbus-run-session.

Prints one JSON object: what the portal was asked, and whether the press arrived.
"""

import json
import sys
import threading

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import (  # type: ignore[import-untyped]
    DBusConnection,
    open_dbus_connection,
)
from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.ui.desktop_notices import DesktopNotices

PATIENCE_MS = 20_000
ADDRESS = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Notification")


class Portal(threading.Thread):
    """Answers one message, and says that it was pressed."""

    def __init__(self, connection: DBusConnection) -> None:
        super().__init__(daemon=True)
        self._connection = connection
        self.asked: dict[str, object] = {}

    def run(self) -> None:
        while True:
            message = self._connection.receive()
            is_call = message.header.message_type is MessageType.method_call
            if is_call and message.header.fields.get(HeaderFields.member) == "AddNotification":
                break
        name, said = message.body
        self.asked = {key: value for key, (_, value) in said.items()}
        self._connection.send(new_method_return(message))
        self._connection.send(new_signal(ADDRESS, "ActionInvoked", "ssav", (name, "open", [])))


def main() -> None:
    application = QApplication(sys.argv)
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
    portal = Portal(connection)
    portal.start()
    pressed: list[bool] = []
    notices = DesktopNotices(QIcon(), application)
    notices.pressed.connect(lambda: pressed.append(True))
    notices.pressed.connect(application.quit)
    notices.show("2 done", "a fox")
    QTimer.singleShot(PATIENCE_MS, application.quit)
    application.exec()
    sys.stdout.write(json.dumps({"asked": portal.asked, "pressed": bool(pressed)}))


main()
