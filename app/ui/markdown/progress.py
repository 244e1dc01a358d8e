"""Lines by which relays tell how far a picture is: of a column of them, the newest is enough.

Relays that draw through chat stream them into the answer, each in its own wording.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from app.ui.markdown.blocks import Block, BlockKind, Run

_LONGEST_LINE = 80
_LONGEST_BLOCK = 8_000
"""In characters; what is longer is no progress."""
_PERCENT = r"\d{1,3}(?:\.\d+)?\s?[%％]"
_WORDS = (
    "进度|排队|等待中|生成中|正在生成|绘制中|处理中|任务已|已提交|生成完成|已完成|progress|queue|queuing|pending|"
    r"generating|rendering|processing|submitted|starting|started|in progress|done|completed|(?:task\s)?id:"
)
_STATUS = re.compile(rf"\W*(?:{_PERCENT}\W*$|{_WORDS})", re.IGNORECASE)
_BARE = re.compile(rf"\W*(?:(?:进度|progress|生成中|generating)[^\w\n]{{0,4}})?{_PERCENT}\W*", re.IGNORECASE)

Line = tuple[Run, ...]


class Folding:
    """Blocks as they are shown: of progress in a row only the newest line."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parsed: list[Block] = []
        self._places: list[int] = []
        """Where each parsed block is shown."""

    def replace(self, first: int, blocks: Sequence[Block]) -> int:
        """Put blocks in place of all from ``first`` on; the index of the first shown one that changed."""
        begin = first
        while begin > 0 and _is_told(self._parsed[begin - 1]):
            begin -= 1
        place = self._places[begin] if begin < len(self._places) else len(self.blocks)
        self._parsed[first:] = blocks
        del self.blocks[place:], self._places[begin:]
        for block in self._parsed[begin:]:
            self._add(_folded(block), place)
        return place

    def _add(self, block: Block, first: int) -> None:
        before = self.blocks[-1] if len(self.blocks) > first else None
        if before is not None and _is_told(before) and _is_told(block):
            block = replace(block, start=before.start, tight=before.tight)
            self.blocks.pop()
        self._places.append(len(self.blocks))
        self.blocks.append(block)


def _folded(block: Block) -> Block:
    """A paragraph without the lines of progress that another such line follows."""
    lines = _lines(block)
    told = [_tells(line, block) for line in lines]
    followed = [now and after for now, after in pairwise(told)]
    kept = [line for line, is_old in zip_longest(lines, followed) if not is_old]
    return block if len(kept) == len(lines) else replace(block, runs=_joined(kept))


def _is_told(block: Block) -> bool:
    """Whether a block holds progress alone."""
    lines = _lines(block)
    return bool(lines) and all(_tells(line, block) for line in lines)


def _lines(block: Block) -> list[Line]:
    """The lines of what may be progress; none of anything else."""
    if block.kind is not BlockKind.PARAGRAPH or block.end - block.start > _LONGEST_BLOCK or block.indent:
        return []
    lines: list[list[Run]] = [[]]
    for run in block.runs:
        if run.line_break:
            lines.append([])
        else:
            lines[-1].append(run)
    return [tuple(line) for line in lines]


def _tells(line: Line, block: Block) -> bool:
    """In a quote words will do, as relays write it; elsewhere a bare percentage alone."""
    text = "".join(run.text for run in line).strip()
    if not text or len(text) > _LONGEST_LINE or any(run.link or run.picture for run in line):
        return False
    return bool(_STATUS.match(text) if block.quote_depth else _BARE.fullmatch(text))


def _joined(lines: Sequence[Line]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for line in lines:
        joined += [Run("\n", line_break=True), *line] if joined else line
    return tuple(joined)
