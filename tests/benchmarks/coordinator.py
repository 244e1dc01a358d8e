"""What a thousand running tasks cost while nothing is due, and what many rows cost to look through."""

import asyncio
import resource
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.generation import TaskHandle
from app.domain.ids import AssetId, ProfileId, TaskId
from app.domain.library import AssetFilter, TaskFilter
from app.domain.media import Asset, MediaKind, Provenance
from app.domain.remote_task import RemoteTask, TaskState
from app.storage.assets import AssetStore
from app.storage.remote_tasks import RemoteTaskStore
from tests.benchmarks.table import Row, print_table
from tests.services.task_gateway import TaskGateway, task_gateway
from tests.services.workshop import Workshop

RUNNING = 1_000
BOARD = 10_000
ASSETS = 100_000
QUIET_S = 5.0
WATCHED_S = 20.0
ROUNDS = 5


def rows() -> Iterator[Row]:
    """CPU time of the whole process, and times as the one who asks sees them."""
    with tempfile.TemporaryDirectory() as name:
        yield from asyncio.run(_measure(Path(name)))


async def _measure(folder: Path) -> list[Row]:
    async with task_gateway() as gateway:
        gateway.words = ["running"]
        await _fill(folder, gateway)
        workshop = await Workshop.open(folder, gateway.root, speed=1.0)
        store = RemoteTaskStore(workshop.database)
        try:
            polling = await _share(WATCHED_S)
            quiet = await _quiet_share(workshop)
            board = await _median_ms(lambda: _page_of_board(store))
            library = AssetStore(workshop.database)
            rare = await _median_ms(lambda: _page_of_library(library, "第77只狐狸"))
            common = await _median_ms(lambda: _page_of_library(library, "狐狸 snow"))
        finally:
            await workshop.close()
    return [
        Row(f"coordinator: CPU with {RUNNING:,} running tasks, nothing due", quiet, 1.0, "%"),
        Row(f"coordinator: CPU with {RUNNING:,} running tasks, asked at the host's pace", polling, 5.0, "%"),
        Row(f"board: filter {BOARD:,} tasks, read the first fifty", board, 50.0, "ms"),
        Row(f"library: filter {ASSETS:,} files by rare words, read the first fifty", rare, 100.0, "ms"),
        Row(f"library: filter {ASSETS:,} files by words of all, read the first fifty", common, 500.0, "ms"),
    ]


async def _fill(folder: Path, gateway: TaskGateway) -> None:
    """Data of an earlier life: tasks that run, many that are done, and their files."""
    workshop = await Workshop.open(folder, gateway.root, speed=1.0)
    now = datetime.now(UTC)
    pattern = RemoteTask(
        TaskId(""), ProfileId("profile-1"), "Gateway", "plain.task", "plain-tasks", "", "plain-1", "", "",
        gateway.root, TaskState.RUNNING, now, typical_s=60.0, key_id=workshop.profile.keys[0].id,
        key_hint=workshop.profile.keys[0].hint, traits=workshop.profile.traits,
    )  # fmt: skip
    store = RemoteTaskStore(workshop.database)
    running = [
        replace(pattern, id=TaskId(f"r{n}"), handle=TaskHandle(f"t{n}"), submitted_at=now)
        for n in range(RUNNING)
    ]
    done = [
        replace(
            pattern, id=TaskId(f"d{n}"), state=TaskState.DONE, prompt=f"第{n}只狐狸 in the snow", request="{}"
        )
        for n in range(BOARD)
    ]
    await store.save(*running, *done)
    assets = AssetStore(workshop.database)
    for start in range(0, ASSETS, 5_000):
        await assets.save(*(_asset(n, now) for n in range(start, start + 5_000)))
    await workshop.close()


def _asset(number: int, now: datetime) -> Asset:
    record = Provenance(model="plain-1", prompt=f"第{number}只狐狸 in the snow")
    when = now - timedelta(minutes=number)
    path = f"/pictures/2026-11/{number}.png"
    return Asset(AssetId(f"a{number}"), MediaKind.PICTURE, "image/png", path, number, when, provenance=record)


async def _quiet_share(workshop: Workshop) -> float:
    """With every task due later than we look."""
    later = datetime.now(UTC) + timedelta(hours=1)
    tasks = [replace(task, next_poll_at=later) for task in workshop.tasks.running]
    for task in tasks:
        await workshop.services.tasks._board.save(task)
    workshop.services.tasks._poller.schedule(*tasks)
    await asyncio.sleep(1.0)
    return await _share(QUIET_S)


async def _share(seconds: float) -> float:
    """CPU time of the process in percent of the time that passes."""
    before, began = _cpu_s(), time.perf_counter()
    await asyncio.sleep(seconds)
    return 100 * (_cpu_s() - before) / (time.perf_counter() - began)


def _cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def _page_of_board(store: RemoteTaskStore) -> None:
    ids = await store.ids(TaskFilter(text="狐狸", states=frozenset({TaskState.DONE})))
    await store.get_many(ids[:50])


async def _page_of_library(store: AssetStore, text: str) -> None:
    ids = await store.ids(AssetFilter(text=text))
    await store.get_many(ids[:50])


async def _median_ms(work: Callable[[], Awaitable[None]]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    print_table(rows())
