"""Spans of days that a person filters by, as the moments at which they begin and end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

TODAY = "today"
WEEK = "week"
MONTH = "month"
SPANS = (TODAY, WEEK, MONTH)
_RANGE = ".."


@dataclass(frozen=True, slots=True)
class Span:
    """From ``since`` on, before ``until``; None where it is open."""

    since: datetime | None = None
    until: datetime | None = None


def span_of(key: str, today: date) -> Span:
    """The span that a key names: one of ``SPANS``, a month as ``2026-11``, or two days as ``range_key``."""
    if not key:
        return Span()
    if key == TODAY:
        return Span(_midnight(today))
    if key == WEEK:
        return Span(_midnight(today - timedelta(days=6)))
    if key == MONTH:
        return Span(_midnight(today.replace(day=1)))
    if _RANGE in key:
        first, last = days_of(key)
        return Span(_midnight(first), _midnight(last + timedelta(days=1)))
    first = date.fromisoformat(f"{key}-01")
    return Span(_midnight(first), _midnight((first + timedelta(days=31)).replace(day=1)))


def range_key(first: date, last: date) -> str:
    """Two days, both included, in either order."""
    return f"{min(first, last).isoformat()}{_RANGE}{max(first, last).isoformat()}"


def days_of(key: str) -> tuple[date, date]:
    """The days of a range."""
    first, _, last = key.partition(_RANGE)
    return date.fromisoformat(first), date.fromisoformat(last)


def _midnight(day: date) -> datetime:
    """When a day begins here."""
    return datetime(day.year, day.month, day.day).astimezone()  # local time becomes aware
