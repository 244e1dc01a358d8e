"""Ways in which an answer comes to harm on its way, thousands of them from one seed."""

import json
from collections.abc import Callable
from random import Random
from typing import Any


def damaged(random: Random, body: bytes) -> bytes:
    """A body after one of the mishaps."""
    return random.choice(_DAMAGES)(random, body)


def _cut(random: Random, body: bytes) -> bytes:
    return body[: random.randint(0, len(body))]


def _without_a_slice(random: Random, body: bytes) -> bytes:
    start = random.randint(0, len(body))
    return body[:start] + body[start + random.randint(0, 30) :]


def _with_a_slice_twice(random: Random, body: bytes) -> bytes:
    start, end = sorted((random.randint(0, len(body)), random.randint(0, len(body))))
    return body[:end] + body[start:]


def _with_wrong_bytes(random: Random, body: bytes) -> bytes:
    damaged = bytearray(body)
    for _ in range(random.randint(1, 8) if body else 0):
        damaged[random.randrange(len(body))] = random.choice(b'\x00\xff"{}[],:\n\r 9\\u')
    return bytes(damaged)


def _with_another_value(random: Random, body: bytes) -> bytes:
    """A JSON value somewhere in it replaced by one that nobody expects."""
    prefix, _, line = body.partition(b"data: ") if b"data: " in body else (b"", b"", body)
    first, _, rest = line.partition(b"\n\n")
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return _without_a_slice(random, body)
    changed = json.dumps(_changed(random, value)).encode()
    return (prefix + b"data: " if b"data: " in body else b"") + changed + b"\n\n" + rest


def _changed(random: Random, value: Any) -> Any:
    if isinstance(value, dict) and value and random.random() < 0.8:
        key = random.choice(list(value))
        return value | {key: _changed(random, value[key])}
    if isinstance(value, list) and value and random.random() < 0.8:
        place = random.randrange(len(value))
        return [*value[:place], _changed(random, value[place]), *value[place + 1 :]]
    return random.choice(_STRANGE)


def _deep(random: Random, body: bytes) -> bytes:
    starts = (b"[" * 5000, b'{"a":' * 5000, b'{"data":' * 3000, b'{"choices":' + b"[" * 3000)
    return random.choice(starts) + body


_STRANGE: tuple[Any, ...] = (
    json.loads("[" * 700 + "]" * 700),
    None, True, False, 0, -1, 1e308, float("nan"), float("inf"), 10**400, "", "\ud83d", "null", "9" * 5000,
    [], {}, [[]], [None], [{}], {"": None}, {"message": []}, {"error": {"error": {}}}, "<html>", "\u0000",
)  # fmt: skip
_DAMAGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut,
    _without_a_slice,
    _with_a_slice_twice,
    _with_wrong_bytes,
    _with_another_value,
    _with_another_value,
    _with_another_value,
    _deep,
)
