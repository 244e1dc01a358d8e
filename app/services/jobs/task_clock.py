"""Time as the coordinator of tasks lives in it; tests live faster."""

import asyncio
import time
from datetime import UTC, datetime


class TaskClock:
    """The system's own time."""

    def now(self) -> datetime:
        """The present moment in UTC, which jumps while the computer sleeps."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        """Wait until something happens, or until so many seconds are over; without them nothing ticks."""
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return
