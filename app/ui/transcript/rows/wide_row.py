"""Rows of a block that may be wider than its column, and what the person chose for the block."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Row, Scene
from app.ui.transcript.rows.units import units

TAB_COLUMNS = 4


@dataclass(slots=True)
class WideState:
    """What the person chose for one wide block; all of its rows share it."""

    wrapped: bool = False
    folded: bool = False
    shift: int = 0
    """How far it is scrolled to the left."""
    width: int = 0
    """Of the widest content so far."""
    measured: int = 0
    """How many lines of it are measured for good."""

    def measure(self, lines: Sequence[str], look: Look) -> None:
        """Take new lines of code into the width; those that cannot be the widest are left out."""
        metrics = QFontMetricsF(look.code.font)
        widest_letter = 2 * metrics.averageCharWidth() + 1
        for line in lines[self.measured :]:
            text = line.expandtabs(TAB_COLUMNS)
            if len(text) * widest_letter > self.width:
                self.width = max(self.width, ceil(metrics.horizontalAdvance(text)))
        self.measured = len(lines) - 1


class WideRow(Row):
    """A part of a wide block; all parts are scrolled sideways together.

    Args:
        width: of the column.
        state: shared with the other parts.
        look: fonts and colours.
        left: distance from the column's edge.
        gap: distance to the row above.
    """

    def __init__(self, width: int, state: WideState, look: Look, left: int, gap: int) -> None:
        super().__init__(width)
        self._state = state
        self._look = look
        self._left = left
        self._gap = gap
        self._text = ""

    @property
    def selectable(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self._text

    @property
    def length(self) -> int:
        return units(self._text)

    @property
    def wakes(self) -> bool:
        return True

    def scroll_sideways(self, pixels: int) -> bool:
        before = self._state.shift
        self._state.shift = min(max(before + pixels, 0), self._overflow)
        return self._state.shift != before

    @property
    def _inside(self) -> QRect:
        """Where the content is seen."""
        return QRect(self._left, self._gap, self.width - self._left, self.height - self._gap)

    @property
    def _overflow(self) -> int:
        """How far the content can be scrolled."""
        return max(self._state.width - self._inside.width(), 0)

    def _paint_scroll_bar(self, painter: QPainter, scene: Scene) -> None:
        if not self._overflow:
            return
        look, inside = self._look, self._inside
        length = max(inside.width() * inside.width() // self._state.width, look.space(6))
        left = inside.left() + (inside.width() - length) * self._state.shift // self._overflow
        bar = QRect(left, self.height - look.space(2), length, max(look.space(1), 3))
        paint_card(painter, bar, look.color("text_faint" if scene.awake else "border"), bar.height() // 2)
