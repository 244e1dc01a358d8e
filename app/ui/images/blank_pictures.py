"""Pictures that show nothing: gateways send them in place of what they withhold."""

from pathlib import Path

from PySide6.QtGui import QImage

from app.domain.media import Asset
from app.ui.transcript.content.decoding import bytes_of_file, decode

_MOST_BYTES_PER_PIXEL = 0.1
"""A picture that shows anything takes more; a larger file need not be looked into."""
_ROOM_BYTES = 16 * 1024
"""What a file has besides its points, such as how it was made."""
_EDGE_PX = 64
_DARKEST = 8
"""Of 255: what is black is not always quite black once it is compressed."""


def is_blank(asset: Asset) -> bool:
    """Whether every point of a picture is black, or none is to be seen; blocks, so call it in a thread."""
    pixels = (asset.width or 0) * (asset.height or 0)
    if not pixels or asset.size_bytes > pixels * _MOST_BYTES_PER_PIXEL + _ROOM_BYTES:
        return False
    decoded = decode(bytes_of_file(Path(asset.path)), _EDGE_PX)
    return decoded is not None and _shows_nothing(decoded.image)


def _shows_nothing(image: QImage) -> bool:
    """Premultiplied, a transparent point is black as well."""
    shown = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    points = bytes(shown.constBits())
    return all(max(points[channel::4]) <= _DARKEST for channel in range(3))
