"""Formulas and small pictures that stand inside a line of text."""

from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontInfo, QImage, QPainter

from app.ui.markdown.blocks import Run
from app.ui.transcript.content.formulas import Formulas
from app.ui.transcript.rows.look import Look, TextStyle


class ImageObject:
    """A picture on the line of the text beside it; equal for the same picture."""

    def __init__(self, image: QImage, width: float, height: float, ascent: float) -> None:
        self._image = image
        self._size = (width, height)
        self._top = ascent
        self.width = ceil(width) + 2
        self.ascent = ceil(ascent) + 1
        self.descent = ceil(height - ascent) + 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ImageObject) and self._image.cacheKey() == other._image.cacheKey()

    def __hash__(self) -> int:
        return hash(self._image.cacheKey())

    def paint(self, painter: QPainter, x: float, baseline: int) -> None:
        """Draw it on the line."""
        painter.drawImage(QRectF(round(x) + 1, round(baseline - self._top), *self._size), self._image)


class InlineObjects:
    """Finds what is painted in the place of a run, as far as it is drawn already."""

    def __init__(self, look: Look, formulas: Formulas, ratio: float) -> None:
        self._look = look
        self._formulas = formulas
        self._ratio = ratio

    def __call__(self, run: Run, style: TextStyle) -> ImageObject | None:
        """The object of a run; None shows its text."""
        if not run.formula:
            return None
        size = QFontInfo(style.font).pixelSize()
        color = self._look.color(style.color)
        picture = self._formulas.picture(run.formula, False, size, color, self._ratio)
        if picture is None:
            return None
        return ImageObject(picture.image, picture.width, picture.height, picture.ascent)
