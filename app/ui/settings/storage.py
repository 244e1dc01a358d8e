"""Where everything lies on this computer."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from app.storage.places import Places
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme


class FolderButton(QPushButton):
    """Opens a folder in the system's file manager."""

    def __init__(self, name: str, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.folder = folder
        self.setObjectName(name)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))


class StorageSection(Section):
    """The folders, and where keys are instead."""

    def __init__(self, places: Places, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._data = FolderButton("settings.data", places.data, self)
        self._logs = FolderButton("settings.logs", places.logs, self)
        self._data_row = self.add_row(self._data)
        self._logs_row = self.add_row(self._logs)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("Your data"))
        self._data_row.set_texts(self.tr("Conversations and profiles"), str(self._data.folder))
        self._logs_row.set_texts(self.tr("Logs, without keys"), str(self._logs.folder))
        for button in (self._data, self._logs):
            button.setText(self.tr("Open folder"))
            button.setAccessibleName(self.tr("Open folder {folder}").format(folder=button.folder))
