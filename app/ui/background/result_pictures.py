"""A small picture of what a task made, for a message."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.domain.errors import StudioError
from app.domain.media import MediaKind
from app.domain.remote_task import RemoteTask
from app.services.studio import Studio
from app.ui.films.frames import FilmFrames
from app.ui.films.posters import within
from app.ui.transcript.content.decoding import bytes_of_file, decode

EDGE_PX = 192
_LIMIT_S = 4.0
"""A message that comes late is worth less than one without a picture."""


class ResultPictures(QObject):
    """Reads them from the files that are there."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._frames = FilmFrames(studio.places.data / "posters", self)

    async def of(self, task: RemoteTask) -> QImage | None:
        """The picture, or the first sight of the film; None where there is nothing to see."""
        try:
            async with asyncio.timeout(_LIMIT_S):
                return await self._read(task)
        except (StudioError, TimeoutError):
            return None

    async def _read(self, task: RemoteTask) -> QImage | None:
        for asset in await self._studio.library.get_many(task.assets):
            path = Path(asset.path)
            if asset.kind is MediaKind.VIDEO:
                return await asyncio.to_thread(within, await self._frames.poster_image(path), EDGE_PX)
            if asset.kind is MediaKind.PICTURE:
                return await asyncio.to_thread(_picture, path)
        return None


def _picture(path: Path) -> QImage | None:
    decoded = decode(bytes_of_file(path), EDGE_PX)
    return within(decoded.image, EDGE_PX) if decoded is not None else None
