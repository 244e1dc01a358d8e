"""Days that a person filters by."""

from datetime import date, datetime

from app.ui.library.dates import Span, days_of, range_key, span_of

TODAY = date(2026, 11, 26)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day).astimezone()


def test_no_key_is_any_time() -> None:
    assert span_of("", TODAY) == Span()


def test_today_begins_at_midnight_and_is_open() -> None:
    assert span_of("today", TODAY) == Span(midnight(2026, 11, 26))


def test_seven_days_are_today_and_six_before() -> None:
    assert span_of("week", TODAY) == Span(midnight(2026, 11, 20))


def test_this_month_begins_with_its_first_day() -> None:
    assert span_of("month", TODAY) == Span(midnight(2026, 11, 1))


def test_a_month_ends_where_the_next_begins() -> None:
    assert span_of("2026-12", TODAY) == Span(midnight(2026, 12, 1), midnight(2027, 1, 1))
    assert span_of("2026-02", TODAY) == Span(midnight(2026, 2, 1), midnight(2026, 3, 1))


def test_both_ends_of_a_range_are_in_it_whichever_comes_first() -> None:
    key = range_key(date(2026, 11, 5), date(2026, 11, 3))
    assert days_of(key) == (date(2026, 11, 3), date(2026, 11, 5))
    assert span_of(key, TODAY) == Span(midnight(2026, 11, 3), midnight(2026, 11, 6))
