"""Messages of the desktop, for what happens while one looks elsewhere."""

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

log = logging.getLogger(__name__)

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Notification"
_ID = "tasks"
"""A later message takes the place of the one before."""


class DesktopNotices(QObject):
    """By the desktop's portal where there is one, else by the tray; where there is neither, by nothing."""

    pressed = Signal()
    """The person has pressed a message, and wants to see what it is about."""

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None
        self._listens = False

    def show(self, title: str, text: str) -> None:
        """Show a message; whatever keeps the desktop from it is no reason to disturb anybody."""
        if not (sys.platform.startswith("linux") and self._ask_portal(title, text)):
            self._show_in_tray(title, text)

    def withdraw(self) -> None:
        """The person looks at the window again: the tray's icon has no more to say."""
        if self._tray is not None:
            self._tray.hide()

    def _ask_portal(self, title: str, text: str) -> bool:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher  # seldom needed

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        if not self._listens:
            slot = SLOT("_portal_pressed(QDBusMessage)")
            self._listens = bus.connect(  # type: ignore[call-overload]  # the stubs want bytes, Qt a text
                _SERVICE, _PATH, _INTERFACE, "ActionInvoked", self, slot
            )
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "AddNotification")
        call.setArguments([_ID, {"title": title, "body": text, "default-action": "open"}])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(lambda: self._portal_answered(watcher, title, text))
        return True

    def _portal_answered(self, watcher: "QDBusPendingCallWatcher", title: str, text: str) -> None:
        watcher.deleteLater()
        if watcher.isError():
            log.info("The desktop's portal shows no messages: %s", watcher.error().message())
            self._show_in_tray(title, text)

    @Slot("QDBusMessage")
    def _portal_pressed(self, message: "QDBusMessage") -> None:
        if message.arguments()[:1] == [_ID]:
            self.pressed.emit()

    def _show_in_tray(self, title: str, text: str) -> None:
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.messageClicked.connect(self.pressed)
            self._tray.activated.connect(lambda _: self.pressed.emit())
        self._tray.setToolTip(title)
        self._tray.show()
        self._tray.showMessage(title, text, self._icon)
