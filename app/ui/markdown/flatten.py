"""From the block structure of a source to the flat list of blocks."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token
from markdown_it.utils import EnvType

from app.ui.markdown.blocks import Block, BlockKind, Cell, Run, Table
from app.ui.markdown.dialect import block_tokens, inline_tokens
from app.ui.markdown.embedded import Embedded, shorten
from app.ui.markdown.runs import runs_of

References = Mapping[str, Any]
"""Link definitions by label, as the parser keeps them."""

_LINE_END = re.compile(r"\r\n?|\n")
_ALIGNMENT = re.compile(r"text-align:(\w+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a source that is parsed by itself stands in the whole."""

    offset: int = 0
    number: int | None = None
    """Number of the list item that it begins with, when the list began above."""
    blank_above: bool = False


class Lines:
    """Where the lines of a source begin and end."""

    def __init__(self, source: str) -> None:
        ends = [(found.start(), found.end()) for found in _LINE_END.finditer(source)]
        self.starts = [0, *(end for _, end in ends)]
        self.ends = [*(start for start, _ in ends), len(source)]
        self.complete = len(ends)
        self._source = source

    def blank(self, number: int) -> bool:
        """Whether a line holds nothing but the marks of quotes."""
        return not self._source[self.starts[number] : self.ends[number]].strip(" \t>")


@dataclass(frozen=True, slots=True)
class Flat:
    """The blocks, and what is needed to go on from them."""

    blocks: tuple[Block, ...]
    tokens: Sequence[Token]
    lines: Lines
    env: EnvType

    def blocks_before(self, offset: int) -> int:
        """How many blocks begin before an offset."""
        return bisect_left(self.blocks, offset, key=lambda block: block.start)


def flatten(
    source: str,
    place: Place | None = None,
    references: Any = None,
    finish: Callable[[str], str] | None = None,
) -> Flat:
    """Parse a source.

    Args:
        place: where it stands, when it is a part.
        references: link definitions that were met above.
        finish: closes what is not closed yet in the very last text.
    """
    short = shorten(source)
    env: EnvType = {"references": dict(references or {})}
    tokens = block_tokens(short.text, env)
    flattener = _Flattener(Lines(source), short, env, place or Place())
    if finish is not None:
        _finish_last(tokens, finish)
    blocks = flattener.blocks_of(tokens)
    return Flat(blocks, tokens, flattener.lines, env)


def _finish_last(tokens: list[Token], finish: Callable[[str], str]) -> None:
    for token in reversed(tokens):
        if token.type == "inline":
            token.content = finish(token.content)
        if token.type == "inline" or token.nesting == 0:
            return


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int


@dataclass(slots=True)
class _TableParts:
    line: int
    end: int
    alignments: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


