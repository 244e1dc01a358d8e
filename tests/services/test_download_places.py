"""Results are fetched a few at a time; what dies first goes first, and what is slow holds up nobody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from app.services.jobs.download_places import DownloadPlaces
from app.services.jobs.task_clock import TaskClock
from app.services.supervisor import Supervisor
from tests.services.workshop import FastClock

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    """Owns what runs."""
    owner = Supervisor()
    yield owner
    await owner.close()


class Download:
    """Holds a place until it is told to end."""

    def __init__(
        self, places: DownloadPlaces, name: str, expires_at: datetime | None, log: list[str]
    ) -> None:
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()
        self._log = log
        self.work = asyncio.ensure_future(self._run(places, name, expires_at))

    async def _run(self, places: DownloadPlaces, name: str, expires_at: datetime | None) -> None:
        async with places.one(expires_at):
            self._log.append(name)
            self.begun.set()
            await self.may_end.wait()

    async def end(self) -> None:
        """Have it end."""
        self.may_end.set()
        await self.work


async def test_links_that_die_first_are_fetched_first(supervisor: Supervisor) -> None:
    places, log = DownloadPlaces(supervisor, TaskClock(), at_once=1), list[str]()
    first = Download(places, "first", None, log)
    await first.begun.wait()
    later = [
        Download(places, "for ever", None, log),
        Download(places, "tonight", NOON + timedelta(hours=8), log),
        Download(places, "in a minute", NOON + timedelta(minutes=1), log),
    ]
    await asyncio.sleep(0)
    for download in (first, *reversed(later)):
        await download.end()
    assert log == ["first", "in a minute", "tonight", "for ever"]


async def test_one_that_takes_long_gives_its_place_away_once(supervisor: Supervisor) -> None:
    places, log = DownloadPlaces(supervisor, FastClock(1000.0), at_once=1), list[str]()
    slow = Download(places, "slow", None, log)
    second = Download(places, "second", None, log)
    await second.begun.wait()
    assert not slow.work.done()
    await slow.end()
    third = Download(places, "third", None, log)
    await asyncio.sleep(0)
    assert not third.begun.is_set()
    await second.end()
    await third.end()


async def test_who_stops_waiting_takes_no_place_from_others(supervisor: Supervisor) -> None:
    places, log = DownloadPlaces(supervisor, TaskClock(), at_once=1), list[str]()
    first = Download(places, "first", None, log)
    await first.begun.wait()
    leaving = [Download(places, f"leaving {number}", NOON, log) for number in range(2)]
    last = Download(places, "last", None, log)
    await asyncio.sleep(0)
    leaving[0].work.cancel()
    first.may_end.set()
    await asyncio.sleep(0)
    leaving[1].work.cancel()
    await last.end()
    assert log[0] == "first"
    assert log[-1] == "last"
    assert all(one.work.cancelled() for one in leaving)
