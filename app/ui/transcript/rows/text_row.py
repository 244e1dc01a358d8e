"""Paragraphs, headings, list items and footnotes, with their markers and the bars of quotes."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.ui.markdown.blocks import Block, BlockKind
from app.ui.transcript.rows.look import Look, TextStyle
from app.ui.transcript.rows.rich_text import Objects, RichText
from app.ui.transcript.rows.row import Row, Scene, Spot
from app.ui.transcript.rows.run_markdown import run_markdown

QUOTE_STEPS = 4
INDENT_STEPS = 6


def quote_bars(painter: QPainter, look: Look, block: Block, top: int, height: int) -> None:
    """Draw a bar for each quote that the block is in."""
    for depth in range(block.quote_depth):
        bar = QRect(depth * look.space(QUOTE_STEPS), top, max(look.space(0.75), 2), height)
        painter.fillRect(bar, look.color("border"))


def left_edge(block: Block, look: Look) -> int:
    """Where the text of a block begins."""
    indent = block.indent + (block.kind is BlockKind.FOOTNOTE)
    return block.quote_depth * look.space(QUOTE_STEPS) + indent * look.space(INDENT_STEPS)


class TextRow(Row):
    """A block of running text.

    Args:
        block: the text.
        width: of the column.
        look: fonts and colours.
        style: of text that is no heading.
        objects: finds formulas and pictures inside the line.
        gap: distance to the row above.
        joined: how many of its quotes go on from the row above.
    """

    def __init__(
        self, block: Block, width: int, look: Look, style: TextStyle, objects: Objects, gap: int, joined: int
    ) -> None:
        super().__init__(width)
        self.block = block
        self._look = look
        self._gap = gap
        self._joined = joined
        self._left = left_edge(block, look)
        self._rich = RichText(block.runs, self._style(style), look, width - self._left, objects)
        self.height = gap + self._rich.height

    @property
    def selectable(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self._rich.text

    @property
    def length(self) -> int:
        return self._rich.length

    @property
    def natural_width(self) -> int:
        """Width that the text takes when it is not broken."""
        return self._left + self._rich.natural_width

    def paint(self, painter: QPainter, scene: Scene) -> None:
        top = 0 if self._joined == self.block.quote_depth else self._gap
        quote_bars(painter, self._look, self.block, top, self.height - top)
        self._paint_marker(painter)
        self._rich.paint(painter, self._left, self._gap, scene.clip, scene.marks)
        if scene.focused is not None:
            self._paint_focus(painter, scene.focused)

    def spots(self) -> Sequence[Spot]:
        found = []
        for start, end, run in self._rich.stretches():
            if run.link:
                found += [Spot(rect, "link", run.link, run.text) for rect in self.rects(start, end)]
            elif run.footnote:
                found += [Spot(rect, "footnote", run.footnote, run.text) for rect in self.rects(start, end)]
        return found

    def position_at(self, x: int, y: int) -> int:
        if y < self._gap:
            return 0
        if y >= self.height:
            return self.length
        return self._rich.position_at(x - self._left, y - self._gap)

    def formula_at(self, x: int, y: int) -> str:
        run = self._rich.run_at(x - self._left, y - self._gap)
        return run.formula if run else ""

    def rects(self, start: int, end: int) -> list[QRect]:
        return [rect.translated(self._left, self._gap) for rect in self._rich.rects(start, end)]

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        text = run_markdown(self._rich.stretches(), start, end)
        return f"{self._prefix()}{text}" if whole and start == 0 else text

    def changed_from(self, before: Row) -> int:
        if not isinstance(before, TextRow) or not self._same_frame(before):
            return 0
        return self._gap + self._rich.changed_from(before._rich)

    def _same_frame(self, before: "TextRow") -> bool:
        bare = replace(self.block, runs=(), end=0, closed=True)
        same_block = bare == replace(before.block, runs=(), end=0, closed=True)
        return same_block and (self._gap, self._joined) == (before._gap, before._joined)

    def _style(self, style: TextStyle) -> TextStyle:
        if self.block.kind is BlockKind.HEADING:
            return self._look.headings[min(max(self.block.level, 1), 6) - 1]
        return self._look.thought if self.block.kind is BlockKind.FOOTNOTE else style

    def _prefix(self) -> str:
        if self.block.kind is BlockKind.HEADING:
            return "#" * self.block.level + " "
        quote = "> " * self.block.quote_depth
        if not self.block.indent:
            return quote
        marker = {"•": "-", "☐": "- [ ]", "☑": "- [x]"}.get(self.block.marker, self.block.marker)
        return quote + "  " * (self.block.indent - 1) + (f"{marker} " if marker else "  ")

    def _paint_marker(self, painter: QPainter) -> None:
        marker = self.block.marker
        if not marker:
            return
        style = self._rich.style
        baseline = self._gap + style.baseline
        if marker == "•":
            self._paint_bullet(painter, baseline)
        elif marker in "☐☑":
            self._paint_box(painter, baseline, checked=marker == "☑")
        else:
            painter.setFont(style.font)
            painter.setPen(self._look.color("text_muted"))
            advance = QFontMetricsF(style.font).horizontalAdvance(marker)
            painter.drawText(QPointF(round(self._left - self._look.space(1.5) - advance), baseline), marker)

    def _paint_bullet(self, painter: QPainter, baseline: int) -> None:
        size = max(self._look.space(1.25), 4)
        middle = baseline - round(QFontMetricsF(self._rich.style.font).xHeight() / 2)
        dot = QRect(self._left - self._look.space(2.5) - size // 2, middle - size // 2, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("text_muted"), 1.2))
        if self.block.indent % 2:
            painter.setBrush(self._look.color("text_muted"))
        painter.drawEllipse(dot)
        painter.restore()

    def _paint_box(self, painter: QPainter, baseline: int, *, checked: bool) -> None:
        size = self._look.space(3.5)
        box = QRect(
            self._left - self._look.space(2) - size, baseline - size + self._look.space(0.5), size, size
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("accent" if checked else "text_faint"), 1.4))
        painter.setBrush(self._look.color("accent") if checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            self._look.theme.icon("check", "accent_text").paint(painter, box)
        painter.restore()

    def _paint_focus(self, painter: QPainter, spot: Spot) -> None:
        painter.save()
        painter.setPen(QPen(self._look.color("focus"), 2))
        painter.drawRoundedRect(spot.rect.adjusted(-2, 0, 2, 0), 4, 4)
        painter.restore()
