"""What holds for all that Qt's multimedia does here. Loaded with the first film, never at the start."""

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame


def convert_without_graphics_card() -> None:
    """Have frames made into images by the processor, which is the same everywhere.

    Otherwise Qt opens a graphics context in the thread that asks for the first image. That takes a second
    where the card is only simulated, and fails where its driver does.
    """
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)


def image_of(frame: QVideoFrame, size: QSize | None = None) -> QImage:
    """A frame as an image, fitted into a size where one is given. For a worker's thread."""
    image = frame.toImage()
    if size is None or image.isNull():
        return image
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
