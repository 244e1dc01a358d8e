"""Assistants and prompts as files that go from one person to another."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from app.domain.errors import ErrorKind, InputError
from app.services.clock import new_id
from app.services.shelf import ShelfItem
from app.storage.records import from_json, to_json

VERSION = 1
MOST_ITEMS = 2_000
LARGEST_BYTES = 5_000_000
Item = TypeVar("Item", bound=ShelfItem)


class Finding(StrEnum):
    """What an item of a file is to the person's shelf."""

    NEW = "new"
    CHANGED = "changed"
    """There is one of its id that says something else."""
    KNOWN = "known"
    """The same is there already."""
    BROKEN = "broken"
    """It cannot be used."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Item]):
    """One item of a file. A broken one has a ``problem`` instead of an item."""

    name: str
    finding: Finding
    item: Item | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ShelfFormat(Generic[Item]):
    """How items of one kind are written.

    ``check`` gives what is wrong with an item, as a word; ``words`` is what makes two items the same.
    """

    kind: str
    record: type[Item]
    name: Callable[[Item], str]
    check: Callable[[Item], str]
    words: Callable[[Item], object]
    portable: Callable[[Item], Item] = lambda item: item
    adapted: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: row
    """A row in our words, where it may be in those of another program."""


def written(form: ShelfFormat[Item], items: Iterable[Item]) -> str:
    """The text of a file."""
    value = {
        "format": _format_of(form),
        "version": VERSION,
        "items": [to_json(form.portable(item)) for item in items],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def found_in(form: ShelfFormat[Item], text: str, present: Sequence[Item]) -> tuple[Found[Item], ...]:
    """The items of a file beside those that are there. Fields of later versions are passed over.

    Raises:
        InputError: it is no such file; ``reason`` says what of it.
    """
    rows = _rows(form, text)
    by_id = {item.id: item for item in present}
    words = {repr(form.words(item)) for item in present}
    found: list[Found[Item]] = []
    for row in rows:
        one = _found(form, row, by_id, words)
        if one.item is not None:
            words.add(repr(form.words(one.item)))
        found.append(one)
    return tuple(found)


def _rows(form: ShelfFormat[Item], text: str) -> list[Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_understood(str(error)) from error
    if isinstance(value, dict) and value.get("format") not in (None, _format_of(form)):
        raise _not_understood(f"format: {value.get('format')}")
    rows = value.get("items") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise _not_understood("items: […]")
    if len(rows) > MOST_ITEMS:
        raise _not_understood(f"{len(rows)} > {MOST_ITEMS}")
    return rows


def _found(form: ShelfFormat[Item], row: Any, by_id: dict[str, Item], words: set[str]) -> Found[Item]:
    try:
        item = from_json(
            form.record,
            form.adapted({**row, "id": str(row.get("id") or new_id())}) if isinstance(row, dict) else row,
        )
    except ValueError as error:
        return Found(_name_in(row), Finding.BROKEN, problem=str(error))
    item = form.portable(item)
    if problem := form.check(item):
        return Found(form.name(item) or _name_in(row), Finding.BROKEN, problem=problem)
    if repr(form.words(item)) in words:
        return Found(form.name(item), Finding.KNOWN, item)
    return Found(form.name(item), Finding.CHANGED if item.id in by_id else Finding.NEW, item)


def _name_in(row: Any) -> str:
    """Whatever names a row that cannot be read."""
    names = [row.get(key) for key in ("name", "title", "id")] if isinstance(row, dict) else []
    return next((str(name)[:80] for name in names if name), "")


def _format_of(form: ShelfFormat[Item]) -> str:
    return f"relay-studio/{form.kind}"


def _not_understood(reason: str) -> InputError:
    return InputError(ErrorKind.SHELF_FILE_INVALID, {"reason": reason}, field="file")
