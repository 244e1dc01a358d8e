"""Rules, formulas that stand alone, and pictures with a place of known size until they are there."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath

from app.ui.markdown.blocks import Block, Run
from app.ui.transcript.content.pictures import Picture, PictureState
from app.ui.transcript.rows.controls import paint_focus
from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.rich_text import RichText
from app.ui.transcript.rows.row import Row, Scene, Spot

if TYPE_CHECKING:
    from app.ui.transcript.content.typeset import FormulaPicture

UNKNOWN_SIZE = QSize(480, 270)
_HIGHEST = 105
"""Of a picture, in grid steps."""


class RuleRow(Row):
    """A thin line across the column."""

    def __init__(self, width: int, look: Look) -> None:
        super().__init__(width)
        self._look = look
        self.height = look.space(8) + 1

    @property
    def selectable(self) -> bool:
        return True

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        return "---" if whole else ""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.fillRect(QRect(0, self.height // 2, self.width, 1), self._look.color("border"))


class FormulaRow(Row):
    """A formula on a line of its own; its source until it is drawn, and where it cannot be."""

    def __init__(
        self, block: Block, picture: "FormulaPicture | None", width: int, look: Look, left: int, gap: int
    ) -> None:
        super().__init__(width)
        self._block = block
        self._look = look
        self._picture = picture
        self._left = left
        self._gap = gap
        self._source = RichText(
            [Run(block.text, code=True)], look.body, look, width - left, alignment="center"
        )
        inner = ceil(picture.height) if picture else self._source.height
        self.height = gap + inner + look.space(3)

    @property
    def selectable(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self._block.text

    @property
    def length(self) -> int:
        return self._source.length

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        return f"$$\n{self._block.text}\n$$"

    def position_at(self, x: int, y: int) -> int:
        return 0 if x < self._left + (self.width - self._left) // 2 else self.length

    def formula_at(self, x: int, y: int) -> str:
        return self._block.text

    def rects(self, start: int, end: int) -> list[QRect]:
        return [self._place()] if start < end else []

    def paint(self, painter: QPainter, scene: Scene) -> None:
        place = self._place()
        for mark in scene.marks:
            if mark.start < mark.end:
                painter.fillRect(place.adjusted(-2, -1, 2, 1), mark.color)
        if self._picture is None:
            self._source.paint(painter, self._left, self._gap, scene.clip)
        else:
            painter.drawImage(QRectF(place), self._picture.image)

    def _place(self) -> QRect:
        if self._picture is None:
            return QRect(self._left, self._gap, self.width - self._left, self._source.height)
        room = self.width - self._left
        wide, high = self._picture.width, self._picture.height
        share = min(room / wide, 1.0)
        size = QSize(ceil(wide * share), ceil(high * share))
        return QRect(QPoint(self._left + (room - size.width()) // 2, self._gap), size)


class PictureRow(Row):
    """A picture of an answer, at most as wide as the column.

    Args:
        source: its address or file, as text.
        picture: what is there of it.
        size: its own size in pixels where it is known before the picture.
        words: what stands in its place while it is not shown.
    """

    def __init__(
        self,
        source: str,
        picture: Picture,
        size: QSize,
        words: str,
        alt: str,
        width: int,
        look: Look,
        left: int,
        gap: int,
    ) -> None:
        super().__init__(width)
        self._source = source
        self._picture = picture
        self._words = words
        self._alt = alt
        self._look = look
        self._rect = QRect(QPoint(left, gap), self._fitting(size, width - left))
        self.height = gap + self._rect.height() + look.space(1)

    @property
    def selectable(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self._alt

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        return f"![{self._alt}]({self._source})"

    def rects(self, start: int, end: int) -> list[QRect]:
        return [self._rect]

    def spots(self) -> Sequence[Spot]:
        blocked = self._picture.state is PictureState.BLOCKED
        return [
            Spot(
                self._rect, "allow_picture" if blocked else "picture", self._source, self._alt or self._words
            )
        ]

    def paint(self, painter: QPainter, scene: Scene) -> None:
        radius = self._look.space(2)
        if self._picture.image is None:
            paint_card(painter, self._rect, self._look.color("sunken"), radius)
            self._paint_words(painter)
        else:
            paint_rounded(painter, self._rect, self._picture.image, radius)
        if scene.focused is not None:
            paint_focus(painter, self._look, self._rect)

    def _fitting(self, size: QSize, room: int) -> QSize:
        natural = self._picture.natural if not self._picture.natural.isEmpty() else size
        if self._picture.state in (PictureState.BLOCKED, PictureState.BROKEN):
            return QSize(min(room, self._look.space(120)), self._look.space(18))
        if natural.isEmpty():
            natural = UNKNOWN_SIZE
        most = QSize(room, self._look.space(_HIGHEST))
        if natural.width() <= most.width() and natural.height() <= most.height():
            return natural
        return natural.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)

    def _paint_words(self, painter: QPainter) -> None:
        look = self._look
        painter.setFont(look.small.font)
        painter.setPen(look.color("text_muted"))
        inside = self._rect.adjusted(look.space(3), 0, -look.space(3), 0)
        metrics = QFontMetricsF(look.small.font)
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideMiddle, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, words)


def paint_rounded(painter: QPainter, rect: QRect, image: QImage, radius: int) -> None:
    """Draw a picture with round corners."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), radius, radius)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.drawImage(QRectF(rect), image)
    painter.restore()
