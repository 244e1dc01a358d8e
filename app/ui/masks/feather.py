"""Soft edges: a mask made small and drawn large again."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.ui.masks.tiles import MASK_FORMAT

LARGEST_PX = 200
_LEAST = 2


class Feather:
    """The mask in cells of half the edge's width. Drawn smoothly at full size, it has soft edges.

    What is seen while painting is what comes out at the end, and a stroke costs only its own cells.

    Args:
        width_px: over how many pixels an edge goes from painted to kept.
    """

    def __init__(self, mask: QImage, width_px: int) -> None:
        self.cell = max(_LEAST, width_px // 2)
        self._mask = mask
        size = mask.size()
        self.small = QImage(-(-size.width() // self.cell), -(-size.height() // self.cell), MASK_FORMAT)
        self.small.fill(0)
        self.update(mask.rect())

    def update(self, touched: QRect) -> QRect:
        """Follow a change of the mask; the area that looks different now."""
        painter = QPainter(self.small)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for cells in self._blocks(touched & self._mask.rect()):
            painter.drawImage(cells.topLeft(), self._averaged(cells))
        painter.end()
        reach = 2 * self.cell
        return touched.adjusted(-reach, -reach, reach, reach) & self._mask.rect()

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

    def _blocks(self, touched: QRect) -> Iterator[QRect]:
        """The touched cells; those that the mask's edge cuts stand apart, since they average less."""
        if touched.isEmpty():
            return
        first = QPoint(touched.left() // self.cell, touched.top() // self.cell)
        last = QPoint(touched.right() // self.cell, touched.bottom() // self.cell)
        whole = QSize(self._mask.width() // self.cell, self._mask.height() // self.cell)
        for left, right in _cut(first.x(), last.x(), whole.width()):
            for top, bottom in _cut(first.y(), last.y(), whole.height()):
                yield QRect(QPoint(left, top), QPoint(right, bottom))


def _cut(first: int, last: int, at: int) -> Iterator[tuple[int, int]]:
    """A run of numbers, cut where a given one begins."""
    if first < at:
        yield first, min(last, at - 1)
    if last >= at:
        yield max(first, at), last
