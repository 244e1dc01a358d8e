"""What is done with finished pictures: saved elsewhere, copied, starred, shown where they lie."""

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import ErrorKind, InputError
from app.domain.media import Asset
from app.services.studio import Studio
from app.storage.files import copy_into
from app.ui import dialogs
from app.ui.chat.saving import save_picture
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.reveal import reveal
from app.ui.transcript.content.decoding import bytes_of_file, decode
from app.ui.transcript.content.pictures import Pictures

LARGEST_PX = 16384


class PictureDesk(QObject):
    """Serves one page."""

    def __init__(self, studio: Studio, pictures: Pictures, notices: Notices, page: QWidget) -> None:
        super().__init__(page)
        self._studio = studio
        self._pictures = pictures
        self._notices = notices
        self._page = page

    def save(self, path: Path) -> None:
        """Write a copy where the person wants it."""
        saving = save_picture(self._front(), self._pictures, path, self._studio.places.downloads)
        Operation(self, saving, done=self._tell_saved, failed=self._notices.show_error)

    def save_all(self, paths: Sequence[Path]) -> None:
        """Write copies into a folder that the person chooses; none replaces a file that is there."""
        self._run(self._save_all(paths))

    def copy(self, path: Path) -> None:
        """Put a picture onto the clipboard, as a picture and as a file."""
        self._run(self._copy(path))

    def copy_text(self, text: str) -> None:
        """Put words onto the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self._notices.show(self.tr("Copied"), "success")

    def star(self, assets: Sequence[Asset]) -> None:
        """Mark them; where all are marked already, unmark them."""
        starred = not all(asset.favourite for asset in assets)
        ids = [asset.id for asset in assets]
        self._run(self._studio.library.set_favourite(ids, starred))

    def show_folder(self, path: Path) -> None:
        """Open the folder in which a picture lies, with the picture chosen where the desktop can do that."""
        reveal(path, self)

    async def _save_all(self, paths: Sequence[Path]) -> None:
        folder = await dialogs.pick_folder(self._front(), self.tr("Save as"), self._studio.places.downloads)
        if folder is not None:
            for path in paths:
                await asyncio.to_thread(copy_into, folder, path)
            text = self.tr("Saved %1 pictures: %2").replace("%1", str(len(paths)))
            self._notices.show(text.replace("%2", str(folder)), "success")

    async def _copy(self, path: Path) -> None:
        decoded = await asyncio.to_thread(lambda: decode(bytes_of_file(path), LARGEST_PX))
        if decoded is None:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": path.name})
        data = QMimeData()
        data.setImageData(decoded.image)
        data.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(data)
        self._notices.show(self.tr("Copied"), "success")

    def _tell_saved(self, target: Path | None) -> None:
        if target is not None:
            self._notices.show(self.tr("Saved: %1").replace("%1", str(target)), "success")

    def _front(self) -> QWidget:
        """The window in front, which a viewer may be."""
        return QApplication.activeModalWidget() or self._page.window()

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)
