"""The time and fresh ids, in one place, so that nothing below the services needs either."""

import time
import uuid
from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def elapsed_ms(since: float) -> float:
    """Milliseconds since a reading of ``stopwatch``."""
    return (time.perf_counter() - since) * 1000


def stopwatch() -> float:
    """A reading to measure from."""
    return time.perf_counter()


def new_id() -> str:
    """A fresh opaque id that sorts by the time it was made."""
    return f"{time.time_ns() // 1_000_000:011x}{uuid.uuid4().hex[:15]}"
