"""One limit for many waits: only silence counts, and a stop by a person stays a stop."""

import asyncio

import pytest

from app.transport.patience import Patience

MOMENT_S = 0.05


@pytest.fixture
async def patience() -> Patience:
    """A limit that nobody has used yet."""
    return Patience()


async def test_silence_runs_out_at_every_wait(patience: Patience) -> None:
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await _wait(patience, MOMENT_S)


async def test_many_short_waits_may_last_longer_than_the_limit(patience: Patience) -> None:
    for _ in range(10):
        with patience.of(4 * MOMENT_S):
            await asyncio.sleep(MOMENT_S)
    patience.end()


async def test_time_between_the_waits_does_not_count(patience: Patience) -> None:
    with patience.of(MOMENT_S):
        await asyncio.sleep(0)
    await asyncio.sleep(3 * MOMENT_S)
    with pytest.raises(TimeoutError):
        await _wait(patience, MOMENT_S)


async def test_a_shorter_limit_after_a_longer_one_counts(patience: Patience) -> None:
    with patience.of(3600):
        await asyncio.sleep(0)
    with pytest.raises(TimeoutError):
        await _wait(patience, MOMENT_S)


async def test_a_stop_from_outside_stays_one(patience: Patience) -> None:
    reading = asyncio.ensure_future(_wait(patience, 3600))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    patience.end()


async def test_a_limit_around_it_may_be_shorter(patience: Patience) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(_wait(patience, 3600), MOMENT_S)
    with pytest.raises(TimeoutError):
        await _wait(patience, MOMENT_S)


async def _wait(patience: Patience, seconds: float) -> None:
    with patience.of(seconds):
        await asyncio.Event().wait()
