"""Pictures inside a laid-out document: files, pictures written into the text, and formulas."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QImageReader,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from app.ui.exports.ink import PIXELS_PER_POINT, Ink
from app.ui.transcript.content.typeset import FormulaPicture, typeset

_Alignment = QTextCharFormat.VerticalAlignment
_MOST_PIXELS = 100_000_000
"""Larger pictures are not decoded; nothing that a person looks at is."""


@dataclass
class InlinePictures:
    """Puts pictures at a cursor, no larger than the room.

    Args:
        ink: gives the scale of the file.
        width: of the room, in pixels of the layout.
        height: likewise.
    """

    ink: Ink
    width: float
    height: float
    _count: int = 0

    def put_file(self, cursor: QTextCursor, path: Path) -> bool:
        """Show a picture file; whether it could be read."""
        reader = QImageReader(str(path))
        return self._put_scaled(cursor, reader)

    def put_data(self, cursor: QTextCursor, address: str) -> bool:
        """Show a picture that is written into the text as a data URL; whether it could be read."""
        head, _, content = address.partition(";base64,")
        if not head.startswith("data:image/") or not content:
            return False
        data = QByteArray.fromBase64(QByteArray(content.encode("ascii", "ignore")))
        buffer = QBuffer()
        buffer.setData(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        return self._put_scaled(cursor, QImageReader(buffer))

    def put_formula(self, cursor: QTextCursor, source: str, style: QTextCharFormat, *, display: bool) -> bool:
        """Draw a formula in the line, its baseline on that of the text; whether it could be drawn."""
        size = style.font().pointSizeF() * PIXELS_PER_POINT
        descent = QFontMetricsF(style.font()).descent()
        color = style.foreground().color().name()
        drawn = _drawn(source, display, size, color, self.ink.ratio * 2, descent)
        if drawn is None:
            return False
        scale = min(1.0, self.width / drawn.width)
        self._insert(cursor, drawn.image, drawn.width * scale, drawn.height * scale, drawn.alignment)
        return True

    def _put_scaled(self, cursor: QTextCursor, reader: QImageReader) -> bool:
        reader.setAutoTransform(True)
        size = reader.size()
        if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
            return False
        room = QSize(round(self.width * self.ink.ratio), round(self.height * self.ink.ratio))
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return False
        shown = image.size().scaled(round(self.width), round(self.height), Qt.AspectRatioMode.KeepAspectRatio)
        width = min(image.width() / self.ink.ratio, shown.width())
        self._insert(cursor, image, width, width * image.height() / image.width())
        return True

    def _insert(
        self,
        cursor: QTextCursor,
        image: QImage,
        width: float,
        height: float,
        alignment: _Alignment = _Alignment.AlignBottom,
    ) -> None:
        self._count += 1
        name = f"picture-{self._count}"
        cursor.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        style = QTextImageFormat()
        style.setFont(self.ink.font())  # its descent is where the baseline is looked for
        style.setName(name)
        style.setWidth(width)
        style.setHeight(height)
        style.setVerticalAlignment(alignment)
        cursor.insertImage(style)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A formula, ready for a line; sizes in pixels of the layout."""

    image: QImage
    width: float
    height: float
    alignment: _Alignment


@lru_cache(maxsize=1000)
def _drawn(
    source: str, display: bool, size: float, color: str, ratio: float, descent: float
) -> _Drawn | None:
    """The same picture for the same formula: a PDF holds it once."""
    picture = typeset(source, display, size, color, ratio)
    if picture is None:
        return None
    picture.image.setDevicePixelRatio(1)
    if display:
        return _Drawn(picture.image, picture.width, picture.height, _Alignment.AlignBottom)
    return _on_baseline(picture, descent, ratio)


def _on_baseline(picture: FormulaPicture, descent: float, ratio: float) -> _Drawn:
    """The drawing with room below that puts its baseline where the line looks for it.

    A line of text puts the lower edge of a picture at the font's descent, or the middle at the baseline;
    the second is for formulas that reach deeper than letters do.
    """
    below = picture.height - picture.ascent
    deep = below > descent
    over = max(picture.ascent, below) if deep else picture.ascent
    under = over if deep else descent
    image = QImage(picture.image.width(), round((over + under) * ratio), picture.image.format())
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.drawImage(0, round((over - picture.ascent) * ratio), picture.image)
    painter.end()
    alignment = _Alignment.AlignMiddle if deep else _Alignment.AlignBaseline
    return _Drawn(image, picture.width, over + under, alignment)
