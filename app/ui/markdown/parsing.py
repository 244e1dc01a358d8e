"""Markdown as the flat list of blocks that the conversation view shows."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.ui.markdown.blocks import Block, BlockKind, Run
from app.ui.markdown.cuts import Cut, last_cut
from app.ui.markdown.flatten import Flat, Place, flatten
from app.ui.markdown.open_fence import OpenFence
from app.ui.markdown.open_table import HEAD_LINES, OpenTable
from app.ui.markdown.unfinished import close_unfinished

_PLAIN = re.compile(r"(?:[^\W_]|[ ,.?，。、；：！？“”‘’（）《》…—])+")
_DECIDED = 12
"""From this length on nothing that follows on a line changes what kind of block it begins."""
_GROWING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.FOOTNOTE)


def parse(source: str) -> tuple[Block, ...]:
    """All blocks of a source; never fails, whatever the text is."""
    return flatten(source).blocks


class TailParser:
    """Parses a text that grows at its end, each time only from the last block, list item or table row on.

    Once ``finish`` was called, ``blocks`` equals ``parse`` of the whole text but for one thing: a link
    definition does not reach the uses that stand above it in blocks which were already complete.
    """

    def __init__(self) -> None:
        self.parsed_characters = 0
        """How many characters were parsed, over and over, in all."""
        self._done: list[Block] = []
        self._open: tuple[Block, ...] = ()
        self._text = ""
        self._place = Place()
        self._references: dict[str, Any] = {}
        self._fence: OpenFence | None = None
        self._table = OpenTable()
        self._only_closed = True
        self._held = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks so far."""
        return (*self._done, *self._open)

    def append(self, delta: str) -> tuple[int, tuple[Block, ...]]:
        """Take more text.

        Returns:
            The index of the first block that changed, and the blocks which from there on replace all
            that there were.
        """
        first, before = len(self._done), self._open
        delta = self._held + delta
        self._held = delta[len(delta.rstrip("\r")) :]
        self._grow(delta.removesuffix(self._held))
        return self._changed(first, before)

    def finish(self) -> tuple[int, tuple[Block, ...]]:
        """Show the end as it stands, with nothing closed that was left open; returns what ``append`` does."""
        first, before = len(self._done), self._open
        self._grow(self._held)
        self._held = ""
        if self._fence is not None:
            self._open = (self._fence.block(final=True),)
        else:
            flat = self._flatten(self._table.head + self._text, None)
            self._open = self._table.whole(flat.blocks)
        return self._changed(first, before)

    def _grow(self, delta: str) -> None:
        if not delta:
            return
        if self._fence is not None:
            self._grow_fence(self._fence, delta)
        elif not (self._grow_blank(delta) or self._grow_run(delta)):
            self._text += delta
            self._parse()

    def _changed(self, first: int, before: tuple[Block, ...]) -> tuple[int, tuple[Block, ...]]:
        now = (*self._done[first:], *self._open)
        same = 0
        while same < min(len(before), len(now)) and before[same] == now[same]:
            same += 1
        return first + same, now[same:]

    def _grow_fence(self, fence: OpenFence, delta: str) -> None:
        self.parsed_characters += len(delta)
        rest = fence.append(delta)
        if rest is None:
            self._open = (fence.block(),)
            return
        self._done.append(fence.block())
        self._fence, self._open = None, ()
        self._place, self._table = Place(fence.end), OpenTable()
        self._text = rest
        self._parse()

    def _grow_blank(self, delta: str) -> bool:
        """Empty lines behind an empty line change nothing."""
        if not (self._text.endswith("\n\n") and delta.strip("\n") == ""):
            return False
        self._text += delta
        return True

    def _grow_run(self, delta: str) -> bool:
        """Plain text behind plain text makes the last run longer."""
        run = self._last_run()
        if run is None or not _PLAIN.fullmatch(delta):
            return False
        block = self._open[-1]
        runs = (*block.runs[:-1], replace(run, text=run.text + delta))
        self._text += delta
        self._open = (*self._open[:-1], replace(block, runs=runs, end=block.end + len(delta)))
        self.parsed_characters += len(delta)
        return True

    def _last_run(self) -> Run | None:
        """The run that more plain text would belong to, when nothing else can come of it."""
        block = self._open[-1] if self._open and self._only_closed else None
        if block is None or not block.runs or block.kind not in _GROWING:
            return None
        run = block.runs[-1]
        line = self._text[self._text.rfind("\n") + 1 :]
        decided = len(line.strip()) >= _DECIDED and _PLAIN.fullmatch(line[-1])
        special = run.link or run.formula or run.picture or run.footnote or run.line_break or run.code
        special = special or _may_belong_to_link(block.runs) or _shares_line(self._open)
        if special or not decided or block.end != self._place.offset + len(self._text):
            return None
        return run if run.text[-1:] == line[-1] else None

    def _parse(self) -> None:
        text = self._table.head + self._text
        flat = self._flatten(text, self._finish_text)
        cut = last_cut(flat)
        if cut is not None and cut.line > self._table.first_line:
            self._settle(flat, text, cut)
        else:
            self._open = self._table.whole(flat.blocks)
        self._notice_fence()

    def _flatten(self, text: str, finish: Callable[[str], str] | None) -> Flat:
        place = replace(self._place, offset=self._text_start)
        self.parsed_characters += len(text)
        self._only_closed = True
        return flatten(text, place, self._references, finish)

    @property
    def _text_start(self) -> int:
        """Where the parsed text would begin if a table's head stood right above it."""
        return self._place.offset - len(self._table.head)

    def _finish_text(self, text: str) -> str:
        closed = close_unfinished(text)
        self._only_closed = closed.startswith(text)
        return closed

    def _settle(self, flat: Flat, text: str, cut: Cut) -> None:
        """Keep what stands above the cut for good and go on from there."""
        starts = flat.lines.starts
        offset = self._text_start + starts[cut.line]
        blocks = self._table.whole(flat.blocks)
        count = flat.blocks_before(offset) - (cut.table_line is not None)
        self._done += blocks[:count]
        self._open = blocks[count:]
        self._keep_table(cut, text, starts)
        self._keep_references(flat, cut.line)
        self._text = text[starts[cut.line] :]
        self._place = Place(offset, cut.number, flat.lines.blank(cut.line - 1))

    def _keep_table(self, cut: Cut, text: str, starts: list[int]) -> None:
        first = cut.table_line
        if first is None:
            self._table = OpenTable()
            return
        head = text[starts[first] : starts[first + HEAD_LINES]]
        self._table = self._table.cut(self._open[0], head, cut.line - first - HEAD_LINES)

    def _keep_references(self, flat: Flat, line: int) -> None:
        known = flat.env["references"].items()
        above = {label: found for label, found in known if found["map"][1] <= line}
        self._references = above | self._references

    def _notice_fence(self) -> None:
        block = self._open[0] if len(self._open) == 1 else None
        if block is None or block.kind is not BlockKind.CODE or block.closed or block.indent:
            return
        self._fence = OpenFence.begun(block, self._text)
        if self._fence is not None:
            self._open = (self._fence.block(),)
            self._text = ""


def _may_belong_to_link(runs: tuple[Run, ...]) -> bool:
    """Whether the last run is marks behind an address that letters would make a part of it."""
    return (
        len(runs) > 1 and bool(runs[-2].link) and not any(c.isalnum() or c.isspace() for c in runs[-1].text)
    )


def _shares_line(blocks: tuple[Block, ...]) -> bool:
    return len(blocks) > 1 and blocks[-2].end == blocks[-1].end
