"""Where gateways and vendors put the message, the code and the type of an error."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.protocols.read import as_list, as_object, at, first_text, integer, text, well_formed

_MESSAGE_KEYS = ("message", "msg", "error_msg", "error_message", "err", "detail", "error_description")
_REQUEST_ID = re.compile(r"\s*[(（\[]?\s*request[\s_-]?id\s*[:：=]\s*([\w-]{4,80})\s*[)）\]]?", re.IGNORECASE)
_GOOD_CODES = {"0", "200", "20000", "success", "ok", "true"}
_SOURCE_CHARACTERS = 4096


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """An error as it was said, whatever its shape."""

    message: str = ""
    code: str = ""
    type: str = ""
    param: str = ""
    request_id: str = ""
    status: int | None = None
    """A status that the body itself names, as OpenRouter and Google do."""
    retry_after: str = ""
    source: bytes = b""


def read_error_body(value: object, *, certain: bool = False) -> ErrorBody | None:
    """The error in a JSON value; None where it holds none.

    Args:
        certain: the status says that it is an error, so a message alone is enough.
    """
    # Google's stream answers wrap an error in a list.
    body = value[0] if isinstance(value, list) and value else value
    found = _read(as_object(body), certain=certain)
    return found and _with_source(found, value)


def _read(body: Mapping[str, object], *, certain: bool) -> ErrorBody | None:
    error = body.get("error") or at(body, "response", "error")
    if isinstance(error, dict):
        return _from_object(error, body, certain=certain)
    if isinstance(error, str) and error.strip():
        error = text(error).strip()
        message = first_text(body, *_MESSAGE_KEYS)
        return _finished(message or error, code=_code(body) or (error if message else ""))
    minimax = integer(at(body, "base_resp", "status_code"))
    if minimax:
        message = first_text(at(body, "base_resp"), "status_msg")
        return _finished(message or str(minimax), code=f"minimax:{minimax}")
    if certain or _says_failure(body):
        return _from_flat(body)
    return None


def _from_object(
    error: Mapping[str, object], body: Mapping[str, object], *, certain: bool
) -> ErrorBody | None:
    message = first_text(error, *_MESSAGE_KEYS) or first_text(body, *_MESSAGE_KEYS)
    code, kind = _code(error), first_text(error, "type", "status")
    if not (message or code or kind or certain):
        return None
    raw = text(at(error, "metadata", "raw"))
    details = as_list(error.get("details"))
    number = integer(error.get("code"))
    return _finished(
        f"{message}: {raw}" if raw else message,
        code="" if number is not None and 100 <= number <= 599 else code,
        kind=kind,
        param=first_text(error, "param"),
        status=number if number is not None and 400 <= number <= 599 else None,
        retry_after=next((found for item in details if (found := first_text(item, "retryDelay"))), ""),
        request_id=first_text(body, "request_id", "requestId"),
    )


def _from_flat(body: Mapping[str, object]) -> ErrorBody:
    """``{"success":false,"message"}``, ``{"code","msg"}``, ``{"detail"}`` and the like."""
    message = first_text(body, *_MESSAGE_KEYS) or first_text(at(body, "header"), *_MESSAGE_KEYS)
    message = message or first_text(body, "description")  # Midjourney-Proxy, there of good answers as well
    code = _code(body)
    param = ""
    if not message:
        param, message = _validation(as_list(body.get("detail")))
        code = code or next((first_text(item, "type") for item in as_list(body.get("detail"))), "")
    return _finished(
        message or first_text(at(body, "data"), *_MESSAGE_KEYS),
        code="" if code.lower() in _GOOD_CODES or _is_status(code) else code,
        kind=first_text(body, "type"),
        param=param,
        status=int(code) if _is_status(code) else None,
        request_id=first_text(body, "request_id", "requestId"),
    )


def _says_failure(body: Mapping[str, object]) -> bool:
    """Whether a flat answer calls itself a failure."""
    if "choices" in body or body.get("success") is True:
        return False
    if body.get("success") is False or body.get("code") is False or body.get("type") == "error":
        return True
    message = first_text(body, *_MESSAGE_KEYS)
    if set(body) <= {"detail"} and "detail" in body:
        return True
    if message and set(body) <= {*_MESSAGE_KEYS, "header", "request_id"} - {"message", "msg"}:
        return True
    if first_text(at(body, "header"), "message") and len(body) == 1:
        return True
    code = _code(body).lower()
    return bool(message and code and code not in _GOOD_CODES and not body.get("data"))


def _validation(details: Sequence[object]) -> tuple[str, str]:
    """FastAPI's list of refused fields: the first field's name, and all as one line."""
    lines, first = [], ""
    for item in details[:5]:
        field = ".".join(filter(None, map(text, as_list(at(item, "loc"))))).removeprefix("body.")
        first = first or field
        lines.append(": ".join(filter(None, (field, first_text(item, "msg")))))
    return first, "; ".join(filter(None, lines))


def _finished(
    message: str,
    *,
    code: str = "",
    kind: str = "",
    param: str = "",
    status: int | None = None,
    retry_after: str = "",
    request_id: str = "",
) -> ErrorBody:
    """An error with the request id cut off its message, where new-api puts it."""
    found = _REQUEST_ID.search(message)
    if found:
        request_id = found[1]
        message = (message[: found.start()] + message[found.end() :]).strip()
    return ErrorBody(message.strip(), code, kind, param, request_id, status, retry_after)


def _code(body: Mapping[str, object]) -> str:
    return first_text(body, "code", "error_code", "errorCode", "err_code", "Code")


def _is_status(code: str) -> bool:
    return len(code) == 3 and code.isdecimal() and code.isascii() and "400" <= code <= "599"


def _with_source(found: ErrorBody, value: object) -> ErrorBody:
    try:
        source = json.dumps(value, ensure_ascii=False)[:_SOURCE_CHARACTERS]
    except RecursionError:
        return found
    return replace(found, source=well_formed(source).encode())
