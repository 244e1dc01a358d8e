"""How fast the demo models speak."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

Item = TypeVar("Item")


class Pace:
    """Spreads a stream over time as a model would, or not at all. May be switched while a stream runs."""

    def __init__(self, *, full_speed: bool = False) -> None:
        self.full_speed = full_speed

    async def spread(self, items: Iterable[Item], per_second: float) -> AsyncIterator[Item]:
        """Give the items one by one at a steady rate; a rate of 0 means without waiting."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        for item in items:
            yield item
            if self.full_speed or not per_second:
                due = loop.time()
                await asyncio.sleep(0)
                continue
            due += 1 / per_second
            await asyncio.sleep(max(0.0, due - loop.time()))

    async def think(self, tokens: int, per_second: float, limit_s: float = 2.0) -> None:
        """Wait as long as an answer of so many tokens takes, but not for ever."""
        if not self.full_speed and per_second:
            await asyncio.sleep(min(limit_s, tokens / per_second))
