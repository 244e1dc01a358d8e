"""Reads a table of orders as table programs save or copy it."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.batch import PROMPT, Base, BatchRow, row_of
from app.domain.card import ModelCard
from app.domain.form_check import Problem
from app.domain.parameter import Parameter, ParameterKind, Value

if TYPE_CHECKING:
    from _csv import Reader

_SEPARATORS = "\t;,"
_ENCODINGS = ("utf-8-sig", "gb18030")
_YES = frozenset(("true", "yes", "y", "on", "1", "是", "开", "真"))
_NO = frozenset(("false", "no", "n", "off", "0", "否", "关", "假"))
_PROMPT_NAMES = frozenset(("prompt", "提示词"))


@dataclass(frozen=True, slots=True)
class Table:
    """The orders of a table, and its columns that say nothing to the model."""

    rows: tuple[BatchRow, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    names_nothing: bool = False
    """Whether the first line names no setting at all: then nothing was read."""
    broken_line: int = 0
    """The line after which nobody can tell what is a cell; 0 where there is none."""


def decode_table(data: bytes) -> str:
    """The text of a file, as spreadsheets write it: UTF-8, UTF-16 with its mark, or GBK.

    Raises:
        UnicodeDecodeError: it is no text in any of these.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in _ENCODINGS[:-1]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(_ENCODINGS[-1])


def read_table(base: Base, text: str) -> Table:
    """Read a table whose first line names its columns: keys of parameters, or their names in any language.

    A cell that is empty leaves the form's own value.
    """
    reader = _reader(text.removeprefix("\ufeff"))
    try:
        lines = list(_records(reader))
    except csv.Error:
        return Table(broken_line=max(reader.line_num, 1))
    if not lines:
        return Table()
    _, head = lines[0]
    columns = [_parameter(base.card, name) for name in head]
    if not any(columns):
        return Table(names_nothing=True)
    unknown = tuple(name for name, found in zip(head, columns, strict=True) if name.strip() and not found)
    rows = (_row(base, line, columns, cells) for line, cells in lines[1:])
    return Table(tuple(rows), unknown)


def _reader(text: str) -> "Reader":
    return csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)


def _records(reader: "Reader") -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins; records of nothing but separators are passed over."""
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _separator(text: str) -> str:
    """The one that parts the first line most often; quoted names may hold any of them."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(_SEPARATORS[::-1], key=outside.count)


def _parameter(card: ModelCard, name: str) -> Parameter | None:
    wanted = name.strip().casefold()
    if wanted in _PROMPT_NAMES:
        return card.parameter(PROMPT)
    for parameter in card.parameters:
        names = (parameter.key, parameter.send_as, parameter.label.en, parameter.label.zh)
        if wanted and wanted in (one.casefold() for one in names):
            return parameter
    return None


def _row(base: Base, line: int, columns: Sequence[Parameter | None], cells: Sequence[str]) -> BatchRow:
    changed: dict[str, Value] = {}
    problems: list[Problem] = []
    if further := sum(bool(cell.strip()) for cell in cells[len(columns) :]):
        problems.append(Problem("", "further_cells", {"count": str(further)}))
    for parameter, cell in zip(columns, cells, strict=False):
        if parameter is None or not cell.strip():
            continue
        value = value_of(parameter, cell)
        changed[parameter.key] = value
        if parameter.kind is ParameterKind.SWITCH and not isinstance(value, bool):
            problems.append(Problem(parameter.key, "not_a_choice", {"value": cell.strip()}))
    return row_of(base, line, changed, problems)


def value_of(parameter: Parameter, text: str) -> Value:
    """What a text means for a parameter; what it cannot mean stays text, and is refused by the check."""
    text = text.strip()
    match parameter.kind:
        case ParameterKind.INTEGER | ParameterKind.SEED | ParameterKind.NUMBER:
            return _number(text)
        case ParameterKind.SWITCH:
            return _switch(text)
        case ParameterKind.LINES:
            return tuple(line.strip() for line in text.replace("|", "\n").splitlines() if line.strip())
        case _:
            return _choice(parameter, text)


def _number(text: str) -> Value:
    if not text.isascii():
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def _switch(text: str) -> Value:
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    return text


def _choice(parameter: Parameter, text: str) -> Value:
    """The choice that is called so, by its value or by what the form shows for it."""
    names: Mapping[str, Value] = {
        name.casefold(): choice.value
        for choice in parameter.choices
        for name in (
            *((choice.label.en, choice.label.zh) if choice.label else ()),
            str(choice.value),
        )
    }
    return names.get(text.casefold(), text)
