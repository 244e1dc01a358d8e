"""The frame that is shown as a picture: made, and saved as a PNG file."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.domain.errors import ErrorKind, StorageError
from app.ui import dialogs
from app.ui.films.words import frame_name

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame


async def frame_image(frame: "QVideoFrame") -> QImage:
    """A frame in the film's own size."""
    return await asyncio.to_thread(frame.toImage)


async def save_frame(window: QWidget, frame: "QVideoFrame", film: Path, position_ms: int) -> Path | None:
    """Write a frame where the person wants it; None where they backed out.

    Raises:
        StorageError: it cannot be written there.
    """
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    suggested = Path(pictures, frame_name(film, position_ms))
    title = QCoreApplication.translate("FilmWords", "Save this frame")
    target = await dialogs.pick_target(window, title, suggested, "PNG (*.png)")
    if target is None:
        return None
    image = await frame_image(frame)
    if not await asyncio.to_thread(_write, image, target):
        raise StorageError(ErrorKind.NOT_WRITABLE, {"path": str(target)})
    return target


def _write(image: QImage, target: Path) -> bool:
    return bool(image.save(str(target), "PNG"))  # type: ignore[call-overload]
