"""Shows files where they lie, chosen in the desktop's own file manager where it can do that."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

_SERVICE = "org.freedesktop.FileManager1"
_OBJECT = "/org/freedesktop/FileManager1"
_LIMIT_MS = 3_000


def reveal(path: Path, owner: QObject) -> None:
    """Open the folder of a file with the file chosen in it, or at least the folder.

    Args:
        owner: lives at least as long as the file manager may take to answer.
    """
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        _ask_file_manager(path, owner)


def open_folder(path: Path) -> None:
    """Open the folder in which a file lies."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _ask_file_manager(path: Path, owner: QObject) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher  # not for the start

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        open_folder(path)
        return
    question = QDBusMessage.createMethodCall(_SERVICE, _OBJECT, _SERVICE, "ShowItems")
    question.setArguments([[path.as_uri()], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(question, _LIMIT_MS), owner)

    def answered() -> None:
        if watcher.isError():
            open_folder(path)
        watcher.deleteLater()

    watcher.finished.connect(answered)
