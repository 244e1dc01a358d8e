"""A picture without the part that a mask marks, for servers that fill what is transparent."""

from PySide6.QtGui import QImage, QPainter

from app.domain.card import MaskPolarity
from app.ui.masks.polarity import painted_from, png_of


def cut_out(picture: bytes, mask: bytes, polarity: MaskPolarity) -> bytes:
    """The picture as a PNG, transparent where the mask says «paint here»; blocks, so call it in a thread.

    Raises:
        ValueError: one of the two is no picture.
    """
    shown, drawn = QImage.fromData(picture), QImage.fromData(mask)
    if shown.isNull() or drawn.isNull():
        raise ValueError("no picture")
    shown = shown.convertToFormat(QImage.Format.Format_ARGB32)
    painter = QPainter(shown)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.drawImage(0, 0, painted_from(drawn, polarity, shown.size()))
    painter.end()
    return png_of(shown)
