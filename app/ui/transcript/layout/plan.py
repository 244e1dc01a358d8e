"""The rows of a message before they are built: what each shows, and how high it is or may be."""

from dataclasses import dataclass
from enum import IntEnum
from math import ceil

from app.domain.conversation import Message
from app.ui.markdown.blocks import Block, BlockKind
from app.ui.transcript.rows.code_piece import FOLDED_LINES, LINES
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Row
from app.ui.transcript.rows.table_row import ROWS


class Section(IntEnum):
    """Parts of a message from top to bottom."""

    HEAD = 0
    THOUGHT_TITLE = 1
    THOUGHT = 2
    THOUGHT_END = 3
    FILES = 4
    BODY = 5
    CALL = 6
    """A tool that the answer calls."""
    NOTICE = 7
    ERROR = 8
    DATA = 9
    """What is to be said of an answer that was asked for in a form."""
    FOOT = 10


RowKey = tuple[int, int, int]
"""Section, block and piece: the order of rows in a message."""
FIRST_KEY: RowKey = (-1, 0, 0)
LAST_KEY: RowKey = (99, 0, 0)
TEXT_SECTIONS = (Section.THOUGHT, Section.BODY)


@dataclass(eq=False, slots=True)
class Plan:
    """One row to be. ``row`` is there while it is built, for the layout that ``measured`` names."""

    section: Section
    block: int = 0
    piece: int = 0
    content: Block | None = None
    above: Block | None = None
    """The block above it in the same section."""
    first: bool = False
    last: bool = False
    """Whether a bubble begins and ends with it."""
    height: int = 0
    measured: int = 0
    row: Row | None = None
    before: Row | None = None
    """The row that showed this block when it was shorter."""

    @property
    def key(self) -> RowKey:
        """Where it stands in its message."""
        return (self.section, self.block, self.piece)


def piece_count(block: Block, *, folded: bool) -> int:
    """How many rows a block takes."""
    if block.kind is BlockKind.CODE and not folded:
        return max(-(-(block.text.count("\n") + 1) // LINES), 1)
    if block.table is not None:
        return max(-(-len(block.table.rows) // ROWS), 1)
    return 1


def estimate_block(block: Block, look: Look, width: int, *, folded: bool) -> int:
    """Height that one piece of a block may have, in pixels."""
    if block.kind is BlockKind.CODE:
        lines = FOLDED_LINES if folded else min(block.text.count("\n") + 1, LINES)
        return lines * look.code.pitch + look.space(12)
    if block.table is not None:
        return (min(len(block.table.rows), ROWS) + 1) * (look.body.pitch + look.space(3))
    return estimate_text(block.end - block.start, 0, look, width) + look.space(2)


def estimate_text(characters: int, line_ends: int, look: Look, width: int) -> int:
    """Height that a text may have, in pixels."""
    a_line = max(width / (0.62 * look.em), 1)
    return ceil(characters / a_line + 0.6 * line_ends + 0.3) * look.body.pitch


def estimate_message(message: Message, look: Look, width: int) -> int:
    """Height that a message may have, in pixels."""
    text = message.text
    return estimate_text(len(text), text.count("\n"), look, width) + look.space(22)
