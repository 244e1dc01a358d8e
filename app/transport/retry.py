"""When a request may go out again by itself, and how long to wait before.

The rule: never where something could be charged twice. The pauses and statuses follow the conduct of
new-api gateways; the spellings of Retry-After those of openai-python's ``_base_client.py``.
"""

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from app.domain.errors import ErrorKind, NetworkError
from app.wire.request import WireRequest
from app.wire.response import WireResponse

_AGAIN = {408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529}
_ONCE = {408, 500}
_NEVER_ARRIVED = {
    ErrorKind.DNS_FAILED,
    ErrorKind.CONNECTION_REFUSED,
    ErrorKind.CONNECTION_LOST,
    ErrorKind.NETWORK_UNREACHABLE,
    ErrorKind.PROXY_FAILED,
    ErrorKind.CONNECT_TIMEOUT,
}
_HOPELESS = (
    b"model_not_found",
    b"insufficient_quota",
    b"invalid_request",
    b"sensitive_words",
    "无可用渠道".encode(),
)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_BODY_WAIT = re.compile(rb'"(retry_after(?:_ms)?|retryAfter|retryDelay)"\s*:\s*"?(\d+(?:\.\d+)?)(s?)"?')


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Pauses in seconds between attempts. Tests replace ``sleep``, ``clock`` (Unix time) and ``chance``."""

    pauses_s: tuple[float, ...] = (2.0, 5.0)
    longest_s: float = 60.0
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    clock: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random

    def after_answer(self, request: WireRequest, response: WireResponse, attempt: int) -> float | None:
        """Seconds until the next attempt, or None to take the answer as it is. ``attempt`` counts from 0."""
        if not _may_repeat(request, response.status) or _is_hopeless(response):
            return None
        if attempt >= (1 if response.status in _ONCE else len(self.pauses_s)):
            return None
        asked = retry_after_s(response, self.clock())
        if asked is None:
            return self._jittered(attempt)
        return asked if asked <= self.longest_s else None

    def after_error(
        self, request: WireRequest, error: NetworkError, attempt: int, *, sent: bool
    ) -> float | None:
        """The same after an error; ``sent`` says whether any of the request had left."""
        if attempt >= 1:
            return None
        arrived_not = not sent and error.kind in _NEVER_ARRIVED
        harmless = request.method == "GET" and error.kind is ErrorKind.CONNECTION_LOST
        return self._jittered(0) / 4 if arrived_not or harmless else None

    def _jittered(self, attempt: int) -> float:
        return self.pauses_s[attempt] * (0.75 + self.chance() / 2)


def retry_after_s(response: WireResponse, now: float) -> float | None:
    """How long the gateway asks us to wait, in seconds, from whatever spelling it uses.

    Args:
        response: its headers have lower-case names.
        now: Unix time, for answers that name a date.
    """
    headers = response.headers
    waits = (
        _number(headers.get("retry-after-ms"), 0.001),
        _seconds_or_date(headers.get("retry-after"), now),
        _body_wait(response.body),
        _reset(headers, now) if response.status == 429 else None,
    )
    wait = next((wait for wait in waits if wait is not None), None)
    return None if wait is None else max(0.0, wait)


def _may_repeat(request: WireRequest, status: int) -> bool:
    """A refusal by rate was never worked on; what failed otherwise may still run, and be paid."""
    return status == 429 or (status in _AGAIN and (request.repeatable or request.method == "GET"))


def _is_hopeless(response: WireResponse) -> bool:
    """No channel for a model, an empty upstream account: the status invites waiting, the body does not."""
    head = response.body[:4096]
    return any(word in head for word in _HOPELESS)


def _number(text: str | None, unit: float) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value * unit if 0 <= value < float("inf") else None


def _seconds_or_date(text: str | None, now: float) -> float | None:
    if (seconds := _number(text, 1.0)) is not None:
        return seconds
    try:
        return parsedate_to_datetime(text or "").timestamp() - now
    except (TypeError, ValueError, OverflowError):
        return None


def _reset(headers: Mapping[str, str], now: float) -> float | None:
    """``x-ratelimit-reset``: seconds, Unix time (ms too), or ``1m30s``; of several the first to come."""
    names = (name for name in headers if name.startswith(("x-ratelimit-reset", "ratelimit-reset")))
    waits = [wait for name in names if (wait := _moment(headers[name], now)) is not None]
    return min(waits, default=None)


def _moment(text: str, now: float) -> float | None:
    value = _number(text, 1.0)
    if value is None:
        parts = _DURATION.findall(text)
        return sum(float(number) * _SECONDS[unit] for number, unit in parts) if parts else None
    if value > 1e11:
        value /= 1000
    return value - now if value > 1e8 else value


def _body_wait(body: bytes) -> float | None:
    found = _BODY_WAIT.search(body[:4096])
    if found is None:
        return None
    return float(found[2]) * (0.001 if found[1] == b"retry_after_ms" else 1.0)
