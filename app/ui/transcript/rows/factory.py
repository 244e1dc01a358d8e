"""Builds the rows of a message from their plans."""

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo

from app.catalog.advice import ErrorWords
from app.domain.conversation import AttachmentPart, LinkPart, Message, MessageError, Role
from app.domain.media import Attachment, MediaKind
from app.ui.markdown.blocks import Block, BlockKind
from app.ui.sounds.sounds import Sounds
from app.ui.transcript.captions import Captions
from app.ui.transcript.content.formulas import Formulas
from app.ui.transcript.content.highlight import Highlighter
from app.ui.transcript.content.pictures import Pictures, PictureState
from app.ui.transcript.layout.entry import Entry
from app.ui.transcript.layout.plan import Plan, Section
from app.ui.transcript.rows.code_piece import piece_of
from app.ui.transcript.rows.code_row import CodeRow
from app.ui.transcript.rows.error_card import ErrorCard
from app.ui.transcript.rows.files_row import FilesRow
from app.ui.transcript.rows.frames import Frame, FramedRow
from app.ui.transcript.rows.look import Look, TextStyle
from app.ui.transcript.rows.media_rows import FormulaRow, PictureRow, RuleRow
from app.ui.transcript.rows.objects import InlineObjects
from app.ui.transcript.rows.row import Row
from app.ui.transcript.rows.sent_file import SentFile
from app.ui.transcript.rows.strips import FootRow, HeadRow, NoticeRow, SpaceRow, ThoughtTitle
from app.ui.transcript.rows.table_row import TableRow, column_widths, table_piece
from app.ui.transcript.rows.text_row import TextRow, left_edge
from app.ui.transcript.rows.tool_card import ToolCard

_BUBBLE_SHARE = 0.85
_HUGGED_BLOCKS = 3
"""A bubble of so many short blocks is as narrow as its text."""


