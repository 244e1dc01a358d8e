"""Wrappers that sites put around an answer: ``{"success":true,"data":…}``, ``{"code":0,"data":…}``."""

from app.protocols.read import as_object

_WRAPPER_KEYS = {"success", "code", "message", "msg", "status", "object"}


def unwrap(value: object) -> object:
    """What an answer is about: the ``data`` inside a wrapper, else the value itself."""
    found = as_object(value)
    if isinstance(found.get("data"), dict | list) and found.keys() & _WRAPPER_KEYS:
        return found["data"]
    return value
