"""Where a text that still grows can be cut: what stands above is complete and will not change."""

from dataclasses import dataclass

from markdown_it.token import Token

from app.ui.markdown.flatten import Flat

_LISTS = ("bullet_list_open", "ordered_list_open")


@dataclass(frozen=True, slots=True)
class Cut:
    """The start of a line that begins a block, an item of the last list or a row of the last table."""

    line: int
    number: int | None = None
    """Of the item of an ordered list."""
    table_line: int | None = None
    """Where the table begins, when the cut is at one of its rows."""


def last_cut(flat: Flat) -> Cut | None:
    """The last one whose line is complete: a line that is not can still become anything."""
    for index in range(len(flat.tokens) - 1, -1, -1):
        token = flat.tokens[index]
        if token.level == 0 and token.nesting >= 0 and token.map and token.map[0] < flat.lines.complete:
            return _inside(flat, index) or Cut(token.map[0])
    return None


def _inside(flat: Flat, index: int) -> Cut | None:
    token = flat.tokens[index]
    if token.type in _LISTS:
        return _at_item(flat, index)
    if token.type == "table_open":
        return _at_row(flat, index)
    return None


def _at_item(flat: Flat, index: int) -> Cut | None:
    items = _lines_of(flat, index, "list_item_open", level=1)
    if len(items) < 2:
        return None
    first = flat.tokens[index]
    number = int(first.attrs.get("start", 1)) + len(items) - 1
    return Cut(items[-1], number=number if first.type == "ordered_list_open" else None)


def _at_row(flat: Flat, index: int) -> Cut | None:
    rows = _lines_of(flat, index, "tr_open", level=2)
    return Cut(rows[-1], table_line=rows[0]) if len(rows) > 1 else None


def _lines_of(flat: Flat, index: int, kind: str, level: int) -> list[int]:
    lines = []
    for token in flat.tokens[index + 1 :]:
        if token.level == 0:
            break
        if _is_complete(token, flat) and (token.type, token.level) == (kind, level):
            lines.append((token.map or [0])[0])
    return lines


def _is_complete(token: Token, flat: Flat) -> bool:
    return token.map is not None and token.map[0] < flat.lines.complete
