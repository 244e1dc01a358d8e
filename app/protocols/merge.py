"""A person's own JSON over the fields that the studio writes."""

from collections.abc import Mapping


def merged(fields: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """Both, ``own`` winning: objects merge, null removes a field, anything else replaces it."""
    result = dict(fields)
    for name, value in own.items():
        current = result.get(name)
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict) and isinstance(current, dict):
            result[name] = merged(current, value)
        else:
            result[name] = value
    return result
