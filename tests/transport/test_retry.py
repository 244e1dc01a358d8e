"""Retry-After in all the ways in which gateways spell it."""

import pytest

from app.transport.retry import retry_after_s
from app.wire.response import WireResponse

NOW = 1_767_000_000.0


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"retry-after": "7"}, b"", 7.0),
        ({"retry-after": "0.5"}, b"", 0.5),
        ({"retry-after": "Mon, 29 Dec 2025 09:20:30 GMT"}, b"", 30.0),
        ({"retry-after": "Mon, 29 Dec 2025 09:19:00 GMT"}, b"", 0.0),
        ({"retry-after-ms": "1500", "retry-after": "2"}, b"", 1.5),
        ({"x-ratelimit-reset": "12"}, b"", 12.0),
        ({"x-ratelimit-reset": "1767000042"}, b"", 42.0),
        ({"x-ratelimit-reset": "1767000042000"}, b"", 42.0),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6m0s"}, b"", 1.0),
        ({"x-ratelimit-reset-tokens": "1m30s"}, b"", 90.0),
        ({"x-ratelimit-reset-tokens": "250ms"}, b"", 0.25),
        ({}, b'{"error":{"details":[{"retryDelay":"34s"}]}}', 34.0),
        ({}, b'{"retry_after": 3}', 3.0),
        ({}, b'{"retry_after_ms": "2500"}', 2.5),
        ({"retry-after": "soon"}, b"", None),
        ({"retry-after": "-5"}, b"", None),
        ({"retry-after": "nan"}, b"", None),
        ({"retry-after": "inf"}, b"", None),
        ({}, b"", None),
    ],
)
def test_the_wait_is_read(headers: dict[str, str], body: bytes, seconds: float | None) -> None:
    assert retry_after_s(WireResponse(429, headers, body), NOW) == seconds


def test_the_figures_of_a_rate_limit_are_no_wait_where_nothing_was_limited() -> None:
    assert retry_after_s(WireResponse(503, {"x-ratelimit-reset-tokens": "6m0s"}), NOW) is None
