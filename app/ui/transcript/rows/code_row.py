"""Code: rows of at most sixty lines, so that a long block is laid out only where it is seen."""

from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from app.ui.markdown.blocks import Block
from app.ui.transcript.content.spans import Span
from app.ui.transcript.phrases import Phrases
from app.ui.transcript.rows.code_piece import Piece, colors_by_line
from app.ui.transcript.rows.controls import BUTTON_STEPS, paint_icons, paint_lettered
from app.ui.transcript.rows.frames import paint_card
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Row, Scene, Spot
from app.ui.transcript.rows.units import cut, units, x_of
from app.ui.transcript.rows.wide_row import TAB_COLUMNS, WideRow, WideState

LONG_FROM = 20
"""Blocks with more lines than this can be folded."""


class _Line:
    """One line of code, laid out when it is first seen."""

    def __init__(self, text: str, spans: tuple[tuple[int, int, str], ...]) -> None:
        self.text = text
        self.spans = spans
        self.layout: QTextLayout | None = None
        self.height = 0


class CodeRow(WideRow):
    """A part of a code block.

    Args:
        block: whole code.
        piece: the part.
        state: wrap, fold and sideways scroll, shared with the other parts.
        width: of the column.
        look: fonts and colours.
        phrases: names of the buttons.
        left: distance of the card from the column's edge.
        gap: distance to the row above.
        spans: colours of the whole code, as far as known.
        before: the row that this one follows; its unchanged lines are kept.
    """

    def __init__(
        self,
        block: Block,
        piece: Piece,
        state: WideState,
        width: int,
        look: Look,
        phrases: Phrases,
        left: int,
        gap: int,
        spans: Sequence[Span] = (),
        before: Row | None = None,
    ) -> None:
        super().__init__(width, state, look, left, gap)
        self.block = block
        self.piece = piece
        self._chosen = (state.wrapped, state.folded)
        self._phrases = phrases
        self._top = gap + (look.space(9) if piece.first else 0)
        self._text = "\n".join(piece.lines)
        self._lines = self._make_lines(spans, before)
        self._starts = self._line_starts()
        self._tops = self._line_tops()
        self.height = self._tops[-1] + self._bottom_space()

    def paint(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        card = QRect(self._left, self._gap, self.width - self._left, self.height - self._gap)
        paint_card(
            painter, card, look.color("sunken"), look.space(2), first=self.piece.first, last=self.piece.last
        )
        if self.piece.first:
            self._paint_title(painter, scene)
        painter.save()
        painter.setClipRect(self._inside, Qt.ClipOperation.IntersectClip)
        for number in self._visible(*scene.clip):
            self._paint_line(painter, number, scene)
        painter.restore()
        if self.piece.last:
            self._paint_scroll_bar(painter, scene)
        if self._folded_away:
            paint_lettered(painter, look, self._unfold_spot(), scene)

    def spots(self) -> Sequence[Spot]:
        found = self._title_spots() if self.piece.first else []
        return [*found, self._unfold_spot()] if self._folded_away else found

    def position_at(self, x: int, y: int) -> int:
        if y < self._tops[0]:
            return 0
        if y >= self._tops[-1]:
            return self.length
        number = self._number_at(y)
        layout = self._laid_out(number)
        index = min(int(y - self._tops[number]) // self._look.code.pitch, layout.lineCount() - 1)
        line = layout.lineAt(index)
        return self._starts[number] + line.xToCursor(x - self._text_left())

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        code = cut(self._text, start, end)
        if not whole:
            return code
        opening = f"```{self.block.language}\n" if self.piece.first and start == 0 else ""
        closing = "\n```" if self.piece.last and end == self.length else ""
        return f"{opening}{code}{closing}"

    def rects(self, start: int, end: int) -> list[QRect]:
        found = []
        for number, begin in enumerate(self._starts):
            first, last = max(start - begin, 0), min(end - begin, units(self._lines[number].text))
            if first < last:
                found += self._line_rects(number, first, last)
        return found

    def changed_from(self, before: Row) -> int:
        if not isinstance(before, CodeRow) or not self._same_frame(before):
            return 0
        for number, (new, old) in enumerate(zip(self._lines, before._lines, strict=False)):
            if new is not old:
                return self._tops[number]
        return self._tops[min(len(self._lines), len(before._lines))]

    @property
    def _folded_away(self) -> bool:
        return self._state.folded and self.piece.total > len(self.piece.lines)

    def _bottom_space(self) -> int:
        if self._folded_away:
            return self._look.space(BUTTON_STEPS + 3)
        return self._look.space(3) if self.piece.last else 0

    @property
    def _overflow(self) -> int:
        return 0 if self._state.wrapped else super()._overflow

    @property
    def _inside(self) -> QRect:
        margin = self._look.space(3.5)
        return QRect(
            self._left + margin, self._gap, self.width - self._left - 2 * margin, self.height - self._gap
        )

    def _text_left(self) -> int:
        return self._inside.left() - (0 if self._state.wrapped else self._state.shift)

    def _make_lines(self, spans: Sequence[Span], before: Row | None) -> list[_Line]:
        known = before._lines if isinstance(before, CodeRow) and self._same_setting(before) else []
        made = []
        colors = colors_by_line(self.piece, spans)
        for number, (text, parts) in enumerate(zip(self.piece.lines, colors, strict=True)):
            old = known[number] if number < len(known) else None
            same = old is not None and (old.text, old.spans) == (text, parts)
            made.append(old if same and old is not None else _Line(text, parts))
        return made

    def _line_starts(self) -> list[int]:
        starts, start = [], 0
        for line in self._lines:
            starts.append(start)
            start += units(line.text) + 1
        return starts

    def _line_tops(self) -> list[int]:
        tops, top = [self._top], self._top
        for number, line in enumerate(self._lines):
            if self._state.wrapped:
                self._laid_out(number)
            top += line.height or self._look.code.pitch
            tops.append(top)
        return tops

    def _laid_out(self, number: int) -> QTextLayout:
        line = self._lines[number]
        if line.layout is None:
            line.layout = self._lay_out(line)
            line.height = line.layout.lineCount() * self._look.code.pitch
        return line.layout

    def _lay_out(self, line: _Line) -> QTextLayout:
        style = self._look.code
        layout = QTextLayout(line.text, style.font)
        option = QTextOption()
        wrapped = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        option.setWrapMode(wrapped if self._state.wrapped else QTextOption.WrapMode.NoWrap)
        option.setTabStopDistance(TAB_COLUMNS * QFontMetricsF(style.font).horizontalAdvance(" "))
        layout.setTextOption(option)
        layout.setFormats([self._format(*span) for span in line.spans])
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (part := layout.createLine()).isValid():
            part.setLineWidth(self._inside.width() if self._state.wrapped else 1 << 20)
            part.setPosition(QPointF(0, part.lineNumber() * style.pitch + style.baseline - part.ascent()))
        layout.endLayout()
        return layout

    def _format(self, start: int, length: int, token: str) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, length
        made.format = QTextCharFormat()
        made.format.setForeground(self._look.color(token))
        if token == "code_comment":
            made.format.setFontItalic(True)
        return made

    def _visible(self, top: int, bottom: int) -> range:
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, bottom)
        return range(first, min(last, len(self._lines)))

    def _number_at(self, y: int) -> int:
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self._lines) - 1)

    def _paint_line(self, painter: QPainter, number: int, scene: Scene) -> None:
        layout = self._laid_out(number)
        begin = self._starts[number]
        for mark in scene.marks:
            first, last = max(mark.start - begin, 0), min(mark.end - begin, units(self._lines[number].text))
            if first < last:
                for rect in self._line_rects(number, first, last):
                    painter.fillRect(rect, mark.color)
        painter.setPen(self._look.color("text"))
        origin = QPointF(self._text_left(), self._tops[number])
        for index in range(layout.lineCount()):
            layout.lineAt(index).draw(painter, origin)

    def _line_rects(self, number: int, start: int, end: int) -> list[QRect]:
        layout, pitch = self._laid_out(number), self._look.code.pitch
        found = []
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = round(x_of(line, first)), round(x_of(line, last))
                top = self._tops[number] + index * pitch
                found.append(QRect(self._text_left() + left, top, max(right - left, 1), pitch))
        return found

    def _paint_title(self, painter: QPainter, scene: Scene) -> None:
        look = self._look
        strip = QRect(self._inside.left(), self._gap, self._inside.width(), look.space(9))
        painter.setFont(look.small.font)
        painter.setPen(look.color("text_muted"))
        title = (
            self.block.language.split(maxsplit=1)[0] if self.block.language.strip() else self._phrases.code()
        )
        painter.drawText(strip, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        paint_icons(painter, look, self._title_spots(), scene)

    def _title_spots(self) -> list[Spot]:
        names = ["copy_code", "save_code", "unwrap" if self._state.wrapped else "wrap"]
        if self.piece.total > LONG_FROM:
            names.append("unfold" if self._state.folded else "fold")
        size = self._look.space(BUTTON_STEPS)
        right = self.width - self._look.space(1.5)
        top = self._gap + (self._look.space(9) - size) // 2
        spots = []
        for number, name in enumerate(reversed(names), 1):
            rect = QRect(right - number * size, top, size, size)
            spots.append(Spot(rect, name, self.block.language, self._phrases.label(name)))
        return spots[::-1]

    def _unfold_spot(self) -> Spot:
        label = self._phrases.all_lines(self.piece.total)
        width = ceil(QFontMetricsF(self._look.small.font).horizontalAdvance(label)) + self._look.space(6)
        height = self._look.space(BUTTON_STEPS)
        inside = self._inside
        left = inside.left() + (inside.width() - width) // 2
        rect = QRect(left, self._tops[-1] + self._look.space(1), width, height)
        return Spot(rect, "unfold_all", "", label)

    def _same_setting(self, before: "CodeRow") -> bool:
        mine, other = (self._chosen, self._left, self.width), (before._chosen, before._left, before.width)
        return mine == other and self._look is before._look

    def _same_frame(self, before: "CodeRow") -> bool:
        mine = (self._gap, self.piece.first, self.block.language, self._has_fold())
        other = (before._gap, before.piece.first, before.block.language, before._has_fold())
        return mine == other and self._same_setting(before)

    def _has_fold(self) -> bool:
        return self.piece.total > LONG_FROM
