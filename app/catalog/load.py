"""Strict reading of the TOML tables in resources: every mistake names its file and line."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Self, TypeVar

from app.domain.parameter import Value
from app.domain.text import Bilingual

_TEXTS = {"zh", "en"}
_LARGEST_BYTES = 1_000_000
_LARGEST_NUMBER = 1e15
Word = TypeVar("Word", bound=StrEnum)


class CatalogError(Exception):
    """A resource file holds something that the studio does not understand."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path = path
        self.line = line
        super().__init__(f"{path.name}:{line}: {problem}")


class Row:
    """One ``[[table]]`` of a file. Fields are taken out one by one; ``end`` refuses what nobody took.

    ``place`` says which table inside of it a further row is.
    """

    def __init__(self, path: Path, line: int, fields: dict[str, object], place: str = "") -> None:
        self._path = path
        self._line = line
        self._fields = dict(fields)
        self._place = place

    def text(self, key: str, default: str | None = None) -> str:
        """A text field; required when there is no default."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.error(f"{key} must be a text")
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"{key} must be a list of texts")
        return tuple(value)

    def switch(self, key: str) -> bool | None:
        """True, false, or None where the row does not say."""
        value = self._take(key, "")
        if value != "" and not isinstance(value, bool):
            raise self.error(f"{key} must be true or false")
        return value if isinstance(value, bool) else None

    def number(self, key: str) -> int | None:
        """A whole number above zero, or None where the row does not say."""
        value = self._take(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(f"{key} must be a whole number above zero")
        return value or None

    def measure(self, key: str) -> float | None:
        """Any number, or None where the row does not say."""
        value = self._take(key, "")
        if value == "":
            return None
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _LARGEST_NUMBER:
            raise self.error(f"{key} must be a number")
        return value

    def value(self, key: str) -> Value:
        """A text, number, switch or list of texts; None where the row does not say."""
        value = self._take(key, "")
        return None if value == "" else self._plain(key, value)

    def values(self, key: str) -> tuple[Value, ...]:
        """A list of texts, numbers and switches."""
        values = self._take(key, [])
        if not isinstance(values, list):
            raise self.error(f"{key} must be a list")
        return tuple(self._plain(key, value) for value in values)

    def word(self, key: str, words: type[Word], default: Word | None = None) -> Word:
        """One of the words of an enumeration; required when there is no default."""
        name = self.text(key, default)
        if name not in set(words):
            raise self.error(f"{key} is {name}, which is none of {', '.join(words)}")
        return words(name)

    def tables(self, key: str) -> list[dict[str, object]]:
        """A list of tables, as they are."""
        tables = self._take(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.error(f"{key} must be a list of tables")
        return tables

    def rows(self, key: str) -> tuple["Row", ...]:
        """A list of tables, as rows that tell this row's line and their own place in the list."""
        tables = enumerate(self.tables(key), 1)
        return tuple(Row(self._path, self._line, table, f"{key} {number}: ") for number, table in tables)

    def row(self, key: str) -> "Row":
        """A table inside of this one."""
        table = self._take(key, {})
        if not isinstance(table, dict):
            raise self.error(f"{key} must be a table")
        return Row(self._path, self._line, table, f"{key}: ")

    def rest(self) -> dict[str, object]:
        """All that nobody took yet."""
        return dict(self._fields)

    def keys(self) -> tuple[str, ...]:
        """The names of all fields that were not taken yet."""
        return tuple(self._fields)

    def with_fields(self, fields: dict[str, object]) -> Self:
        """A row at the same place that says something else."""
        return type(self)(self._path, self._line, fields, self._place)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table of texts, as pairs in order."""
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise self.error(f"{key} must be a table of texts")
        return tuple(value.items())

    def bilingual(self, key: str) -> Bilingual:
        """A label in both languages."""
        texts = dict(self.pairs(key))
        if texts.keys() != _TEXTS or not all(texts.values()):
            raise self.error(f"{key} must have zh and en")
        return Bilingual(**texts)

    def has(self, key: str) -> bool:
        """Whether the row says anything of a field that was not taken yet."""
        return key in self._fields

    def end(self) -> None:
        """Refuse fields that nobody took: most are spelling mistakes."""
        if self._fields:
            raise self.error(f"unknown field {next(iter(self._fields))}")

    def error(self, problem: str) -> CatalogError:
        """An error at this row's place."""
        return CatalogError(self._path, self._line, self._place + problem)

    def _plain(self, key: str, value: object) -> Value:
        if isinstance(value, str | bool):
            return value
        if isinstance(value, int | float) and abs(value) <= _LARGEST_NUMBER:
            return value
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise self.error(f"{key} holds something that no field can hold")

    def _take(self, key: str, default: object) -> object:
        if key not in self._fields and default is None:
            raise self.error(f"{key} is missing")
        return self._fields.pop(key, default)


def read_rows(path: Path, table: str) -> Iterator[Row]:
    """The rows of ``[[table]]`` in a file, in order.

    Raises:
        CatalogError: no TOML, something else than this table in the file, or a file that cannot be read.
    """
    source = _source(path)
    try:
        content = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise CatalogError(path, _line_named_in(str(error), source), str(error)) from error
    rows = content.pop(table, [])
    if content or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CatalogError(path, 1, f"only [[{table}]] is expected here")
    header = re.compile(rf"^\s*\[\[\s*{re.escape(table)}\s*\]\]")
    lines = [number for number, line in enumerate(source.splitlines(), 1) if header.match(line)]
    for line, fields in zip(lines if len(lines) == len(rows) else [1] * len(rows), rows, strict=True):
        yield Row(path, line, fields)


def _source(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise CatalogError(path, 1, f"larger than {_LARGEST_BYTES} bytes")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(path, 1, str(error)) from error


def _line_named_in(message: str, source: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else len(source.splitlines())
