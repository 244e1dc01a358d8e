"""Soft edges: a mask made small, blurred there, and drawn large again."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.ui.masks.tiles import MASK_FORMAT

LARGEST_PX = 200
_SPREAD = 4
"""Cells over which an edge is seen to be spread by the blur and by drawing it smoothly."""
_REACH = 5
"""Cells up to which a change of one is seen."""
_SHIFTS = (QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1))
_BLUR_REACH = 2


class Feather:
    """The mask in cells of a quarter of the edge's width. Drawn smoothly at full size, it has soft edges.

    What is seen while painting is what comes out at the end, and a stroke costs only its own cells.

    Args:
        width_px: over how many pixels an edge goes from painted to kept.
    """

    def __init__(self, mask: QImage, width_px: int) -> None:
        self.cell = max(1, round(width_px / _SPREAD))
        self._mask = mask
        cells = QSize(-(-mask.width() // self.cell), -(-mask.height() // self.cell))
        self._sharp = QImage(cells, MASK_FORMAT)
        self.small = QImage(cells, MASK_FORMAT)
        self.update(mask.rect())

    def update(self, touched: QRect) -> QRect:
        """Follow a change of the mask; the area that looks different now."""
        cells = self._cells(touched & self._mask.rect())
        if cells.isEmpty():
            return QRect()
        for block in self._blocks(cells):
            _put(self._sharp, block.topLeft(), self._averaged(block))
        self._blur(_grown(cells, 1) & self.small.rect())
        return _grown(touched, _REACH * self.cell) & self._mask.rect()

    def full(self) -> QImage:
        """The soft mask in the size of the hard one."""
        soft = QImage(self._mask.size(), MASK_FORMAT)
        soft.fill(0)
        painter = QPainter(soft)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(self.cell, self.cell)
        painter.drawImage(0, 0, self.small)
        painter.end()
        return soft

    def _averaged(self, cells: QRect) -> QImage:
        cell = self.cell
        area = QRect(cells.topLeft() * cell, cells.size() * cell) & self._mask.rect()
        return self._mask.copy(area).scaled(
            cells.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )

    def _blur(self, cells: QRect) -> None:
        """Average each cell with those around it; at the mask's edge with itself."""
        around = _grown(cells, _BLUR_REACH) & self.small.rect()
        soft = self._sharp.copy(around)
        for shift in _SHIFTS:
            _put(soft, shift, soft.copy(), 0.5)
        _put(self.small, cells.topLeft(), soft.copy(cells.translated(-around.topLeft())))

    def _cells(self, area: QRect) -> QRect:
        """The cells that meet an area."""
        if area.isEmpty():
            return QRect()
        first = QPoint(area.left() // self.cell, area.top() // self.cell)
        return QRect(first, QPoint(area.right() // self.cell, area.bottom() // self.cell))

    def _blocks(self, cells: QRect) -> Iterator[QRect]:
        """Cells that the mask's edge cuts stand apart, since they average less."""
        whole = QSize(self._mask.width() // self.cell, self._mask.height() // self.cell)
        for left, right in _cut(cells.left(), cells.right(), whole.width()):
            for top, bottom in _cut(cells.top(), cells.bottom(), whole.height()):
                yield QRect(QPoint(left, top), QPoint(right, bottom))


def _put(image: QImage, place: QPoint, part: QImage, share: float = 1.0) -> None:
    """Replace what is at a place, or mix it with so much of something else."""
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.setOpacity(share)
    painter.drawImage(place, part)
    painter.end()


def _grown(area: QRect, by: int) -> QRect:
    return area.adjusted(-by, -by, by, by)


def _cut(first: int, last: int, at: int) -> Iterator[tuple[int, int]]:
    """A run of numbers, cut where a given one begins."""
    if first < at:
        yield first, min(last, at - 1)
    if last >= at:
        yield max(first, at), last
