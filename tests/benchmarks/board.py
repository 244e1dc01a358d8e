"""The board of jobs with 10,000 of them, 1,000 of which run: ``python -m tests.benchmarks.board``."""

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from PySide6.QtTest import QTest

from app.domain.card import MediaFamily
from app.domain.generation import TaskHandle
from app.domain.ids import ProfileId, TaskId
from app.domain.remote_task import RemoteTask, TaskState
from app.services.events import TaskChanged
from app.storage.database import Database
from app.storage.places import find_places
from app.storage.remote_tasks import RemoteTaskStore
from app.ui.videos.job_groups import Group
from app.ui.videos.page import VideosPage
from tests.benchmarks.fill import START, fill
from tests.benchmarks.studio_window import StudioWindow, Turns, in_studio, until
from tests.benchmarks.table import Row, print_table

JOBS = 10_000
RUNNING = 1_000
ROUNDS = 5
LIMIT_MS = 16.0
START_S = 3.0
WORDS = (
    "a fox in the snow",
    "一只红色的狐狸",
    "harbour at night",
    "纸船顺水漂流",
    "an old sailor",
    "glass city",
)
MODELS = ("sora-2", "veo3.1-fast", "kling-v2-5-turbo")


def rows() -> Iterator[Row]:
    """The longest turn of the window's thread while a person does something."""
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), (20,))
        with ProcessPoolExecutor(1, get_context("spawn")) as processes:
            processes.submit(_make, Path(name)).result()
        for what, figure in in_studio(Path(name), _measure).items():
            yield Row(f"board of 10,000: longest burst, {what}", figure, LIMIT_MS, "ms")


async def _measure(studio: StudioWindow) -> dict[str, float]:
    window = studio.session.window
    await asyncio.sleep(START_S)
    page = window.show_page("videos")
    assert isinstance(page, VideosPage)
    await _settled(page)
    board, bar = page.board, page.board.view.verticalScrollBar()

    async def scroll(number: int) -> None:
        for step in range(40):
            bar.setValue((number * 40 + step) * 120)
            await asyncio.sleep(0.01)

    async def jump(number: int) -> None:
        bar.setValue(bar.maximum() * (number + 1) // (ROUNDS + 2))

    async def look_for(number: int) -> None:
        board.filter.search.clear()
        QTest.keyClicks(board.filter.search, ("fox", "sailor", "glass", "1234", "harbour")[number])

    async def show_all(number: int) -> None:
        board.filter.show_group(Group.DONE)
        await _settled(page)
        board.filter.clear()

    async def group(number: int) -> None:
        board.filter.group_by_state(grouped=number % 2 == 0)

    async def progress(number: int) -> None:
        """Every running job has something new to say at once."""
        hub = studio.session.studio.hub
        for task in studio.session.studio.tasks.running:
            hub.publish(TaskChanged(replace(task, progress_percent=float(number * 10))))

    acts = {
        "scrolled": scroll,
        "scrolled far": jump,
        "searched": look_for,
        "filtered and not": show_all,
        "grouped": group,
        "1,000 told of progress": progress,
    }
    return {what: await _burst_ms(page, act) for what, act in acts.items()}


async def _burst_ms(page: VideosPage, act: Callable[[int], Awaitable[None]]) -> float:
    longest = []
    for number in range(ROUNDS):
        with Turns() as turns:
            await act(number)
            await _settled(page)
        longest.append(max(turns.costs))
    return statistics.median(longest)


async def _settled(page: VideosPage) -> None:
    """Until the jobs are listed, and what is in sight is painted."""
    await asyncio.sleep(0.3)
    await until(lambda: page.board.jobs.is_read)
    await asyncio.sleep(0.7)


def _make(folder: Path) -> None:
    asyncio.run(_save(folder, [_job(number) for number in range(JOBS)]))


def _job(number: int) -> RemoteTask:
    runs = number % (JOBS // RUNNING) == 0
    ordered = START + timedelta(minutes=number)
    return RemoteTask(
        id=TaskId(f"{number:032x}"),
        profile_id=ProfileId("gone"),
        profile_name="Gateway",
        card_id="sora-2",
        protocol="films",
        action="create",
        model=MODELS[number % 3],
        prompt=f"{WORDS[number % 6]}, {number}",
        request="",
        root="https://api.example.com",
        state=TaskState.RUNNING if runs else (TaskState.DONE, TaskState.FAILED)[number % 7 == 0],
        created_at=ordered,
        submitted_at=ordered,
        finished_at=None if runs else ordered + timedelta(minutes=2),
        handle=TaskHandle(f"task_{number}"),
        next_poll_at=datetime.now(UTC) + timedelta(hours=1) if runs else None,
        page=MediaFamily.VIDEO,
        typical_s=120.0,
    )


async def _save(folder: Path, jobs: list[RemoteTask]) -> None:
    places = find_places(folder, folder / "media")
    database = await Database.open(places.database, places.backups)
    store = RemoteTaskStore(database)
    for start in range(0, len(jobs), 2_000):
        await store.save(*jobs[start : start + 2_000])
    await database.close()


if __name__ == "__main__":
    print_table(rows())
