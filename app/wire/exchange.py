"""One request with its answer, as the inspector shows it: times, headers and bodies, every secret masked."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ExchangeTimes:
    """Milliseconds from the moment of sending; None for what did not happen."""

    connected_ms: float | None = None
    first_byte_ms: float | None = None
    total_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What went out and what came back. Bodies are cut to a few hundred kilobytes."""

    id: str
    profile_id: str
    started_at: datetime
    method: str
    url: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: str
    status: int | None = None
    response_headers: tuple[tuple[str, str], ...] = ()
    response_body: str = ""
    times: ExchangeTimes = ExchangeTimes()
    http_version: str = ""
    error: str = ""
