"""Reading and writing of large bodies away from the event loop: no window stands still for a picture."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

LARGE_BYTES = 256 * 1024
"""Below it a thread would cost more than it spares."""


async def computed(work: Callable[[], Result], size_bytes: int) -> Result:
    """What ``work`` gives, in a thread where so many bytes would hold up everybody else."""
    return await asyncio.to_thread(work) if size_bytes > LARGE_BYTES else work()
