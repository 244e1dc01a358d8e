"""A table whose end has not come: only its new rows are parsed, below a copy of its head."""

from dataclasses import dataclass, replace

from app.ui.markdown.blocks import Block, Cell

HEAD_LINES = 2


@dataclass(frozen=True, slots=True)
class OpenTable:
    """What is known of the table already."""

    head: str = ""
    """Its first two lines; empty when no table is open."""
    start: int = 0
    tight: bool = True
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def first_line(self) -> int:
        """The line at which the text below the head could be cut at the earliest, less one."""
        return HEAD_LINES if self.head else 0

    def whole(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks of a text that began with the head, with the known rows put into the first one."""
        if not self.head or not blocks or blocks[0].table is None:
            return blocks
        table = replace(blocks[0].table, rows=self.rows + blocks[0].table.rows)
        return (replace(blocks[0], start=self.start, tight=self.tight, table=table), *blocks[1:])

    def cut(self, block: Block, head: str, rows_above: int) -> "OpenTable":
        """The table once so many rows of the last text are known for good."""
        known = rows_above + (len(self.rows) if self.start == block.start and self.head else 0)
        rows = block.table.rows[:known] if block.table is not None else ()
        return OpenTable(head, block.start, block.tight, rows)
