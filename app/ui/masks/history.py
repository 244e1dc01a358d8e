"""Steps of painting that can be taken back and done again, within a bounded memory."""

from collections import deque

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

from app.ui.masks.tiles import Tile, areas, pack

LIMIT_BYTES = 64_000_000


class Inversion:
    """The whole mask was inverted; doing it again takes it back."""


Step = tuple[Tile, ...] | Inversion


class History:
    """Remembers squares of one mask before they are changed. The oldest steps go when memory runs out.

    Args:
        mask: whoever changes it says ``remember`` before, and ``settle`` at the end of each step.
        limit_bytes: for all steps together.
    """

    def __init__(self, mask: QImage, limit_bytes: int = LIMIT_BYTES) -> None:
        self._mask = mask
        self._limit_bytes = limit_bytes
        self._begun: dict[tuple[int, int], QImage] = {}
        self._done: deque[Step] = deque()
        self._undone: list[Step] = []
        self._size_bytes = 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back and nothing was done since."""
        return bool(self._undone)

    @property
    def size_bytes(self) -> int:
        """What all steps hold."""
        return self._size_bytes

    def remember(self, touched: QRect) -> None:
        """Keep what stands in a rectangle, which is about to change."""
        for area in areas(self._mask, touched):
            self._begun.setdefault((area.x(), area.y()), self._mask.copy(area))

    def invert(self) -> QRect:
        """Invert the whole mask, as a step of its own; the area that changed."""
        self._mask.invertPixels(QImage.InvertMode.InvertRgba)
        return self._end(Inversion())

    def settle(self) -> QRect:
        """End a step; the area that really changed. A step that changed nothing is none."""
        before = tuple(
            pack(square, QPoint(*place))
            for place, square in self._begun.items()
            if square != self._mask.copy(QRect(QPoint(*place), square.size()))
        )
        self._begun.clear()
        return self._end(before) if before else QRect()

    def give_up(self) -> QRect:
        """Set everything back that was changed since the last step; the area of it."""
        before = tuple(pack(square, QPoint(*place)) for place, square in self._begun.items())
        self._begun.clear()
        for tile in before:
            tile.put_into(self._mask)
        return self._span(before)

    def undo(self) -> QRect:
        """Take the last step back; the area that changed."""
        if not self._done:
            return QRect()
        step = self._done.pop()
        self._undone.append(self._exchanged(step))
        return self._span(step)

    def redo(self) -> QRect:
        """Do again what was taken back last; the area that changed."""
        if not self._undone:
            return QRect()
        step = self._undone.pop()
        self._done.append(self._exchanged(step))
        return self._span(step)

    def _end(self, step: Step) -> QRect:
        """A step is done, and what was taken back before it is gone; its area."""
        self._forget(*self._undone)
        self._undone.clear()
        self._done.append(self._counted(step))
        self._keep_within_limit()
        return self._span(step)

    def _exchanged(self, step: Step) -> Step:
        """Put the squares of a step into the mask, and hand out those that stood there."""
        if isinstance(step, Inversion):
            self._mask.invertPixels(QImage.InvertMode.InvertRgba)
            return step
        present = tuple(pack(self._mask.copy(tile.area), tile.area.topLeft()) for tile in step)
        for tile in step:
            tile.put_into(self._mask)
        self._forget(step)
        return self._counted(present)

    def _counted(self, step: Step) -> Step:
        self._size_bytes += _bytes_of(step)
        return step

    def _forget(self, *steps: Step) -> None:
        self._size_bytes -= sum(map(_bytes_of, steps))

    def _keep_within_limit(self) -> None:
        while self._size_bytes > self._limit_bytes and len(self._done) > 1:
            self._forget(self._done.popleft())

    def _span(self, step: Step) -> QRect:
        if isinstance(step, Inversion):
            return self._mask.rect()
        area = QRect()
        for tile in step:
            area |= tile.area
        return area


def _bytes_of(step: Step) -> int:
    return 0 if isinstance(step, Inversion) else sum(len(tile.packed) for tile in step)
