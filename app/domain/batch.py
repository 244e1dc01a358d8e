"""Many orders at once: several prompts, a table, or a series over some settings. All of it is pure."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.card import ModelCard
from app.domain.form import FormInput, GenerationForm
from app.domain.form_check import Problem, SlotFill, check, streams
from app.domain.parameter import Value

PROMPT = "prompt"
MOST_ROWS = 500
"""How many orders can be put down in one go."""


@dataclass(frozen=True, slots=True)
class Base:
    """What every row has in common: a card, and the form as it is filled in."""

    card: ModelCard
    form: GenerationForm


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One order of a batch. ``line`` is where it came from, ``changed`` what differs from the form.

    It can be sent where nothing is wrong with it.
    """

    line: int
    card: ModelCard
    form: GenerationForm
    changed: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()


def rows_of_lines(base: Base, text: str) -> tuple[BatchRow, ...]:
    """One order for each line that is not empty."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return tuple(row_of(base, number, {PROMPT: line}) for number, line in lines if line)


def row_of(base: Base, line: int, changed: Mapping[str, Value], problems: Sequence[Problem] = ()) -> BatchRow:
    """The form with some values changed, checked against its card; values that are missing stay."""
    values = {**base.form.values, **changed}
    filled = frozenset(item.role.value for item in base.form.inputs)
    stream = streams(base.card, as_values(values), filled)
    form = replace(base.form, values=values, stream=stream)
    known = {problem.field for problem in problems}
    found = check(base.card, as_values(values), [_fill_of(item) for item in form.inputs])
    others = (problem for problem in found if problem.field not in known)
    return BatchRow(line, base.card, form, changed, (*problems, *others))


@dataclass(frozen=True, slots=True)
class Axis:
    """One setting of a series with the values that it goes through. ``key`` is a parameter's."""

    key: str
    values: tuple[Value, ...]


def row_count(bases: Sequence[Base], axes: Sequence[Axis]) -> int:
    """How many orders a series makes, without making them."""
    count = len(bases)
    for axis in axes:
        count *= len(axis.values)
    return count


def rows_of_series(bases: Sequence[Base], axes: Sequence[Axis]) -> tuple[BatchRow, ...]:
    """Every combination of the axes' values, for one model after the other; the last axis changes fastest.

    Where a model has no such setting, that axis has no say for it and makes no copies.
    """
    return tuple(_numbered(bases, axes))


def _numbered(bases: Sequence[Base], axes: Sequence[Axis]) -> Iterator[BatchRow]:
    line = itertools.count(1)
    for base in bases:
        own = [axis for axis in axes if base.card.parameter(axis.key) is not None]
        for picked in itertools.product(*(axis.values for axis in own)):
            changed = {axis.key: value for axis, value in zip(own, picked, strict=True)}
            yield row_of(base, next(line), changed)


def as_values(values: Mapping[str, object]) -> dict[str, Value]:
    """The values of a kept form as its fields held them."""
    return {key: _value(value) for key, value in values.items()}


def _value(value: object) -> Value:
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return value if isinstance(value, str | int | float | bool) else None


def _fill_of(item: FormInput) -> SlotFill:
    media = item.attachment
    if media is None:
        return SlotFill(item.role, is_link=True)
    return SlotFill(item.role, media.mime, media.size_bytes)
