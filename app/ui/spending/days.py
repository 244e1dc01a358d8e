"""From sums by days to bars without holes."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.domain.spending import DayRange, SpendingSum
from app.ui.spending.chart import Bar

HOURS = 24
MOST_DAYS = 92
"""A longer range is shown by months."""


def bars_of(
    sums: Sequence[SpendingSum],
    days: DayRange,
    value: Callable[[SpendingSum], Decimal],
    words: Callable[[Decimal], str],
) -> list[Bar]:
    """One bar for each day, or each month of a long range; days without an entry have an empty one."""
    if not sums and (days.first is None or days.last is None):
        return []
    first = days.first or date.fromisoformat(sums[0].key)
    last = days.last or max(date.fromisoformat(sums[-1].key), first)
    by_month = (last - first).days >= MOST_DAYS
    amounts = dict.fromkeys(_slots(first, last, by_month), Decimal(0))
    for one in sums:
        slot = one.key[:7] if by_month else one.key
        amounts[slot] = amounts.get(slot, Decimal(0)) + value(one)
    return [Bar(_label(slot), amount, f"{slot}: {words(amount)}") for slot, amount in sorted(amounts.items())]


def hour_bars(
    sums: Sequence[SpendingSum], value: Callable[[SpendingSum], Decimal], words: Callable[[Decimal], str]
) -> list[Bar]:
    """One bar for each hour of a day."""
    amounts = {one.key: value(one) for one in sums}
    hours = [f"{hour:02}" for hour in range(HOURS)]
    found = [(hour, amounts.get(hour, Decimal(0))) for hour in hours]
    return [Bar(hour, amount, f"{hour}:00–{hour}:59: {words(amount)}") for hour, amount in found]


def _slots(first: date, last: date, by_month: bool) -> list[str]:
    days = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    return list(dict.fromkeys(day[:7] for day in days)) if by_month else days


def _label(slot: str) -> str:
    """``2026-11`` for a month, ``11-26`` for a day."""
    return slot if len(slot) == 7 else slot[5:]
