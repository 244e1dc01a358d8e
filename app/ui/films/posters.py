"""Posters of films as small files, so that no film is decoded twice for a grid. For a worker's thread."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from app.domain.errors import ErrorKind, InputError

STORED_BYTES = 256 * 1024 * 1024
"""So much of them may be kept; a poster takes some 30 kB."""
POSTER_PX = 512
"""Longest edge of a poster."""
_QUALITY = 86
_DARK = 18
"""A frame whose mean brightness, of 255, is below this shows nothing yet."""
_MEASURED = QSize(16, 16)


@dataclass(frozen=True, slots=True)
class Edition:
    """A film's file as it is now; another edition of it has another poster."""

    path: Path
    changed_ns: int
    size_bytes: int

    def place_in(self, folder: Path) -> Path:
        """Where its poster is kept."""
        digest = hashlib.sha256(f"{self.path} {self.changed_ns} {self.size_bytes}".encode()).hexdigest()
        return folder / digest[:2] / digest[2:34]


def edition_of(path: Path) -> Edition:
    """The file as it is.

    Raises:
        InputError: it is gone.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise InputError(ErrorKind.FILE_GONE, {"name": path.name}) from error
    return Edition(path, found.st_mtime_ns, found.st_size)


def read_poster(edition: Edition, folder: Path | None) -> QImage | None:
    """The poster that was kept for this edition."""
    if folder is None:
        return None
    image = QImage(str(edition.place_in(folder)))
    return None if image.isNull() else image


def keep_poster(edition: Edition, folder: Path | None, poster: QImage) -> None:
    """Keep a poster; where that fails it is made again the next time."""
    if folder is not None:
        place = edition.place_in(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        poster.save(str(place), "JPEG", _QUALITY)  # type: ignore[call-overload]


def within(image: QImage, edge_px: int) -> QImage:
    """The image, made smaller where its longer edge is more than ``edge_px``."""
    if max(image.width(), image.height()) <= edge_px:
        return image
    box = QSize(edge_px, edge_px)
    return image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def brightness(image: QImage) -> float:
    """Its mean, 0 to 255."""
    small = image.scaled(_MEASURED, mode=Qt.TransformationMode.SmoothTransformation)
    grey = bytes(small.convertToFormat(QImage.Format.Format_Grayscale8).constBits())
    return sum(grey) / len(grey)


def is_dark(image: QImage) -> bool:
    """Whether there is nothing to be seen, as where a film fades in."""
    return brightness(image) < _DARK
