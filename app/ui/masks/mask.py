"""A mask while it is painted: its pixels, its steps, and how much of it is painted."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter

from app.ui.masks.history import LIMIT_BYTES, History
from app.ui.masks.shapes import Mark, Shape
from app.ui.masks.tiles import MASK_FORMAT, areas, pixels_of


class Mask:
    """Every change says which pixels it touched, so that no more is painted than that.

    Args:
        pixels: painted parts at 255, in ``MASK_FORMAT``; edges may be soft.
    """

    def __init__(self, pixels: QImage, limit_bytes: int = LIMIT_BYTES) -> None:
        self.pixels = pixels
        self._history = History(pixels, limit_bytes)
        self._painted: dict[tuple[int, int], int] = {}
        self._count(pixels.rect())

    @classmethod
    def blank(cls, size: QSize) -> "Mask":
        """Nothing is painted."""
        pixels = QImage(size, MASK_FORMAT)
        pixels.fill(0)
        return cls(pixels)

    @property
    def share(self) -> float:
        """How much of it is painted, from 0 to 1."""
        return sum(self._painted.values()) / (self.pixels.width() * self.pixels.height())

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back and nothing was done since."""
        return self._history.can_redo

    def draw(self, shape: Shape, mark: Mark) -> QRect:
        """Draw as part of the present step; the touched area."""
        touched = shape.bounds & self.pixels.rect()
        self._history.remember(touched)
        painter = QPainter(self.pixels)
        painter.setCompositionMode(mark.value)
        shape.draw(painter)
        painter.end()
        return touched

    def settle(self) -> QRect:
        """End the present step, which can then be undone; the area that changed."""
        return self._count(self._history.settle())

    def give_up(self) -> QRect:
        """Drop the present step; the touched area."""
        return self._history.give_up()

    def invert(self) -> QRect:
        """Paint what is not painted, and the other way round; a step of its own."""
        self.settle()
        return self._count(self._history.invert())

    def clear(self) -> QRect:
        """Paint nothing; a step of its own."""
        self._history.remember(self.pixels.rect())
        self.pixels.fill(0)
        self._painted.clear()
        return self._history.settle()

    def undo(self) -> QRect:
        """Take the last step back; the touched area."""
        return self._count(self._history.undo())

    def redo(self) -> QRect:
        """Do again what was taken back last; the touched area."""
        return self._count(self._history.redo())

    def _count(self, touched: QRect) -> QRect:
        for area in areas(self.pixels, touched):
            data = pixels_of(self.pixels.copy(area))
            self._painted[area.x(), area.y()] = len(data) - data.count(0)
        return touched
