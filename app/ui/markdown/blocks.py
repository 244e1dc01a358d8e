"""The flat list of blocks that Markdown becomes: one block is one row of the conversation view."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a row shows. A quote is any of these with a ``quote_depth``."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"
    FORMULA = "formula"
    PICTURE = "picture"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; a line break is a run of its own whose text is a line feed."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""
    """Where it leads; never a script address."""
    formula: str = ""
    """LaTeX without its delimiters; ``text`` then holds the source with them."""
    picture: str = ""
    """Address of a picture inside a line; ``text`` then holds its alternative text."""
    footnote: str = ""
    """Label of the footnote that it refers to; ``text`` holds the label too."""
    line_break: bool = False


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by row; every row has as many cells as the header."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alignments: tuple[str, ...]
    """``left``, ``center``, ``right`` or nothing, one for each column."""


@dataclass(frozen=True, slots=True)
class Block:
    """One row.

    ``start`` and ``end`` are offsets into the source in code points: from the first line's start to the
    last line's end, without its line feed. Both never go down from one block to the next.
    """

    kind: BlockKind
    start: int
    end: int
    runs: tuple[Run, ...] = ()
    level: int = 0
    """Of a heading, 1 to 6."""
    indent: int = 0
    """How many lists it is in."""
    marker: str = ""
    """``•``, ``3.``, ``☐``, ``☑`` or a footnote's label; empty on the further blocks of an item."""
    quote_depth: int = 0
    language: str = ""
    text: str = ""
    """Code without its last line feed, or a formula's LaTeX."""
    closed: bool = True
    """Whether the end of the code or formula was written."""
    table: Table | None = None
    tight: bool = True
    """Whether no blank line stands above it."""
    picture: str = ""
    alt: str = ""