class _Flattener:
    def __init__(self, lines: Lines, source: Embedded, env: EnvType, place: Place) -> None:
        self.lines = lines
        self._source = source
        self._env = env
        self._place = place
        self._blocks: list[Block] = []
        self._lists: list[_List] = []
        self._quote_depth = 0
        self._in_footnote = False
        self._marker = ""
        self._marker_line = 0
        self._heading = 0
        self._table: _TableParts | None = None

    def blocks_of(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        for index, token in enumerate(tokens):
            handler = getattr(self, f"_on_{token.type}", None)
            if index == 0 and token.type == "ordered_list_open" and self._place.number is not None:
                token.attrs["start"] = self._place.number
            if handler is not None:
                handler(token)
        return tuple(self._blocks)

    def _on_blockquote_open(self, token: Token) -> None:
        self._flush_marker()
        self._quote_depth += 1

    def _on_blockquote_close(self, token: Token) -> None:
        self._quote_depth -= 1

    def _on_bullet_list_open(self, token: Token) -> None:
        self._flush_marker()
        self._lists.append(_List(ordered=False, number=0))

    def _on_ordered_list_open(self, token: Token) -> None:
        self._flush_marker()
        self._lists.append(_List(ordered=True, number=int(token.attrs.get("start", 1))))

    def _on_bullet_list_close(self, token: Token) -> None:
        self._lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, token: Token) -> None:
        self._flush_marker()
        current = self._lists[-1]
        self._marker = f"{current.number}." if current.ordered else "•"
        if token.meta and "checked" in token.meta:
            self._marker = "☑" if token.meta["checked"] else "☐"
        self._marker_line = _first_line(token)
        current.number += 1

    def _on_list_item_close(self, token: Token) -> None:
        self._flush_marker()

    def _on_footnote_reference_open(self, token: Token) -> None:
        self._flush_marker()
        self._in_footnote = True
        self._marker = str(token.meta["label"])
        self._marker_line = _first_line(token)

    def _on_footnote_reference_close(self, token: Token) -> None:
        self._flush_marker()
        self._in_footnote = False

    def _on_definition(self, token: Token) -> None:
        """A link definition shows like a footnote: a text must not vanish."""
        address = self._source.restore(str(token.meta["url"]))
        runs = [Run(unquote(address), link=address)]
        if token.meta["title"]:
            runs.append(Run(f" {token.meta['title']}"))
        self._add(BlockKind.FOOTNOTE, token, runs=tuple(runs), marker=str(token.meta["label"]))

    def _on_heading_open(self, token: Token) -> None:
        self._heading = int(token.tag[1])

    def _on_heading_close(self, token: Token) -> None:
        self._heading = 0

    def _on_inline(self, token: Token) -> None:
        runs = self._runs(token.content)
        if self._table is not None:
            self._table.rows[-1].append(runs)
        elif self._heading:
            self._add(BlockKind.HEADING, token, runs=runs, level=self._heading)
        else:
            self._add_paragraph(token, runs)

    def _add_paragraph(self, token: Token, runs: tuple[Run, ...]) -> None:
        if self._marker or self._in_footnote:
            self._add_marked(token, runs)
        elif len(runs) == 1 and runs[0].formula and runs[0].text.startswith(("$$", "\\[")):
            self._add(BlockKind.FORMULA, token, text=runs[0].formula)
        elif pictures := _only_pictures(runs):
            for run in pictures:
                self._add(BlockKind.PICTURE, token, runs=(run,), picture=run.picture, alt=run.text)
        elif runs:
            self._add(BlockKind.PARAGRAPH, token, runs=runs)

    def _add_marked(self, token: Token, runs: tuple[Run, ...]) -> None:
        kind = BlockKind.FOOTNOTE if self._in_footnote else BlockKind.LIST_ITEM
        marker, self._marker = self._marker, ""
        self._add(kind, token, runs=runs, marker=marker)

    def _on_fence(self, token: Token) -> None:
        first, behind = token.map or (0, 1)
        content = token.content
        written = content.count("\n") + (not content.endswith("\n") and bool(content))
        words = token.info.split()
        self._add(
            BlockKind.CODE,
            token,
            text=self._source.restore(content.removesuffix("\n")),
            language=words[0] if words else "",
            closed=behind - first - 1 > written,
        )

    def _on_code_block(self, token: Token) -> None:
        self._add(BlockKind.CODE, token, text=self._source.restore(token.content.removesuffix("\n")))

    def _on_hr(self, token: Token) -> None:
        self._add(BlockKind.RULE, token)

    def _on_formula_block(self, token: Token) -> None:
        self._add(BlockKind.FORMULA, token, text=token.content, closed=bool(token.meta["closed"]))

    def _on_table_open(self, token: Token) -> None:
        first, behind = token.map or (0, 1)
        self._table = _TableParts(first, behind)

    def _on_tr_open(self, token: Token) -> None:
        if self._table is not None:
            self._table.rows.append([])

    def _on_th_open(self, token: Token) -> None:
        found = _ALIGNMENT.search(str(token.attrs.get("style", "")))
        if self._table is not None:
            self._table.alignments.append(found[1] if found else "")

    def _on_table_close(self, token: Token) -> None:
        parts, self._table = self._table, None
        if parts is None:
            return
        header, *rows = (tuple(row) for row in parts.rows)
        token.map = [parts.line, parts.end]
        self._add(BlockKind.TABLE, token, table=Table(header, tuple(rows), tuple(parts.alignments)))

    def _flush_marker(self) -> None:
        """An item that does not begin with a text has its marker on a row of its own."""
        if self._marker:
            token = Token("marker", "", 0, map=[self._marker_line, self._marker_line + 1])
            self._add_marked(token, ())

    def _add(self, kind: BlockKind, token: Token, **content: Any) -> None:
        self._flush_marker()
        first, behind = token.map or (0, 1)
        self._blocks.append(
            Block(
                kind,
                start=self._place.offset + self.lines.starts[first],
                end=self._place.offset + self.lines.ends[max(first, behind - 1)],
                indent=len(self._lists),
                quote_depth=self._quote_depth,
                tight=not self._blank_above(first),
                **content,
            )
        )

    def _blank_above(self, line: int) -> bool:
        return self.lines.blank(line - 1) if line else self._place.blank_above

    def _runs(self, text: str) -> tuple[Run, ...]:
        runs = runs_of(inline_tokens(text, self._env))
        return tuple(map(self._restored, runs)) if self._source.addresses else runs

    def _restored(self, run: Run) -> Run:
        restore = self._source.restore
        return replace(run, text=restore(run.text), link=restore(run.link), picture=restore(run.picture))


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _only_pictures(runs: tuple[Run, ...]) -> list[Run]:
    pictures = [run for run in runs if run.picture]
    others = [run for run in runs if not run.picture and run.text.strip()]
    return [] if others else pictures
