"""What is done with finished files: copied elsewhere, their frames taken, their list written down."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.services.studio import Studio
from app.storage.files import copy_into, copy_to, write_bytes
from app.ui import dialogs
from app.ui.films.frames import FilmFrames
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.videos.job import Job
from app.ui.videos.job_table import as_csv, as_json


class FilmDesk(QObject):
    """Serves one page."""

    first_frame_ready = Signal(object)
    """The path of a picture that shall begin the next film."""
    picture_ready = Signal(object)
    """The path of a picture for the form of the image page."""

    def __init__(self, studio: Studio, frames: FilmFrames, notices: Notices, page: QWidget) -> None:
        super().__init__(page)
        self._studio = studio
        self._frames = frames
        self._notices = notices
        self._page = page

    def save(self, path: Path) -> None:
        """Write a copy where the person wants it."""
        self._run(self._save(path))

    def save_all(self, paths: Sequence[Path]) -> None:
        """Write copies into a folder that the person chooses; none replaces a file that is there."""
        self._run(self._save_all(paths))

    def save_last_frame(self, path: Path) -> None:
        """Write a film's last frame as a picture."""
        self._run(self._save_last_frame(path))

    def save_frame(self, image: QImage, path: Path) -> None:
        """Write a frame that was taken from a film as a picture."""
        self._run(self._save_picture(image, path))

    def begin_next(self, path: Path) -> None:
        """Let the last frame of a film begin the next one."""
        self._run(self._keep_last_frame(path), self.first_frame_ready.emit)

    def begin_with(self, image: QImage, path: Path) -> None:
        """Let a frame that was taken from a film begin the next one."""
        self._run(self._kept(image, path), self.first_frame_ready.emit)

    def use_picture(self, path: Path, *, is_film: bool) -> None:
        """Put a picture, or the last frame of a film, into the form of the image page."""
        if is_film:
            self._run(self._keep_last_frame(path), self.picture_ready.emit)
        else:
            self.picture_ready.emit(path)

    def export(self, jobs: Sequence[Job]) -> None:
        """Write the rows of jobs as a table, or as JSON where the file is called so."""
        self._run(self._export(jobs))

    async def _save(self, path: Path) -> None:
        target = await self._target(self._studio.places.downloads / path.name)
        if target is not None:
            await asyncio.to_thread(copy_to, target, path)
            self._tell_saved(target)

    async def _save_all(self, paths: Sequence[Path]) -> None:
        downloads = self._studio.places.downloads
        folder = await dialogs.pick_folder(self._page.window(), self.tr("Save as"), downloads)
        if folder is not None:
            for path in paths:
                await asyncio.to_thread(copy_into, folder, path)
            text = self.tr("Saved %1 files: %2").replace("%1", str(len(paths)))
            self._notices.show(text.replace("%2", str(folder)), "success")

    async def _save_last_frame(self, path: Path) -> None:
        await self._save_picture(await self._frames.last_frame(path), path)

    async def _save_picture(self, image: QImage, path: Path) -> None:
        target = await self._target(self._studio.places.downloads / f"{path.stem}.png")
        if target is not None:
            await asyncio.to_thread(lambda: write_bytes(target, _png(image)))
            self._tell_saved(target)

    async def _keep_last_frame(self, path: Path) -> Path:
        return await self._kept(await self._frames.last_frame(path), path)

    async def _kept(self, image: QImage, path: Path) -> Path:
        """A copy in the data folder, so that what is made of it can be made again tomorrow."""
        png = await asyncio.to_thread(_png, image)
        attachment = await self._studio.attachments.add_bytes(png, f"{path.stem}.png")
        return self._studio.attachments.path(attachment)

    async def _export(self, jobs: Sequence[Job]) -> None:
        name = f"{self.tr('jobs')} {datetime.now().astimezone():%Y-%m-%d %H%M}.csv"
        suggested = self._studio.places.downloads / name
        target = await self._target(suggested, "CSV (*.csv);;JSON (*.json)")
        if target is not None:
            laid_out = as_json if target.suffix.lower() == ".json" else as_csv
            await asyncio.to_thread(lambda: write_bytes(target, laid_out(jobs)))
            self._tell_saved(target)

    async def _target(self, suggested: Path, name_filter: str = "") -> Path | None:
        return await dialogs.pick_target(self._page.window(), self.tr("Save as"), suggested, name_filter)

    def _tell_saved(self, target: Path) -> None:
        self._notices.show(self.tr("Saved: %1").replace("%1", str(target)), "success")

    def _run(
        self,
        work: Coroutine[object, object, object],
        done: Callable[[object], None] | None = None,
    ) -> None:
        Operation(self, work, done=done, failed=self._notices.show_error)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
