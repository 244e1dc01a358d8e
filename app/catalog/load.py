"""Strict reading of the TOML tables in resources: every mistake names its file and line."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from app.domain.text import Bilingual

_TEXTS = {"zh", "en"}


class CatalogError(Exception):
    """A resource file holds something that the studio does not understand."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path = path
        self.line = line
        super().__init__(f"{path.name}:{line}: {problem}")


class Row:
    """One ``[[table]]`` of a file. Fields are taken out one by one; ``end`` refuses what nobody took."""

    def __init__(self, path: Path, line: int, fields: dict[str, object]) -> None:
        self._path = path
        self._line = line
        self._fields = dict(fields)

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
        return CatalogError(self._path, self._line, problem)

    def _take(self, key: str, default: object) -> object:
        if key not in self._fields and default is None:
            raise self.error(f"{key} is missing")
        return self._fields.pop(key, default)


def read_rows(path: Path, table: str) -> Iterator[Row]:
    """The rows of ``[[table]]`` in a file, in order.

    Raises:
        CatalogError: no TOML, or something else than this table in the file.
    """
    source = path.read_text(encoding="utf-8")
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(path, _line_named_in(str(error), source), str(error)) from error
    rows = content.pop(table, [])
    if content or not isinstance(rows, list):
        raise CatalogError(path, 1, f"only [[{table}]] is expected here")
    header = re.compile(rf"^\s*\[\[\s*{re.escape(table)}\s*\]\]")
    lines = (number for number, line in enumerate(source.splitlines(), 1) if header.match(line))
    for line, fields in zip(lines, rows, strict=False):
        yield Row(path, line, fields)


def _line_named_in(message: str, source: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else len(source.splitlines())
