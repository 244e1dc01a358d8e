"""Keeps the computer from falling asleep by itself, where its desktop can be asked for that.

On Linux the screen saver's interface (freedesktop.org, Idle Inhibition Service) is asked, and without one
systemd's ``Inhibit``. Both let go when their end of the line is gone: the screen saver when the connection
ends, systemd when the descriptor is closed, so also when the program ends, however it ends. Elsewhere nothing
is asked and nothing happens.
"""

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher, QDBusUnixFileDescriptor

log = logging.getLogger(__name__)

_SAVER, _SAVER_PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_LINE = "stay-awake"
_PROGRAM = "Relay Studio"


class WakeLock(QObject):
    """Held or not; whatever keeps the desktop from it is no reason to disturb anybody."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = False
        self._has_line = False
        self._descriptor: QDBusUnixFileDescriptor | None = None

    @property
    def is_held(self) -> bool:
        """Whether the login manager was asked and agreed; the screen saver gives nothing to hold."""
        return self._descriptor is not None and self._descriptor.isValid()

    def hold(self, reason: str) -> None:
        """Ask the desktop to stay awake; ``reason`` is what it shows to a person who wonders."""
        if self._wanted or not sys.platform.startswith("linux"):
            return
        self._wanted = True
        self._ask_saver(reason)

    def release(self) -> None:
        """Let it sleep again."""
        self._wanted = False
        self._descriptor = None
        if self._has_line:
            from PySide6.QtDBus import QDBusConnection

            QDBusConnection.disconnectFromBus(_LINE)
            self._has_line = False

    def _ask_saver(self, reason: str) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher  # seldom needed

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _LINE)
        self._has_line = True
        if not bus.isConnected():
            self._ask_login(reason)
            return
        call = QDBusMessage.createMethodCall(_SAVER, _SAVER_PATH, _SAVER, "Inhibit")
        call.setArguments([_PROGRAM, reason])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(lambda: self._saver_answered(watcher, reason))

    def _saver_answered(self, watcher: "QDBusPendingCallWatcher", reason: str) -> None:
        watcher.deleteLater()
        if watcher.isError():
            log.info("The screen saver keeps nothing awake: %s", watcher.error().message())
            self._ask_login(reason)

    def _ask_login(self, reason: str) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.systemBus()
        if not (self._wanted and bus.isConnected()):
            return
        call = QDBusMessage.createMethodCall(_LOGIN, _LOGIN_PATH, _MANAGER, "Inhibit")
        call.setArguments(["idle", _PROGRAM, reason, "block"])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(lambda: self._login_answered(watcher))

    def _login_answered(self, watcher: "QDBusPendingCallWatcher") -> None:
        watcher.deleteLater()
        if watcher.isError():
            log.info("The system keeps nothing awake: %s", watcher.error().message())
        elif self._wanted:
            self._descriptor = watcher.reply().arguments()[0]
