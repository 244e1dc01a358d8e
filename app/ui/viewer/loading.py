"""Pictures for a close look: decoded beside the frame, no larger than memory allows."""

import asyncio
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from app.domain.errors import ErrorKind, InputError
from app.ui.transcript.content.decoding import decode
from app.ui.transcript.content.pictures import Pictures, Source

LARGEST_PX = 6144
"""Wider pictures are looked at in this width; their own size is told all the same."""
_SMALLEST_PX = 768


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """``levels`` are the picture and its halves, so that a small view of a large one is sharp and quick."""

    natural: QSize
    levels: tuple[QImage, ...]

    @property
    def image(self) -> QImage:
        """All there is."""
        return self.levels[0]

    def level_for(self, width: float) -> QImage:
        """The smallest image that is at least so many device pixels wide."""
        fitting = (level for level in reversed(self.levels) if level.width() >= width)
        return next(fitting, self.image)


async def load(source: Source, pictures: Pictures) -> LoadedPicture:
    """Read and decode a picture.

    Raises:
        StudioError: it is gone, or is none that can be shown.
    """
    data = await pictures.original(source)
    loaded = await asyncio.to_thread(_decoded, data)
    if loaded is None:
        raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": str(source)[:80]})
    return loaded


def _decoded(data: bytes) -> LoadedPicture | None:
    decoded = decode(data, LARGEST_PX)
    if decoded is None:
        return None
    levels = [decoded.image]
    while max(levels[-1].width(), levels[-1].height()) > _SMALLEST_PX:
        half = levels[-1].size() / 2
        levels.append(
            levels[-1].scaled(
                half.expandedTo(QSize(1, 1)),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return LoadedPicture(decoded.natural, tuple(levels))
