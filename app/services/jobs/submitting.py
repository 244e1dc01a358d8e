"""What became of the one request that costs money.

Only what certainly was not worked on is ever sent again. What may have been, waits for the person.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.errors import ErrorKind, InputError, NetworkError, ProfileError, ProtocolError, StudioError
from app.protocols.failures import error_from_response
from app.transport.retry import retry_after_s
from app.wire.response import WireResponse

log = logging.getLogger(__name__)
Result = TypeVar("Result")

_NOT_SENT_S = (2.0, 5.0, 12.0)
_BUSY_S = (15.0, 30.0, 60.0)
LONGEST_S = 600.0
"""No pause before another attempt is longer."""

_NO_ANSWER_IN_TIME = {408, 504, 520, 522, 524}
_NO_CHANNEL = ("no available channel", "无可用渠道", "no available model")


@dataclass(frozen=True, slots=True)
class Accepted(Generic[Result]):
    """The gateway works on it, or has done it."""

    result: Result


@dataclass(frozen=True, slots=True)
class Again:
    """It was certainly not worked on; after a pause it may be sent once more."""

    pause_s: float
    error: StudioError


@dataclass(frozen=True, slots=True)
class Refused:
    """It is over, and nothing was made."""

    error: StudioError


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may exist and be paid."""

    error: StudioError


Outcome = Accepted[Result] | Again | Refused | Unknown


def after_error(error: StudioError, attempt: int) -> Again | Refused | Unknown:
    """What it means that no answer came. ``attempt`` counts from 0."""
    if isinstance(error, InputError | ProfileError) or error.kind is ErrorKind.REDIRECTED_AWAY:
        return Refused(error)
    if not isinstance(error, NetworkError) or error.may_have_arrived:
        return Unknown(error)
    return Again(_NOT_SENT_S[attempt], error) if attempt < len(_NOT_SENT_S) else Refused(error)


def after_answer(
    response: WireResponse, parse: Callable[[], Result], attempt: int, now: float
) -> "Outcome[Result]":
    """What an answer means. ``now`` is Unix time, for a Retry-After that names a date."""
    if response.status < 300:
        return _read(parse)
    error = error_from_response(response)
    if _is_busy(response):
        return _busy(error, retry_after_s(response, now), attempt)
    if response.status >= 500 or response.status == 408:
        return _broken(response, error)
    return Refused(_in_its_format(parse) or error)


def _in_its_format(parse: Callable[[], object]) -> StudioError | None:
    """A refusal as its format reads it, which may know more of it than all formats have in common."""
    try:
        parse()
    except ProtocolError:
        return None
    except StudioError as error:
        return error
    except Exception:
        log.exception("A format stumbled over a refusal")
    return None


def _read(parse: "Callable[[], Result]") -> "Accepted[Result] | Refused | Unknown":
    try:
        return Accepted(parse())
    except ProtocolError as error:
        return Unknown(error)
    except StudioError as error:
        return Refused(error)
    except Exception:
        log.exception("A format stumbled over the answer to a paid request")
        return Unknown(ProtocolError(ErrorKind.UNREADABLE_ANSWER))


def _busy(error: StudioError, asked_s: float | None, attempt: int) -> Again | Refused:
    if attempt >= len(_BUSY_S):
        return Refused(error)
    pause_s = _BUSY_S[attempt] if asked_s is None else asked_s
    return Again(pause_s, error) if pause_s <= LONGEST_S else Refused(error)


def _broken(response: WireResponse, error: StudioError) -> Refused | Unknown:
    """A gateway that says itself that it failed has let the work go; a front server knows nothing."""
    in_its_words = response.body.lstrip()[:1] == b"{" and not isinstance(error, ProtocolError)
    return Refused(error) if in_its_words and response.status not in _NO_ANSWER_IN_TIME else Unknown(error)


def _is_busy(response: WireResponse) -> bool:
    if response.status == 429:
        return True
    said = response.body[:4096].decode("utf-8", "replace").lower()
    return response.status == 503 and any(words in said for words in _NO_CHANNEL)
