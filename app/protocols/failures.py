"""Errors as gateways send them, into the studio's tree.

What happened is told by the error's code, then by known words, then by its type, then by the status:
sites remap statuses, so the status alone counts least.
"""

from collections.abc import Mapping

from app.domain.errors import (
    ErrorKind,
    GatewayError,
    NetworkError,
    ProfileError,
    ProtocolError,
    StudioError,
    Technical,
)
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.failure_bodies import ErrorBody, read_error_body
from app.protocols.failure_kinds import kind_of, kind_of_page
from app.protocols.failure_words import masked, values_in
from app.protocols.read import decimal, json_or_none, well_formed
from app.protocols.web_page import WebPage, read_web_page
from app.wire.response import WireResponse

_BODY_BYTES = 4096
_PROFILE_KINDS = {
    ErrorKind.KEY_REFUSED,
    ErrorKind.BALANCE_EMPTY,
    ErrorKind.KEY_QUOTA_EMPTY,
    ErrorKind.NOT_ALLOWED,
    ErrorKind.ADDRESS_NOT_ALLOWED,
}
_PROTOCOL_KINDS = {
    ErrorKind.WEB_PAGE,
    ErrorKind.UNREADABLE_ANSWER,
    ErrorKind.EMPTY_ANSWER,
    ErrorKind.STREAM_CUT,
    ErrorKind.RESULT_MISSING,
    ErrorKind.RESULT_NOT_MEDIA,
}


def error_from_response(response: WireResponse, *, model: str = "") -> StudioError:
    """The error that an answer stands for; the caller knows that it is none of the good ones.

    Args:
        model: the name that was asked for, where the answer does not name it.
    """
    page = read_web_page(response.body)
    if page is not None:
        return _from_page(response, page)
    value = _json_of(response.body)
    said = read_error_body(value, certain=response.status >= 400)
    if said is None and response.status < 400:
        return unreadable(response.body, status=response.status, request_id=response.request_id)
    if said is None or value is None:
        said = ErrorBody(message=_plain_words(response.body))
    return _from_body(said, response, model)


def failure_in(response: WireResponse, *, model: str = "") -> StudioError | None:
    """The error in an answer, whatever its status; None where it looks healthy."""
    if response.status >= 400 or read_web_page(response.body) is not None:
        return error_from_response(response, model=model)
    value = _json_of(response.body)
    if read_error_body(value) is None:
        return None
    return error_from_response(response, model=model)


def error_from_json(value: object, *, status: int | None = None, model: str = "") -> StudioError | None:
    """The error in a JSON value, for example in a chunk of a stream; None where there is none."""
    said = read_error_body(value, certain=status is not None and status >= 400)
    if said is None:
        return None
    return _from_body(said, WireResponse(status or said.status or 0, body=said.source), model)


def failure(
    kind: ErrorKind,
    values: Mapping[str, str] | None = None,
    *,
    reason: str = "",
    code: str = "",
    body: str = "",
    request_id: str = "",
) -> StudioError:
    """An error of a kind in its class of the tree, everything from the wire masked."""
    said = dict(values or {})
    if reason:
        said["reason"] = _short(masked(well_formed(reason)))
    technical = Technical(
        cause=said.get("reason", ""), code=masked(code), request_id=request_id, body=_kept(body)
    )
    return _class_of(kind)(kind, said, technical=technical)


def with_kind(error: StudioError, kind: ErrorKind) -> StudioError:
    """The same error, understood as another kind."""
    return _class_of(kind)(kind, error.values, technical=error.technical)


def unreadable(body: bytes | str, *, status: int | None = None, request_id: str = "") -> StudioError:
    """An answer that follows no known shape; nothing at all is an empty answer."""
    text = body if isinstance(body, str) else body[:_BODY_BYTES].decode("utf-8", "replace")
    kind = ErrorKind.UNREADABLE_ANSWER if text.strip() else ErrorKind.EMPTY_ANSWER
    return ProtocolError(kind, technical=Technical(status=status, request_id=request_id, body=_kept(text)))


def _from_page(response: WireResponse, page: WebPage) -> StudioError:
    kind = kind_of_page(response.status, page)
    values = {"reason": page.title} if page.title else {}
    if page.host:
        values["host"] = page.host
    technical = Technical(page.title, response.status, request_id=page.ray or response.request_id)
    return _class_of(kind)(kind, values, technical=technical, retry_after_s=_retry_after(response, ""))


def _from_body(said: ErrorBody, response: WireResponse, model: str) -> StudioError:
    kind = kind_of(said, response.status)
    reason = _short(masked(said.message))
    values = {name: masked(value) for name, value in values_in(said, model).items() if value}
    if reason:
        values["reason"] = reason
    technical = Technical(
        cause=reason,
        status=response.status or None,
        code=masked(said.code or said.type),
        request_id=masked(said.request_id or response.request_id),
        body=_kept(response.body[:_BODY_BYTES].decode("utf-8", "replace")),
    )
    wait = _retry_after(response, said.retry_after)
    return _class_of(kind)(kind, values, technical=technical, retry_after_s=wait)


def _json_of(body: bytes) -> object:
    """The JSON of a body, or of the first event in it."""
    if looks_like_events(body):
        return next((value for event in events_in(body) if (value := json_or_none(event.data))), None)
    return json_or_none(body)


def _class_of(kind: ErrorKind) -> type[StudioError]:
    if kind in _PROFILE_KINDS:
        return ProfileError
    if kind in _PROTOCOL_KINDS:
        return ProtocolError
    return NetworkError if kind is ErrorKind.CONNECTION_LOST else GatewayError


def _retry_after(response: WireResponse, said: str) -> float | None:
    """Seconds to wait, from the headers or from the body; dates are read by transport."""
    milliseconds = decimal(response.headers.get("retry-after-ms"))
    if milliseconds is not None and milliseconds >= 0:
        return float(milliseconds / 1000)
    seconds = decimal(response.headers.get("retry-after"))
    seconds = decimal(said.removesuffix("s")) if seconds is None else seconds
    return float(seconds) if seconds is not None and seconds >= 0 else None


def _plain_words(body: bytes) -> str:
    return body[:_BODY_BYTES].decode("utf-8", "replace").strip()


def _short(reason: str) -> str:
    return reason if len(reason) <= 400 else f"{reason[:399]}…"


def _kept(text: str) -> str:
    """A body as details and the log may hold it."""
    return masked(well_formed(text[:_BODY_BYTES]))
