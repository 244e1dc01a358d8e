"""Places in a JSON value as text: ``data.*.url``, where ``*`` walks a list and a number takes one of it."""

from collections.abc import Iterator

from app.protocols.read import as_list, as_object


def values_at(value: object, path: str) -> Iterator[object]:
    """Everything that lies at a path, in order."""
    found = [value]
    for key in path.split("."):
        found = [inner for outer in found for inner in _inner(outer, key)]
    yield from (item for item in found if item is not None)


def _inner(value: object, key: str) -> Iterator[object]:
    if key == "*":
        yield from as_list(value)
    elif key.isdecimal() and isinstance(value, list):
        yield from value[int(key) : int(key) + 1] if len(key) <= len(str(len(value))) else ()
    else:
        yield as_object(value).get(key)
