"""Tables: an own grid of text cells, in rows of at most twenty lines of the table."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui.markdown.blocks import Cell, Table
from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.rich_text import Mark, Objects, RichText
from app.ui.transcript.rows.row import Row, Scene, Spot
from app.ui.transcript.rows.run_markdown import run_markdown, runs_markdown
from app.ui.transcript.rows.wide_row import WideRow, WideState

ROWS = 20
MEASURED_ROWS = 2 * ROWS
"""Columns are as wide as these first rows ask for; later ones are broken to fit, so that nothing jumps."""
_WIDEST_EMS = 18
_NARROWEST_EMS = 6
_MARKERS = {"left": ":---", "center": ":---:", "right": "---:"}


def column_widths(table: Table, look: Look, width: int) -> tuple[int, ...]:
    """Widths of the columns with their padding; together more than ``width`` only when they must be."""
    wanted = [0] * len(table.header)
    normal, bold = QFontMetricsF(look.body.font), QFontMetricsF(look.headings[-1].font)
    for number, row in enumerate((table.header, *table.rows[:MEASURED_ROWS])):
        metrics = normal if number else bold
        for column, cell in enumerate(row):
            wanted[column] = max(wanted[column], ceil(_advance(cell, metrics)))
    padding = 2 * look.space(3)
    free = width - padding * len(wanted)
    if sum(wanted) > free:
        wanted = _shared(wanted, free, _NARROWEST_EMS * look.em, _WIDEST_EMS * look.em)
    return tuple(each + padding + 2 for each in wanted)


def _advance(cell: Cell, metrics: QFontMetricsF) -> float:
    lines = "".join(run.text for run in cell).split("\n")
    return max(metrics.horizontalAdvance(line) for line in lines)


def _shared(wanted: Sequence[int], free: int, narrowest: int, widest: int) -> list[int]:
    """Narrow columns keep what they want; the others share the rest by what they want."""
    least = [min(each, max(narrowest, min(each, widest) // 3)) for each in wanted]
    if sum(least) >= free:
        return [min(each, widest) for each in wanted]
    fair = free / len(wanted)
    kept = [each if each <= fair else 0 for each in wanted]
    rest = free - sum(kept)
    asked = sum(each for each in wanted if each > fair)
    return [
        have or max(int(rest * each / asked), low)
        for have, each, low in zip(kept, wanted, least, strict=True)
    ]


class TablePiece(NamedTuple):
    """A part of a table; the first one begins with the header."""

    rows: tuple[tuple[Cell, ...], ...]
    first: bool
    last: bool


def table_piece(table: Table, number: int) -> TablePiece:
    """The ``number``-th part of a table."""
    rows = table.rows[number * ROWS : (number + 1) * ROWS]
    if number == 0:
        rows = (table.header, *rows)
    return TablePiece(rows, number == 0, (number + 1) * ROWS >= len(table.rows))


def _stays(before: Cell, cell: Cell) -> bool:
    """Whether a cell looks as it did; a formula in it may have been drawn meanwhile."""
    return before == cell and not any(run.formula for run in cell)


class _GridCell(NamedTuple):
    cell: Cell
    rich: RichText
    start: int
    x: int


class _GridRow(NamedTuple):
    cells: tuple[_GridCell, ...]
    top: int
    height: int


class TableRow(WideRow):
    """A part of a table.

    Args:
        table: whole table.
        piece: the part.
        columns: their widths with padding.
        state: sideways scroll, shared with the other parts.
        width: of the column of text.
        look: fonts and colours.
        objects: finds formulas and pictures inside the cells.
        left: distance from the column's edge.
        gap: distance to the row above.
        before: the row that this one follows; its unchanged cells are kept.
    """

    def __init__(
        self,
        table: Table,
        piece: TablePiece,
        columns: tuple[int, ...],
        state: WideState,
        width: int,
        look: Look,
        objects: Objects,
        left: int,
        gap: int,
        before: Row | None = None,
    ) -> None:
        super().__init__(width, state, look, left, gap)
        self._table = table
        self._piece = piece
        self._columns = columns
        self._objects = objects
        state.width = sum(columns)
        self._rows = self._make_rows(before)
        bottom = self._rows[-1].top + self._rows[-1].height if self._rows else gap
        self.height = bottom + (look.space(3) if piece.last and self._overflow else 0)
        self._text = "\n".join("\t".join(cell.rich.text for cell in row.cells) for row in self._rows)

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.save()
        painter.setClipRect(self._inside, Qt.ClipOperation.IntersectClip)
        top, bottom = scene.clip
        for number, row in enumerate(self._rows):
            if row.top < bottom and row.top + row.height > top:
                self._paint_row(painter, row, scene, header=self._piece.first and number == 0)
        painter.restore()
        if self._piece.last:
            self._paint_scroll_bar(painter, scene)

    def spots(self) -> Sequence[Spot]:
        found = []
        for row in self._rows:
            for cell in row.cells:
                for start, end, run in cell.rich.stretches():
                    if run.link:
                        rects = self.rects(cell.start + start, cell.start + end)
                        found += [Spot(rect & self._inside, "link", run.link, run.text) for rect in rects]
        return found

    def position_at(self, x: int, y: int) -> int:
        if not self._rows or y < self._gap:
            return 0
        if y >= self.height:
            return self.length
        number = max(bisect_right(self._rows, y, key=lambda row: row.top) - 1, 0)
        row = self._rows[number]
        cells = row.cells
        index = max(bisect_right(cells, x + self._state.shift, key=lambda cell: cell.x) - 1, 0)
        cell = cells[index]
        left, top = self._cell_origin(cell, row)
        return cell.start + cell.rich.position_at(x - left, y - top)

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        touched = [row for row in self._rows if row.cells[0].start < end and self._row_end(row) > start]
        cells = [
            cell for row in touched for cell in row.cells if cell.start < end and self._end(cell) > start
        ]
        if not whole and len(cells) == 1:
            cell = cells[0]
            return run_markdown(cell.rich.stretches(), start - cell.start, end - cell.start)
        lines = [_markdown_line([cell.cell for cell in row.cells]) for row in touched]
        if touched and touched[0] is self._rows[0] and self._piece.first:
            markers = [_MARKERS.get(each, "---") for each in self._table.alignments]
            lines.insert(1, f"| {' | '.join(markers)} |")
        return "\n".join(lines)

    def rects(self, start: int, end: int) -> list[QRect]:
        found = []
        for row in self._rows:
            for cell in row.cells:
                first, last = max(start - cell.start, 0), min(end - cell.start, cell.rich.length)
                if first < last:
                    origin = self._cell_origin(cell, row)
                    found += [rect.translated(*origin) for rect in cell.rich.rects(first, last)]
        return found

    def changed_from(self, before: Row) -> int:
        if not isinstance(before, TableRow) or not self._same_frame(before):
            return 0
        for new, old in zip(self._rows, before._rows, strict=False):
            if new.height != old.height or any(
                mine.rich is not other.rich for mine, other in zip(new.cells, old.cells, strict=True)
            ):
                return min(new.top, old.top)
        common = min(len(self._rows), len(before._rows))
        return self._rows[common].top - 2 if common < len(self._rows) else 0

    def _make_rows(self, before: Row | None) -> list[_GridRow]:
        known = before._rows if isinstance(before, TableRow) and before._columns == self._columns else []
        rows = []
        start, top = 0, self._gap
        for number, cells in enumerate(self._piece.rows):
            old = known[number].cells if number < len(known) else ()
            row = self._make_row(cells, start, top, header=self._piece.first and number == 0, before=old)
            rows.append(row)
            start = self._row_end(row) + 1
            top += row.height
        return rows

    def _make_row(
        self, cells: tuple[Cell, ...], start: int, top: int, *, header: bool, before: Sequence[_GridCell]
    ) -> _GridRow:
        made = []
        x = 0
        for column, cell in enumerate(cells):
            old = before[column] if column < len(before) and _stays(before[column].cell, cell) else None
            rich = old.rich if old else self._rich(cell, column, header=header)
            made.append(_GridCell(cell, rich, start, x))
            start += rich.length + 1
            x += self._columns[column]
        height = max((item.rich.height for item in made), default=0) + 2 * self._look.space(1.5)
        return _GridRow(tuple(made), top, height)

    def _rich(self, cell: Cell, column: int, *, header: bool) -> RichText:
        runs = [replace(run, bold=True) for run in cell]
        width = self._columns[column] - 2 * self._look.space(3)
        alignment = self._table.alignments[column] if column < len(self._table.alignments) else ""
        return RichText(
            runs if header else cell, self._look.body, self._look, width, self._objects, alignment
        )

    def _row_end(self, row: _GridRow) -> int:
        return self._end(row.cells[-1])

    def _end(self, cell: _GridCell) -> int:
        return cell.start + cell.rich.length

    def _cell_origin(self, cell: _GridCell, row: _GridRow) -> tuple[int, int]:
        x = self._left + cell.x + self._look.space(3) - self._state.shift
        return x, row.top + self._look.space(1.5)

    def _paint_row(self, painter: QPainter, row: _GridRow, scene: Scene, *, header: bool) -> None:
        look = self._look
        width = min(self._state.width, self._inside.width())
        if header:
            band = QRect(self._left, row.top, width, row.height)
            paint_card(painter, band, look.color("sunken"), look.space(1.5), last=False)
        for cell in row.cells:
            marks = [Mark(mark.start - cell.start, mark.end - cell.start, mark.color) for mark in scene.marks]
            cell.rich.paint(painter, *self._cell_origin(cell, row), scene.clip, marks)
        painter.fillRect(QRect(self._left, row.top + row.height - 1, width, 1), look.color("border"))

    def _same_frame(self, before: "TableRow") -> bool:
        mine = (self._columns, self._gap, self._left, self.width, self._piece.first)
        return mine == (before._columns, before._gap, before._left, before.width, before._piece.first)


def _markdown_line(cells: Sequence[Cell]) -> str:
    texts = [runs_markdown(cell).replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(texts)} |"
