"""Masks that were not painted here are brought to the size and form that is needed."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter

from app.domain.card import MaskPolarity
from app.ui.masks.polarity import is_open, mask_image, painted_from, png_of
from app.ui.masks.scenery import VEIL
from app.ui.transcript.content.decoding import decode

LARGEST_PX = 16384
PREVIEW_PX = 256
_VEIL_OPACITY = 0.6
_PHOTO_QUALITY = 95
_PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class FittedMask:
    """What became of a mask. ``png`` is empty where it could stay as it was."""

    png: bytes
    was: QSize
    size: QSize
    is_converted: bool
    preview: QImage
    """The picture with the red veil over it."""

    @property
    def is_scaled(self) -> bool:
        """Whether it had another size."""
        return self.was != self.size


def fit_mask(
    data: bytes, base: bytes | None, polarity: MaskPolarity, known: MaskPolarity | None = None
) -> FittedMask | None:
    """Bring a mask to the size of its picture and to a polarity; None where it is no picture.

    Slow, for a worker's thread.

    Args:
        known: the polarity that it has, where that is known. Otherwise what can be seen through is painted
            anew; in a mask that is solid, it is what the polarity says, and white where that wants holes.
    """
    decoded = decode(data, LARGEST_PX)
    if decoded is None:
        return None
    mask = decoded.image
    below = decode(base, PREVIEW_PX) if base else None
    size = below.natural if below else mask.size()
    painted = painted_from(mask, known or polarity, size)
    fits = data.startswith(_PNG) and is_of_form(mask, polarity) and known in (None, polarity)
    png = b"" if fits and mask.size() == size else png_of(mask_image(painted, polarity))
    return FittedMask(png, mask.size(), size, not fits, preview(painted, below.image if below else None))


def is_of_form(mask: QImage, polarity: MaskPolarity) -> bool:
    """Whether a mask speaks by holes where those are wanted, and by brightness otherwise."""
    return is_open(mask) is (polarity is MaskPolarity.TRANSPARENT)


def preview(painted: QImage, below: QImage | None) -> QImage:
    """A small picture with the red veil where it is painted anew."""
    room = QSize(PREVIEW_PX, PREVIEW_PX)
    size = below.size() if below else painted.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    how = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    veil = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    veil.fill(VEIL)
    painter = QPainter(veil)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(0, 0, painted.scaled(size, *how))
    painter.end()
    shown = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    shown.fill(Qt.GlobalColor.gray if below is None else Qt.GlobalColor.transparent)
    painter = QPainter(shown)
    if below is not None:
        painter.drawImage(0, 0, below)
    painter.setOpacity(_VEIL_OPACITY)
    painter.drawImage(0, 0, veil)
    painter.end()
    return shown


def upright(data: bytes) -> bytes:
    """A photograph that is stored lying, with its pixels turned; empty where nothing has to be turned.

    Half of the servers look at how it is to be held and half do not, and a mask can fit only one of both.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if reader.transformation() == QImageIOHandler.Transformation.TransformationNone:
        return b""
    decoded = decode(data, LARGEST_PX)
    if decoded is None:
        return b""
    return png_of(decoded.image) if decoded.image.hasAlphaChannel() else jpeg_of(decoded.image)


def jpeg_of(image: QImage) -> bytes:
    """An image as a JPEG file that shows no loss."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", _PHOTO_QUALITY)  # type: ignore[call-overload]  # as of png_of
    return bytes(data.data())
