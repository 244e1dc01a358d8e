"""The list beside the conversation: ``python -m tests.benchmarks.conversation_list``."""

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.domain.ids import ConversationId
from tests.benchmarks.fill import fill
from tests.benchmarks.studio_window import StudioWindow, Turns, in_studio
from tests.benchmarks.table import Row, print_table

ROUNDS = 7
CONVERSATIONS = 10_000
LIMIT_MS = 16.0


def rows() -> Iterator[Row]:
    """The longest turn of the window's thread when one of many conversations changes."""
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), (20,), more_rows=CONVERSATIONS)
        yield from in_studio(Path(name), _measure)


async def _measure(studio: StudioWindow) -> list[Row]:
    conversations = studio.session.studio.conversations

    def rename(number: int) -> Awaitable[None]:
        return conversations.rename(ConversationId(f"row-{number}"), f"Renamed {number}")

    def move(number: int) -> Awaitable[None]:
        return conversations.change(ConversationId(f"row-{number}"), updated_at=datetime.now(UTC))

    return [
        Row(f"list of 10,000: longest burst when one {what}", await _burst_ms(change), LIMIT_MS, "ms")
        for what, change in (("is renamed", rename), ("moves up", move))
    ]


async def _burst_ms(change: Callable[[int], Awaitable[None]]) -> float:
    longest = []
    for number in range(ROUNDS):
        with Turns() as turns:
            await change(CONVERSATIONS // 2 + number * 100)
            await asyncio.sleep(0.2)  # until it is painted
        longest.append(max(turns.costs))
    return statistics.median(longest)


if __name__ == "__main__":
    print_table(rows())
