"""A desktop with a file manager or without, for one file to be shown; run by test_reveal in a session.

Prints one JSON object: what the file manager was asked, and which folder was opened instead.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import ClassInfo, QObject, QTimer, QUrl, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.ui.reveal import reveal

SERVICE = "org.freedesktop.FileManager1"
PATIENCE_MS = 10_000


@ClassInfo({"D-Bus Interface": SERVICE})  # type: ignore[call-arg]
class FileManager(QObject):  # type: ignore[operator]  # the stubs take the decorator for no function
    """Answers as those of the desktops do."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.opened: list[str] = []

    @Slot("QStringList", str)
    def ShowItems(self, addresses: list[str], startup_id: str) -> None:
        self.shown += addresses
        QGuiApplication.quit()

    @Slot(QUrl)
    def open(self, folder: QUrl) -> None:
        """Stands in for the program that opens folders."""
        self.opened.append(folder.toLocalFile())
        QGuiApplication.quit()


def main(kind: str, path: str) -> None:
    """Show a file."""
    application = QGuiApplication([])
    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "open")  # type: ignore[arg-type]  # the stubs say bytes
    if kind == "with":
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "file manager")
        bus.registerObject(
            "/org/freedesktop/FileManager1", manager, QDBusConnection.RegisterOption.ExportAllSlots
        )
        bus.registerService(SERVICE)
    QTimer.singleShot(PATIENCE_MS, application.quit)
    QTimer.singleShot(0, lambda: reveal(Path(path), manager))
    application.exec()
    QDesktopServices.unsetUrlHandler("file")
    sys.stdout.write(json.dumps({"shown": manager.shown, "opened": manager.opened}))


if __name__ == "__main__":
    main(*sys.argv[1:])
