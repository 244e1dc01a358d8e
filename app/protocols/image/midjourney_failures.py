"""What Midjourney-Proxy and the relays before it say when something went wrong.

Sources: novicezk/midjourney-proxy ``ReturnCode``, QuantumNous/new-api ``relay/mjproxy_handler.go``.
"""

import re

from app.domain.errors import ErrorKind, StudioError
from app.protocols.failure_phrases import kind_of_words
from app.protocols.failures import error_from_response, failure, failure_in
from app.protocols.read import as_object, at, first_text, integer
from app.wire.response import WireResponse

_CODES = {
    3: ErrorKind.MODEL_UNAVAILABLE,
    4: ErrorKind.REQUEST_REFUSED,
    23: ErrorKind.OVERLOADED,
    24: ErrorKind.CONTENT_REFUSED,
    30: ErrorKind.RATE_LIMITED,
}
_WORDS = (
    (ErrorKind.TASK_FORGOTTEN, re.compile("关联任务不存在")),
    (ErrorKind.CONTENT_REFUSED, re.compile(r"banned|sensitive|nsfw|moderat|blocked|community", re.I)),
    (ErrorKind.MODEL_UNAVAILABLE, re.compile(r"no available account|无可用的?账号", re.I)),
    (ErrorKind.OVERLOADED, re.compile(r"queue (?:is )?full|队列已满", re.I)),
    (ErrorKind.REQUEST_REFUSED, re.compile(r"invalid (?:parameter|link|prompt)|unrecognized", re.I)),
)

_PARENT = re.compile(
    r"task_status_not_success|get_channel_info_failed|channel[ _]disabled|该任务所属渠道已被禁用"
)
"""new-api ``relay/mjproxy_handler.go``."""


def refusal_in(response: WireResponse, value: object, *, model: str = "") -> StudioError:
    """Why an answer is none of the good ones."""
    code, said = integer(at(value, "code")), first_text(value, "description")
    if response.status >= 400 or not (said or code in _CODES):
        return failure_in(response, model=model) or error_from_response(response, model=model)
    word = first_text(at(value, "properties"), "bannedWord")
    reason = f"{said}: {word}" if word and word not in said else said
    kind = kind_of_reason(said, _CODES.get(code or 0, ErrorKind.GATEWAY_FAILED))
    body = response.body.decode("utf-8", "replace")
    values = {"model": model} if model else None
    return failure(kind, values, reason=reason, body=body, request_id=response.request_id)


def failure_of_task(task: object) -> StudioError:
    """Why a task failed; servers often say nothing, and give the money back."""
    reason = first_text(task, "failReason", "fail_reason")
    word = first_text(at(task, "properties"), "bannedWord")
    kind = kind_of_reason(f"{reason} {word and 'banned'}", ErrorKind.GATEWAY_FAILED)
    return failure(kind, reason=reason)


def kind_of_reason(reason: str, otherwise: ErrorKind) -> ErrorKind:
    """What a reason means."""
    own = next((kind for kind, pattern in _WORDS if pattern.search(reason[:2000])), None)
    return own or kind_of_words(reason) or otherwise


def is_about_parent(error: StudioError, value: object) -> bool:
    """Whether a button was refused because its task is gone, unfinished, or its account is closed."""
    return error.kind is ErrorKind.TASK_FORGOTTEN or bool(_PARENT.search(_told(value)))


def is_unknown_task(value: object) -> bool:
    """Whether a server says that it does not know the task that it was asked for."""
    return value is None or kind_of_reason(_told(value), ErrorKind.INTERNAL) is ErrorKind.TASK_FORGOTTEN


def _told(value: object) -> str:
    return first_text(as_object(value), "description", "message", "msg")
