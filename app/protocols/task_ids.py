"""The id of a task in whatever a person pasted: the id, an address that holds it, or a gateway's answer."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from app.domain.errors import ErrorKind, InputError
from app.protocols.read import NotJson, as_list, as_object, first_text, parse_json, text

_NAMES = ("task_id", "id", "video_id", "generation_id", "taskId", "request_id", "requestId", "name", "result")
"""The names under which formats tell an id, the surest first."""
_QUERY = ("task_id", "taskId", "id", "video_id", "generation_id", "request_id")
_INNER = ("data", "output", "task", "Resp")
_DEPTH = 4
_AFTER_AN_ID = ("content", "status", "fetch", "feed", "creations", "download_video_url", "image-seed")
"""Last parts of addresses that ask something about the task before them."""
_OPERATION = re.compile(r"(?:models|projects)/\S+/operations/[^/?#\s]+")
_ID = re.compile(r"[\w.:/=@+-]{1,300}", re.ASCII)
_IN_WORDS = re.compile(r"\b(?:(?:task|video|gen|char)_[A-Za-z0-9_-]{6,}|cgt-[A-Za-z0-9-]{6,})", re.ASCII)


def task_id_in(pasted: str) -> str:
    """The id that a text holds.

    Raises:
        InputError: it holds none.
    """
    bare = pasted.strip().strip("\"'`<>").strip()
    found = next((said for read in (_in_json, _in_address, _in_words) if (said := read(bare))), "")
    if not found:
        raise InputError(ErrorKind.TASK_ID_MISSING, field="task")
    return found


def _in_json(pasted: str) -> str:
    if pasted[:1] not in ("{", "["):
        return ""
    try:
        return _of_value(parse_json(pasted))
    except NotJson:
        return ""


def _of_value(value: object, depth: int = _DEPTH) -> str:
    """What an answer names, what lies within before the envelope around it."""
    if isinstance(value, list):
        value = next(iter(as_list(value)), None)
    fields = as_object(value)
    inner = (_of_value(fields.get(name), depth - 1) for name in _INNER if depth)
    bare = text(fields.get("data"))
    return next(filter(None, inner), "") or bare or first_text(fields, *_NAMES)


def _in_address(pasted: str) -> str:
    if not pasted.startswith(("http://", "https://", "/")):
        return ""
    parts = urlsplit(pasted)
    if operation := _OPERATION.search(parts.path):
        return operation[0]
    asked = dict(parse_qsl(f"{parts.query}&{urlsplit(parts.fragment).query}"))
    named = (asked.get(name, "") for name in _QUERY)
    return next(filter(None, named), "") or next(_in_path(parts.path), "")


def _in_path(path: str) -> Iterator[str]:
    """The last part that is no verb; every maker's ids have a digit, and no collection has."""
    parts = [unquote(part) for part in path.split("/") if part]
    while parts and parts[-1] in _AFTER_AN_ID:
        parts.pop()
    if len(parts) > 1 and re.search(r"\d", parts[-1]) and not re.fullmatch(r"v\d+\w*", parts[-1]):
        yield parts[-1]


def _in_words(pasted: str) -> str:
    """The text itself where it can be an id, else an id of a well-known shape among its words."""
    if pasted.startswith(("http://", "https://", "/", "{", "[")):
        return ""
    if _ID.fullmatch(pasted):
        return pasted
    found = _IN_WORDS.search(pasted)
    return found[0] if found else ""
