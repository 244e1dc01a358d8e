"""One paragraph of styled text: measured, painted line by line, and asked for positions."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from app.ui.markdown.blocks import Run
from app.ui.transcript.rows.look import Look, TextStyle
from app.ui.transcript.rows.units import units, x_of

_LINE_SEPARATOR = "\u2028"
_STAND_IN = "x"
"""Laid out, unseen, as wide as the object that is painted in its place."""
_ENDLESS_WORD = re.compile(r"[!-~]{1000}")
"""Qt's search for a place to break such a word takes time by the square of its length."""


class InlineObject(Protocol):
    """A formula or small picture that stands in a line."""

    width: int
    ascent: int
    descent: int

    def paint(self, painter: QPainter, x: float, baseline: int) -> None:
        """Draw it on the line."""


Objects = Callable[[Run, TextStyle], InlineObject | None]


def no_objects(run: Run, style: TextStyle) -> InlineObject | None:
    """For texts that hold none."""
    return None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch with a background: selected text or a find. Positions are UTF-16 units."""

    start: int
    end: int
    color: QColor


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    run: Run
    object: InlineObject | None


@dataclass(frozen=True, slots=True)
class _Line:
    line: QTextLine
    start: int
    end: int
    top: int
    height: int
    baseline: int


class RichText:
    """Runs set into a width.

    Args:
        runs: the text.
        style: its font, colour and line distance.
        look: formats and colours.
        width: in pixels.
        objects: finds what is painted in the place of a formula or picture.
        alignment: ``left``, ``center`` or ``right``.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        style: TextStyle,
        look: Look,
        width: int,
        objects: Objects = no_objects,
        alignment: str = "left",
    ) -> None:
        self.runs = runs
        self.style = style
        self.width = width
        self._look = look
        self._stretches = list(_stretches(runs, style, objects))
        self.text = "".join(_STAND_IN if part.object else part.run.text for part in self._stretches)
        self._layout = self._lay_out(alignment)
        self._lines = list(self._place_lines(alignment))
        last = self._lines[-1]
        self.height = last.top + last.height
        self.natural_width = ceil(max(line.line.naturalTextWidth() for line in self._lines))
        self._chips = [part for part in self._stretches if part.run.code]

    @property
    def length(self) -> int:
        """In UTF-16 units."""
        return self._stretches[-1].end if self._stretches else 0

    def paint(
        self, painter: QPainter, x: int, y: int, clip: tuple[int, int], marks: Sequence[Mark] = ()
    ) -> None:
        """Draw the lines that touch the clip, which is given in the painter's coordinates."""
        painter.setPen(self._look.color(self.style.color))
        for line in self._visible(clip[0] - y, clip[1] - y):
            self._paint_chips(painter, line, x, y)
            for mark in marks:
                for rect in self._parts(line, mark.start, mark.end):
                    painter.fillRect(rect.translated(x, y), mark.color)
            line.line.draw(painter, QPointF(x, y))
            self._paint_objects(painter, line, x, y)

    def rects(self, start: int, end: int) -> list[QRect]:
        """Where a stretch stands, one rectangle a line."""
        return [rect for line in self._lines for rect in self._parts(line, start, end)]

    def position_at(self, x: float, y: float) -> int:
        """The nearest place between two characters, in UTF-16 units."""
        line = self._lines[self._index_at(y)]
        return line.line.xToCursor(x)

    def run_at(self, x: float, y: float) -> Run | None:
        """The run under a point."""
        line = self._lines[self._index_at(y)]
        if not line.line.x() <= x <= line.line.x() + line.line.naturalTextWidth():
            return None
        position = line.line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        return next((part.run for part in self._stretches if part.start <= position < part.end), None)

    def stretches(self) -> list[tuple[int, int, Run]]:
        """Every run with its place in UTF-16 units."""
        return [(part.start, part.end, part.run) for part in self._stretches]

    def changed_from(self, before: "RichText") -> int:
        """Top of the first line that does not look as it did before."""
        position = _common_length(before._stretches, self._stretches)
        for new, old in zip(self._lines, before._lines, strict=False):
            same_place = (new.start, new.end, new.top, new.height) == (
                old.start,
                old.end,
                old.top,
                old.height,
            )
            if new.end > position or not same_place:
                return min(new.top, old.top)
        return min(self.height, before.height)

    def _lay_out(self, alignment: str) -> QTextLayout:
        layout = QTextLayout(self.text.replace("\n", _LINE_SEPARATOR), self.style.font)
        option = QTextOption()
        option.setWrapMode(_wrap_mode(self.text))
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width, 1))
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges = []
        for part in self._stretches:
            wanted = self._object_format(part) if part.object else self._look.format(part.run, self.style)
            if wanted is None:
                continue
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = part.start, part.end - part.start, wanted
            ranges.append(made)
        return ranges

    def _object_format(self, part: _Stretch) -> QTextCharFormat:
        """Stretches the stand-in to the object's width and hides it."""
        assert part.object is not None
        made = QTextCharFormat()
        made.setForeground(QColor(Qt.GlobalColor.transparent))
        advance = QFontMetricsF(self.style.font).horizontalAdvance(_STAND_IN)
        made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        made.setFontLetterSpacing(part.object.width - advance)
        return made

    def _place_lines(self, alignment: str) -> "list[_Line]":
        placed = []
        top = 0
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            start, end = line.textStart(), line.textStart() + line.textLength()
            above, below = self._excess(start, end)
            baseline = top + above + self.style.baseline
            line.setPosition(QPointF(self._indent(line, alignment), baseline - line.ascent()))
            height = above + self.style.pitch + below
            placed.append(_Line(line, start, end, top, height, baseline))
            top += height
        return placed

    def _indent(self, line: QTextLine, alignment: str) -> int:
        free = self.width - ceil(line.naturalTextWidth())
        return {"right": free, "center": free // 2}.get(alignment, 0)

    def _excess(self, start: int, end: int) -> tuple[int, int]:
        """How far objects of a line stand out above and below it."""
        held = [part.object for part in self._stretches if part.object and start <= part.start < end]
        above = max((item.ascent - self.style.baseline for item in held), default=0)
        below = max((item.descent - (self.style.pitch - self.style.baseline) for item in held), default=0)
        return max(above, 0), max(below, 0)

    def _visible(self, top: int, bottom: int) -> "list[_Line]":
        return [line for line in self._lines if line.top < bottom and line.top + line.height > top]

    def _index_at(self, y: float) -> int:
        return max(bisect_right(self._lines, y, key=lambda line: line.top) - 1, 0)

    def _parts(self, line: _Line, start: int, end: int) -> list[QRect]:
        first, last = max(start, line.start), min(end, line.end)
        if first >= last:
            return []
        left, right = x_of(line.line, first), x_of(line.line, last)
        return [QRect(round(left), line.top, max(round(right) - round(left), 1), line.height)]

    def _paint_chips(self, painter: QPainter, line: _Line, x: int, y: int) -> None:
        for part in self._chips:
            for rect in self._parts(line, part.start, part.end):
                chip = QRectF(rect.translated(x, y)).adjusted(-2, 2, 2, -2)
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._look.color("hover"))
                painter.drawRoundedRect(chip, 4, 4)
                painter.restore()

    def _paint_objects(self, painter: QPainter, line: _Line, x: int, y: int) -> None:
        for part in self._stretches:
            if part.object and line.start <= part.start < line.end:
                part.object.paint(painter, x + x_of(line.line, part.start), y + line.baseline)


def _wrap_mode(text: str) -> QTextOption.WrapMode:
    if _ENDLESS_WORD.search(text):
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def _stretches(runs: Sequence[Run], style: TextStyle, objects: Objects) -> "list[_Stretch]":
    stretches = []
    start = 0
    for run in runs:
        found = objects(run, style) if run.formula or run.picture else None
        end = start + (1 if found else units(run.text))
        stretches.append(_Stretch(start, end, run, found))
        start = end
    return stretches


def _common_length(before: "Sequence[_Stretch]", after: "Sequence[_Stretch]") -> int:
    """How many UTF-16 units from the start look alike."""
    position = 0
    for old, new in zip(before, after, strict=False):
        if old == new:
            position = new.end
            continue
        if old.object is None and new.object is None and new.run.text.startswith(old.run.text):
            same_look = (old.run.bold, old.run.italic, old.run.strike, old.run.code, old.run.link)
            if same_look == (new.run.bold, new.run.italic, new.run.strike, new.run.code, new.run.link):
                return old.end
        return new.start
    return position
