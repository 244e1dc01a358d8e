"""JSON in an answer: where it stands, and its form as a table."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(.*?)(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"[\[{]")
_MOST_TRIES = 200
"""After so many braces that open no JSON, the rest is taken for prose."""
_UNREADABLE = (ValueError, RecursionError)


@dataclass(frozen=True, slots=True)
class FoundJson:
    """A value, and the text that it was read from."""

    value: Any
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A list of objects as rows. A cell is ``ABSENT`` where its object lacks the column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Absent:
    """What stands in a cell whose object lacks the column; a null is a value."""

    def __repr__(self) -> str:
        return ""


ABSENT = Absent()


def find_json(text: str) -> FoundJson | None:
    """The JSON of an answer: all of it, its longest fenced block, or the longest piece among the prose."""
    whole = text.strip()
    if whole and (found := _parsed(whole)) is not None:
        return found
    fenced = [found for match in _FENCE.finditer(text) if (found := _parsed(match[2].strip())) is not None]
    return max(fenced or list(_in_prose(text)), key=lambda one: len(one.text), default=None)


def grid_of(value: Any) -> Grid | None:
    """The value as a table: a list of objects, or the only such list that an object holds."""
    rows = _objects(value)
    if rows is None:
        return None
    columns = tuple(dict.fromkeys(str(name) for row in rows for name in row))
    return Grid(columns, tuple(tuple(row.get(name, ABSENT) for name in columns) for row in rows))


def cell_text(value: Any) -> str:
    """A value as it stands in a cell."""
    if value is ABSENT:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def as_csv(grid: Grid) -> str:
    """A table as CSV. What a table program would take for a formula is marked as text."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([_harmless(column) for column in grid.columns])
    writer.writerows([_harmless(cell_text(cell), cell) for cell in row] for row in grid.rows)
    return target.getvalue()


def as_json(value: Any) -> str:
    """A value as indented JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def path_text(path: Sequence[str | int]) -> str:
    """Where in a value something stands: ``$.items[2].name``."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else _named_step(step) for step in path)


def _named_step(step: str) -> str:
    return f".{step}" if step.isidentifier() else f"[{json.dumps(step, ensure_ascii=False)}]"


def _objects(value: Any) -> list[dict[str, Any]] | None:
    if isinstance(value, list):
        return value if value and all(isinstance(row, dict) for row in value) else None
    if not isinstance(value, dict):
        return None
    inner = [rows for one in value.values() if isinstance(one, list) and (rows := _objects(one)) is not None]
    return inner[0] if len(inner) == 1 else None


def _parsed(text: str) -> FoundJson | None:
    try:
        value = json.loads(text)
    except _UNREADABLE:
        return None
    return FoundJson(value, text) if isinstance(value, dict | list) else None


def _in_prose(text: str) -> Iterator[FoundJson]:
    decoder, place, tries = json.JSONDecoder(), 0, 0
    while tries < _MOST_TRIES and (opening := _OPENING.search(text, place)) is not None:
        place = opening.start() + 1
        try:
            value, end = decoder.raw_decode(text, opening.start())
        except _UNREADABLE:
            tries += 1
            continue
        if value:
            yield FoundJson(value, text[opening.start() : end])
        place = end


def _harmless(text: str, value: Any = "") -> str:
    is_word = isinstance(value, str)
    return f"'{text}" if is_word and text[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text