class RowFactory:
    """Everything that rows are built with.

    Args:
        words: finds the words of an error.
        attachment_path: finds the file of an attachment.
        ratio: device pixels for each logical one.
    """

    def __init__(
        self,
        look: Look,
        captions: Captions,
        highlighter: Highlighter,
        formulas: Formulas,
        pictures: Pictures,
        words: Callable[[MessageError], ErrorWords],
        attachment_path: Callable[[Attachment], Path],
        sounds: Sounds,
        ratio: float,
    ) -> None:
        self.look = look
        self._captions = captions
        self._highlighter = highlighter
        self._formulas = formulas
        self._pictures = pictures
        self._words = words
        self._attachment_path = attachment_path
        self._sounds = sounds
        self._ratio = ratio
        self._objects = InlineObjects(look, formulas, ratio)

    def build(self, entry: Entry, plan: Plan, width: int) -> Row:
        """The row of a plan for a column of a width."""
        builders: dict[Section, Callable[[Entry, Plan, int], Row]] = {
            Section.HEAD: self._head,
            Section.THOUGHT_TITLE: self._thought_title,
            Section.THOUGHT: self._thought,
            Section.THOUGHT_END: self._thought_end,
            Section.FILES: self._files,
            Section.BODY: self._body,
            Section.CALL: self._call,
            Section.NOTICE: self._notice,
            Section.ERROR: self._error,
            Section.DATA: self._data,
            Section.FOOT: self._foot,
        }
        return builders[plan.section](entry, plan, width)

    def _head(self, entry: Entry, plan: Plan, width: int) -> Row:
        if entry.message.role is Role.USER or entry.continues:
            return SpaceRow(width, self.look.space(1 if entry.continues else 4))
        name, about = self._captions.head(entry.message)
        return HeadRow(width, self.look, name, about, self.look.space(1))

    def _thought_title(self, entry: Entry, plan: Plan, width: int) -> Row:
        title = self._captions.thought(entry.message, thinking=entry.streaming and not entry.text)
        return ThoughtTitle(width, self.look, title, opened=entry.thought_shown)

    def _thought(self, entry: Entry, plan: Plan, width: int) -> Row:
        left = self.look.space(4)
        before = plan.before.inner if isinstance(plan.before, FramedRow) else None
        inner = self._block(entry, plan, width - left, self.look.thought, before)
        bar = max(self.look.space(0.5), 2)
        frame = Frame(left, 0, 0, 0, self.look.color("border"), bar=bar)
        return FramedRow(inner, frame, 0, width)

    def _thought_end(self, entry: Entry, plan: Plan, width: int) -> Row:
        return SpaceRow(width, self.look.space(3))

    def _body(self, entry: Entry, plan: Plan, width: int) -> Row:
        if entry.message.role is not Role.USER:
            return self._block(entry, plan, width, self.look.body, plan.before)
        return self._in_bubble(entry, plan, width)

    def _in_bubble(self, entry: Entry, plan: Plan, width: int) -> Row:
        look = self.look
        side, edge = look.space(4), look.space(2.5)
        most = round(width * _BUBBLE_SHARE)
        inner_width = self._bubble_width(entry, most - 2 * side)
        before = plan.before.inner if isinstance(plan.before, FramedRow) else None
        inner = self._block(entry, plan, inner_width, look.body, before)
        frame = Frame(
            side,
            side,
            edge if plan.first else 0,
            edge if plan.last else 0,
            look.color("accent_soft"),
            plan.first,
            plan.last,
            look.space(4),
        )
        area = inner_width + 2 * side
        return FramedRow(inner, frame, width - area, area)

    def _bubble_width(self, entry: Entry, most: int) -> int:
        plans = [plan for plan in entry.plans if plan.section is Section.BODY]
        if len(plans) > _HUGGED_BLOCKS:
            return most
        widest = 0
        for plan in plans:
            row = self._block(entry, plan, most, self.look.body, None)
            widest = max(widest, row.natural_width if isinstance(row, TextRow) else most)
        return min(widest + 1, most)

    def _block(self, entry: Entry, plan: Plan, width: int, style: TextStyle, before: Row | None) -> Row:
        block = plan.content
        assert block is not None
        gap = self._gap(plan)
        left = left_edge(block, self.look)
        if block.kind is BlockKind.CODE:
            return self._code(entry, plan, block, width, left, gap, before)
        if block.table is not None:
            return self._table(entry, plan, block, width, left, gap, before)
        if block.kind is BlockKind.RULE:
            return RuleRow(width, self.look)
        if block.kind is BlockKind.FORMULA:
            return self._formula(block, width, left, gap)
        if block.kind is BlockKind.PICTURE:
            return self._picture(block, width, left, gap)
        joined = min(block.quote_depth, plan.above.quote_depth) if plan.above else 0
        return TextRow(block, width, self.look, style, self._objects, gap, joined)

    def _gap(self, plan: Plan) -> int:
        """Distance to the block above."""
        block, above = plan.content, plan.above
        if above is None or block is None or plan.piece:
            return 0
        if block.kind is BlockKind.HEADING:
            return self.look.space(6 if block.level <= 2 else 5)
        if above.kind is BlockKind.HEADING:
            return self.look.space(2)
        in_list = block.kind is BlockKind.LIST_ITEM and above.kind is BlockKind.LIST_ITEM
        if in_list and block.tight:
            return self.look.space(1)
        return self.look.space(2 if in_list or BlockKind.FOOTNOTE in (block.kind, above.kind) else 3)

    def _code(
        self, entry: Entry, plan: Plan, block: Block, width: int, left: int, gap: int, before: Row | None
    ) -> Row:
        state = entry.wide_state(plan)
        language = block.language.split(maxsplit=1)[0] if block.language.strip() else ""
        spans = (
            self._highlighter.spans(block.text, language, closed=block.closed or not entry.streaming) or ()
        )
        lines = block.text.split("\n")
        state.measure(lines, self.look)
        piece = piece_of(lines, plan.piece, folded=state.folded)
        phrases = self._captions.phrases
        return CodeRow(block, piece, state, width, self.look, phrases, left, gap, spans, before)

    def _table(
        self, entry: Entry, plan: Plan, block: Block, width: int, left: int, gap: int, before: Row | None
    ) -> Row:
        assert block.table is not None
        columns = column_widths(block.table, self.look, width - left)
        piece = table_piece(block.table, plan.piece)
        state = entry.wide_state(plan)
        return TableRow(
            block.table, piece, columns, state, width, self.look, self._objects, left, gap, before
        )

    def _formula(self, block: Block, width: int, left: int, gap: int) -> Row:
        size = QFontInfo(self.look.body.font).pixelSize() * 1.1
        color = self.look.color("text")
        closed = block.closed
        picture = self._formulas.picture(block.text, True, size, color, self._ratio) if closed else None
        return FormulaRow(block, picture, width, self.look, left, gap)

    def _picture(self, block: Block, width: int, left: int, gap: int) -> Row:
        picture = self._pictures.picture(block.picture, width - left, self._ratio)
        words = block.alt
        if picture.state is PictureState.BLOCKED:
            words = self._captions.phrases.remote_picture(urlsplit(block.picture).hostname or "")
        elif picture.state is PictureState.BROKEN:
            words = f"{self._captions.phrases.broken_picture()} {block.alt}".strip()
        return PictureRow(block.picture, picture, QSize(), words, block.alt, width, self.look, left, gap)

    def _files(self, entry: Entry, plan: Plan, width: int) -> Row:
        right = entry.message.role is Role.USER
        files = list(self._sent(entry.message, width))
        return FilesRow(files, width, self.look, self._captions.phrases, self._sounds, right=right)

    def _sent(self, message: Message, width: int) -> Iterable[SentFile]:
        for part in message.parts:
            if isinstance(part, AttachmentPart):
                yield self._sent_file(part.attachment, width)
            elif isinstance(part, LinkPart):
                picture = self._pictures.picture(part.url, width, self._ratio)
                yield SentFile(part.url, part.url, MediaKind.PICTURE, None, picture)

    def _sent_file(self, attachment: Attachment, width: int) -> SentFile:
        path = self._attachment_path(attachment)
        picture = None
        if attachment.kind is MediaKind.PICTURE:
            picture = self._pictures.picture(path, width, self._ratio)
        size = QSize(attachment.width or 0, attachment.height or 0)
        return SentFile(str(path), attachment.name, attachment.kind, attachment.size_bytes, picture, size)

    def _call(self, entry: Entry, plan: Plan, width: int) -> Row:
        card = self._captions.call_card(entry.message, entry.message.tool_calls[plan.block])
        opened = entry.calls_open.get(card.call_id, card.open)
        return ToolCard(width, self.look, card, opened=opened, gap=self.look.space(2))

    def _notice(self, entry: Entry, plan: Plan, width: int) -> Row:
        return NoticeRow(width, self.look, self._captions.notice(entry.message))

    def _error(self, entry: Entry, plan: Plan, width: int) -> Row:
        error = entry.message.error
        assert error is not None
        words = self._words(error)
        return ErrorCard(width, self.look, words, self._captions.error_buttons(words))

    def _data(self, entry: Entry, plan: Plan, width: int) -> Row:
        return NoticeRow(width, self.look, self._captions.data_note(entry.message))

    def _foot(self, entry: Entry, plan: Plan, width: int) -> Row:
        return FootRow(width, self.look, self._captions.foot(entry.node, newest=entry.shown_last))
