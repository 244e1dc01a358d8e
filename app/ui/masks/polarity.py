"""Masks as vendors want them, written and read."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, qRgba

from app.domain.card import MaskPolarity
from app.ui.masks.feather import Feather
from app.ui.masks.tiles import MASK_FORMAT

_GREY = QImage.Format.Format_Grayscale8
_OPEN = [qRgba(0, 0, 0, 255 - painted) for painted in range(256)]
"""Black that can be seen through where it is painted: colour by painted value."""


def mask_image(painted: QImage, polarity: MaskPolarity) -> QImage:
    """A painted mask in the form that a vendor takes."""
    made = QImage(painted)
    if polarity is MaskPolarity.TRANSPARENT:
        made.reinterpretAsFormat(QImage.Format.Format_Indexed8)
        made.setColorTable(_OPEN)
        return made.convertToFormat(QImage.Format.Format_ARGB32)
    made.reinterpretAsFormat(_GREY)
    if polarity is MaskPolarity.BLACK:
        made.invertPixels()
    return made


def mask_png(painted: QImage, polarity: MaskPolarity, feather_px: int = 0) -> bytes:
    """A painted mask as a PNG; slow, for a worker's thread."""
    soft = Feather(painted, feather_px).full() if feather_px else painted
    return png_of(mask_image(soft, polarity))


def painted_from(mask: QImage, polarity: MaskPolarity, size: QSize) -> QImage:
    """What a mask has painted anew, at the size of its picture.

    A mask that can be seen through says it by that; any other by its brightness, white unless the polarity
    is black.
    """
    if is_open(mask):
        painted = mask.convertToFormat(MASK_FORMAT)
        painted.invertPixels(QImage.InvertMode.InvertRgba)
    else:
        painted = mask.convertToFormat(_GREY)
        if polarity is MaskPolarity.BLACK:
            painted.invertPixels()
        painted.reinterpretAsFormat(MASK_FORMAT)
    if painted.size() == size:
        return painted
    return painted.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(MASK_FORMAT)


def is_open(mask: QImage) -> bool:
    """Whether a picture can be seen through anywhere."""
    if not mask.hasAlphaChannel():
        return False
    solid = QImage(mask.size(), MASK_FORMAT)
    solid.fill(255)
    return mask.convertToFormat(MASK_FORMAT) != solid


def png_of(image: QImage) -> bytes:
    """An image as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes a name
    return bytes(data.data())
