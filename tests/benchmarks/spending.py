"""Sums over what was spent: ``python -m tests.benchmarks.spending [COUNT]``."""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.domain.ids import ConversationId, ProfileId
from app.domain.price import Cost
from app.domain.spending import DayRange, Spending, SpendingGroup, SpendingKind
from app.domain.usage import TokenUsage
from app.storage.database import Database
from app.storage.spending import SpendingStore
from tests.benchmarks.table import Row, print_table

FEW, MANY = 100_000, 1_000_000
LIMIT_MS = 200.0
ROUNDS = 5
BATCH = 20_000
DAYS = 1_000
CONVERSATION_SIZE = 20
TODAY = date(2026, 11, 26)
START = datetime(2024, 3, 2, tzinfo=UTC)


def rows(count: int = FEW) -> Iterator[Row]:
    """How long each sum takes."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measure(Path(folder), count))


def full_rows() -> Iterator[Row]:
    """The same over a million entries, which take a minute to write."""
    return rows(MANY)


async def _measure(folder: Path, count: int) -> list[Row]:
    (folder / "backups").mkdir()
    database = await Database.open(folder / "studio.db", folder / "backups")
    store = SpendingStore(database)
    source = _entries(count)
    for _ in range(0, count, BATCH):
        await store.enter(*(entry for entry, _ in zip(source, range(BATCH), strict=False)))
    found = []
    for name, days in (("of all", DayRange()), ("of 30 days", DayRange.newest(30, TODAY))):
        for group in SpendingGroup:
            taken = [await _time(store, group, days) for _ in range(ROUNDS)]
            bar = f"spending {name} {count:,} entries by {group.value}"
            found.append(Row(bar, statistics.median(taken), LIMIT_MS, "ms"))
    await database.close()
    return found


async def _time(store: SpendingStore, group: SpendingGroup, days: DayRange) -> float:
    began = time.perf_counter()
    await store.sums(group, days)
    return (time.perf_counter() - began) * 1000


def _entries(count: int) -> Iterator[Spending]:
    """Spread over three years, five providers, twenty models and two units."""
    chance = random.Random(1)
    for number in range(count):
        unit = chance.choice("$¥")
        yield Spending(
            id=f"m{number}",
            at=START + timedelta(days=DAYS) * (number / count),
            kind=SpendingKind.MESSAGE if chance.random() < 0.9 else SpendingKind.IMAGE,
            profile_id=ProfileId(f"p{chance.randrange(5)}"),
            profile_name="Provider",
            model=f"model-{chance.randrange(20)}",
            conversation_id=ConversationId(f"c{number // CONVERSATION_SIZE}"),
            usage=TokenUsage(chance.randrange(9000), chance.randrange(2000)),
            cost=Cost(Decimal(chance.randrange(100_000)) / 1_000_000, unit),
        )


if __name__ == "__main__":
    print_table(rows(int(sys.argv[1]) if len(sys.argv) > 1 else FEW))
