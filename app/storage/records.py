"""Domain values as JSON text, and back.

Fields that hold their default are left out. Reading is tolerant: fields of a later version are passed over,
and a field that cannot be read takes its default.
"""

import dataclasses
import functools
import json
import math
import types
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNREADABLE = (ValueError, TypeError, KeyError, InvalidOperation)


def to_text(value: object) -> str:
    """A dataclass (or a plain JSON value) as compact JSON text that any UTF-8 file or column can hold."""
    text = json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))
    return storable(text)


def from_text(record: type[Record], text: str) -> Record:
    """The dataclass that a JSON text describes.

    Raises:
        ValueError: no JSON object, or a field without default is missing or unreadable.
    """
    return from_json(record, json.loads(text))


def storable(text: str) -> str:
    """The text with lone surrogates replaced, which UTF-8 cannot carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def to_moment(when: datetime) -> int:
    """A time as microseconds since 1970, UTC."""
    return (when - _EPOCH) // _MICROSECOND


def from_moment(microseconds: int) -> datetime:
    """The time of a number of microseconds since 1970, UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def to_json(value: Any) -> Any:
    """A domain value as what ``json`` writes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_json(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != _default(field)
        }
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(to_json(item) for item in value)
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def from_json(record: type[Record], value: object) -> Record:
    """The dataclass that a parsed JSON object describes; errors as in ``from_text``."""
    if not isinstance(value, dict):
        raise ValueError(f"{record.__name__} wants an object")
    hints = _hints(record)  # type: ignore[arg-type]  # mypy doubts that classes are hashable
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(record):  # type: ignore[arg-type]  # every caller hands in a dataclass
        if field.name not in value:
            continue
        try:
            fields[field.name] = _read(hints[field.name], value[field.name])
        except _UNREADABLE:
            if _default(field) is dataclasses.MISSING:
                raise ValueError(f"{record.__name__}.{field.name} cannot be read") from None
    try:
        return record(**fields)
    except TypeError as error:
        raise ValueError(f"{record.__name__} lacks a field") from error


@functools.cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _read(hint: Any, value: Any) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_optional(get_args(hint), value)
    if origin is Literal:
        return _read_choice(get_args(hint), value)
    if origin is tuple:
        return _read_tuple(get_args(hint), value)
    if origin is frozenset:
        return frozenset(_read(get_args(hint)[0], item) for item in _expect(list, value))
    if origin is dict:
        return {key: _read(get_args(hint)[1], item) for key, item in _expect(dict, value).items()}
    if dataclasses.is_dataclass(hint):
        return from_json(hint, value)  # type: ignore[arg-type]  # a hint is a class, not an instance
    return _read_plain(hint, value)


def _read_optional(choices: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in choices:
        return None
    return _read(next(choice for choice in choices if choice is not type(None)), value)


def _read_choice(choices: tuple[Any, ...], value: Any) -> Any:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {choices}")
    return value


def _read_tuple(hints: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    items = _expect(list, value)
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_read(hints[0], item) for item in items)
    return tuple(_read(hint, item) for hint, item in zip(hints, items, strict=True))


def _read_plain(hint: Any, value: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    reader = _PLAIN.get(hint)
    if reader is not None:
        return reader(value)
    return _expect(hint, value)


def _expect(kind: type, value: Any) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _read_float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{value!r} is no number")
    return float(value)


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    float: _read_float,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
}
