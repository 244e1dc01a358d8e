"""The Markdown of messages as a laid-out text, for pages and pictures."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLength,
    QTextTableFormat,
)

from app.ui.exports.coloured_code import spans_of
from app.ui.exports.ink import HEADINGS, SMALL, Ink
from app.ui.exports.inline_pictures import InlinePictures
from app.ui.markdown.blocks import Block, BlockKind, Cell, Run, Table
from app.ui.markdown.embedded import shorten
from app.ui.markdown.parsing import parse

Restore = Callable[[str], str]
"""Puts pictures back that were taken out of a text while it was parsed."""
GAP = 7
INDENT = 20
LINE_SEPARATOR = "\u2028"
_ALIGNMENTS = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}


class LaidOutText:
    """Writes blocks at a cursor, which always stands in an empty paragraph that may be used."""

    def __init__(self, cursor: QTextCursor, ink: Ink, pictures: InlinePictures) -> None:
        self._cursor = cursor
        self._ink = ink
        self._pictures = pictures
        self._fresh = True

    def write(self, source: str, token: str = "text") -> None:
        """Write the Markdown of a message in one colour."""
        short = shorten(source)
        for depth, blocks in groupby(parse(short.text), key=lambda block: min(block.quote_depth, 3)):
            if depth:
                with self.box("sunken", INDENT * (depth - 1)):
                    self._write_blocks(blocks, "text_muted", short.restore)
            else:
                self._write_blocks(blocks, token, short.restore)

    def code(self, code: str, language: str, left: float = 0) -> None:
        """Write code in a box, coloured."""
        with self.box("sunken", left, framed=True):
            self._paragraph(self._ink.block(size=SMALL))
            position = 0
            for start, length, token in spans_of(code, language):
                self._insert(code[position:start], self._ink.code())
                self._insert(code[start : start + length], self._ink.code(token))
                position = start + length
            self._insert(code[position:], self._ink.code())

    def line(self, text: str, style: QTextCharFormat, above: float = GAP) -> None:
        """Write one plain paragraph."""
        self._paragraph(self._ink.block(above))
        self._insert(text, style)

    def add(self, text: str, style: QTextCharFormat) -> None:
        """Write on in the present paragraph."""
        self._insert(text, style)

    def picture(self, path: Path) -> bool:
        """Show a picture file in a paragraph of its own; whether it could be read."""
        self._paragraph(self._ink.block(GAP))
        if self._pictures.put_file(self._cursor, path):
            return True
        self._fresh = True
        return False

    @contextmanager
    def box(self, token: str, left: float = 0, *, framed: bool = False) -> Iterator[None]:
        """Whatever is written within it stands in a box."""
        if self._fresh:
            self._cursor.setBlockFormat(_thin())
        frame = self._cursor.insertFrame(self._ink.box(token, left, framed=framed))
        self._cursor, self._fresh = frame.firstCursorPosition(), True
        yield
        self._cursor = frame.lastCursorPosition()
        self._cursor.setPosition(frame.lastPosition() + 1)
        self._cursor.setBlockFormat(_thin())
        self._fresh = True

    def _write_blocks(self, blocks: Iterable[Block], token: str, restore: Restore) -> None:
        for block in blocks:
            self._write_block(block, token, restore)

    def _write_block(self, block: Block, token: str, restore: Restore) -> None:
        left = INDENT * block.indent
        match block.kind:
            case BlockKind.CODE:
                self.code(block.text, block.language, left)
            case BlockKind.TABLE if block.table is not None:
                self._table(block.table, token, restore)
            case BlockKind.RULE:
                self._rule()
            case BlockKind.FORMULA:
                self._formula(block.text, token)
            case BlockKind.PICTURE:
                run = Run(block.alt, picture=block.picture)
                self._runs((run,), self._ink.text(token), self._ink.block(GAP, left), restore)
            case BlockKind.HEADING:
                size = HEADINGS[min(max(block.level, 1), 6) - 1]
                style = self._ink.text(token, size, bold=True)
                self._runs(block.runs, style, self._ink.block(GAP * 2, left), restore)
            case _:
                self._text_block(block, left, token, restore)

    def _text_block(self, block: Block, left: float, token: str, restore: Restore) -> None:
        style = self._ink.text(token)
        above = GAP / 3 if block.indent and block.tight else GAP
        form = self._ink.block(above, left)
        marker = f"[{block.marker}]" if block.kind is BlockKind.FOOTNOTE and block.marker else block.marker
        if marker:
            form.setTextIndent(-self._ink.width_of(f"{marker} "))
        self._paragraph(form)
        if marker:
            self._insert(f"{marker} ", style)
        self._insert_runs(block.runs, style, restore)

    def _runs(
        self, runs: tuple[Run, ...], style: QTextCharFormat, form: QTextBlockFormat, restore: Restore
    ) -> None:
        self._paragraph(form)
        self._insert_runs(runs, style, restore)

    def _insert_runs(self, runs: Iterable[Run], style: QTextCharFormat, restore: Restore) -> None:
        for run in runs:
            if run.line_break:
                self._insert(LINE_SEPARATOR, style)
            elif run.formula:
                drawn = self._pictures.put_formula(self._cursor, run.formula, style, display=False)
                if not drawn:
                    self._insert(run.text, self._ink.code())
            elif run.picture:
                self._picture(run, style, restore)
            else:
                text = f"[{run.text}]" if run.footnote else run.text
                self._insert(text, self._ink.run(run, style))

    def _picture(self, run: Run, style: QTextCharFormat, restore: Restore) -> None:
        """A picture that is written into the text; of one on the web its name, which leads there."""
        address = restore(run.picture)
        if self._pictures.put_data(self._cursor, address):
            return
        linked = Run(run.text or address, link=address if address.startswith("http") else "")
        self._insert(linked.text, self._ink.run(linked, style))

    def _formula(self, source: str, token: str) -> None:
        form = self._ink.block(GAP, below=GAP)
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._paragraph(form)
        if not self._pictures.put_formula(self._cursor, source, self._ink.text(token), display=True):
            self._insert(source, self._ink.code())

    def _rule(self) -> None:
        form = self._ink.block(GAP, below=GAP)
        width = QTextLength(QTextLength.Type.PercentageLength, 100)
        form.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth.value, width)
        form.setBackground(self._ink.color("border"))
        self._paragraph(form)

    def _table(self, table: Table, token: str, restore: Restore) -> None:
        rows = (table.header, *table.rows)
        form = QTextTableFormat()
        form.setCellPadding(5)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderBrush(self._ink.color("border"))
        form.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        form.setTopMargin(GAP)
        form.setBottomMargin(2 * GAP)
        form.setHeaderRowCount(1)
        self._leave_paragraph()
        inside = self._cursor.insertTable(len(rows), max(1, len(table.header)), form)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                place = inside.cellAt(number, column)
                if number == 0:
                    ground = place.format()
                    ground.setBackground(self._ink.color("sunken"))
                    place.setFormat(ground)
                self._cursor = place.firstCursorPosition()
                self._cell(cell, table.alignments[column], token, restore, bold=number == 0)
        self._cursor = inside.lastCursorPosition()
        self._cursor.setPosition(inside.lastPosition() + 1)
        self._fresh = True

    def _cell(self, cell: Cell, alignment: str, token: str, restore: Restore, *, bold: bool) -> None:
        form = self._ink.block()
        form.setAlignment(_ALIGNMENTS.get(alignment, Qt.AlignmentFlag.AlignLeft))
        self._cursor.setBlockFormat(form)
        self._insert_runs(cell, self._ink.text(token, bold=bold), restore)

    def _paragraph(self, form: QTextBlockFormat) -> None:
        """Begin a paragraph, in the empty one that stands ready where there is one."""
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._fresh = False
        else:
            self._cursor.insertBlock(form)
        self._cursor.setBlockCharFormat(self._ink.text())

    def _insert(self, text: str, style: QTextCharFormat) -> None:
        self._cursor.insertText(text.replace("\r\n", "\n").replace("\n", LINE_SEPARATOR), style)

    def _leave_paragraph(self) -> None:
        if not self._fresh:
            self._cursor.insertBlock(_thin())
            self._fresh = True


def _thin() -> QTextBlockFormat:
    """The format of the empty line that a document has beside each box, as low as can be."""
    form = QTextBlockFormat()
    form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return form
