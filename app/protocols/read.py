"""Tolerant readers over parsed JSON: gateways send null, text for numbers, and whatever else."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import cast

_LARGEST = 10**18
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotJson(ValueError):
    """A text that is no JSON value."""


def parse_json(data: str | bytes) -> object:
    """A JSON value from what a gateway sent; broken UTF-8 and a byte order mark do not matter.

    Raises:
        NotJson: it is none, or it nests too deeply to be one.
    """
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    try:
        return cast(object, json.loads(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def json_or_none(data: str | bytes) -> object:
    """A JSON value, or None where there is none."""
    try:
        return parse_json(data)
    except NotJson:
        return None


def as_object(value: object) -> Mapping[str, object]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> Sequence[object]:
    """The value if it is a JSON list, else an empty one."""
    return value if isinstance(value, list) else ()


def at(value: object, *path: str) -> object:
    """What lies at a path of object keys; None where the path ends early."""
    for key in path:
        value = as_object(value).get(key)
    return value


def fragment(value: object) -> str:
    """A text exactly as it was sent, halves of surrogate pairs included; empty for anything else."""
    return value if isinstance(value, str) else ""


def text(value: object) -> str:
    """A text or a number as text, fit to be stored and painted; empty for anything else."""
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return str(value)
    return ""


def first_text(value: object, *keys: str) -> str:
    """The first of several keys that holds a text."""
    found = as_object(value)
    return next((said for key in keys if (said := text(found.get(key)).strip())), "")


def integer(value: object) -> int | None:
    """A whole number from a number or a text; None for anything else and for absurd sizes."""
    number = decimal(value)
    return None if number is None else int(number)


def decimal(value: object) -> Decimal | None:
    """An exact number from a number or a text; None for anything else and for absurd sizes."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, int) and abs(value) >= _LARGEST:
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _LARGEST else None


def well_formed(text: str) -> str:
    """The text with surrogate pairs joined and lonely halves replaced by U+FFFD."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class SurrogateJoiner:
    """Joins emoji that were cut in half between two chunks of one text."""

    def __init__(self) -> None:
        self._half = ""

    def feed(self, text: str) -> str:
        """The text that is whole by now; a half at its end waits for the next one."""
        if text.isascii() and not self._half:
            return text
        text = self._half + text
        self._half = text[-1] if text and "\ud800" <= text[-1] <= "\udbff" else ""
        return well_formed(text[:-1] if self._half else text)

    def finish(self) -> str:
        """What still waited, as U+FFFD."""
        half, self._half = self._half, ""
        return well_formed(half)
