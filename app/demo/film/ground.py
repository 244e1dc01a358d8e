"""A picture as the ground of a film, in 256 colours: red and green in eight steps, blue in four."""

from app.demo.drawing.painting import Painting
from app.demo.drawing.png import PngError, rgba_rows

_RED = bytes(value & 0xE0 for value in range(256))
_GREEN = bytes(value >> 3 & 0x1C for value in range(256))
_BLUE = bytes(value >> 6 for value in range(256))
_COLOURS = tuple(
    ((place & 0xE0) * 255 // 0xE0, (place >> 2 & 7) * 255 // 7, (place & 3) * 255 // 3)
    for place in range(256)
)


def ground_of(picture: bytes, width: int, height: int) -> Painting | None:
    """The picture stretched to a size; None where it cannot be read here."""
    try:
        rows = [_places(row) for row in rgba_rows(picture)]
    except PngError:
        return None
    columns = [x * len(rows[0]) // width for x in range(width)]
    stretched = [bytes(map(row.__getitem__, columns)) for row in rows]
    return Painting(width, height, _COLOURS, tuple(stretched[y * len(rows) // height] for y in range(height)))


def _places(row: bytes) -> bytes:
    """The colours of a row as places in the table: the three parts of each are joined by one addition."""
    parts = (row[0::4].translate(_RED), row[1::4].translate(_GREEN), row[2::4].translate(_BLUE))
    return sum(int.from_bytes(part, "big") for part in parts).to_bytes(len(row) // 4, "big")
