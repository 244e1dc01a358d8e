"""The studio is killed while it makes films: each is paid once, goes on, and is whole in the end."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.remote_task import RemoteTask, TaskState
from app.storage.database import Database
from app.storage.mp4 import is_whole
from app.storage.remote_tasks import RemoteTaskStore
from tests.services.film_gateway import FILM, FilmGateway, film_gateway
from tests.transport.raw_gateway import Connection

WORKER = "tests.restart.films_worker"
LARGE = FILM + (2_000_008).to_bytes(4, "big") + b"free" + bytes(2_000_000)
SLOWLY = 20
"""In how many pieces a film comes, so that a kill finds one on its way."""


@pytest.fixture
async def films() -> AsyncIterator[FilmGateway]:
    """A gateway whose orders and downloads take a moment."""
    async with film_gateway() as served:
        served.files = dict.fromkeys((f"video_{number}" for number in range(1, 9)), LARGE)
        served.piece_s = 0.02
        served.pieces = SLOWLY
        yield served


async def live(folder: Path, root: str, count: int, until: str = "done") -> None:
    """One life of the worker, killed as soon as it says a word."""
    command = ("-m", WORKER, str(folder), root, str(count))
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            while (line := await process.stdout.readline()).decode().strip() != until:
                assert line, f"it never said «{until}»"
    finally:
        if until != "done":
            process.kill()
        await process.wait()


async def tasks_in(folder: Path) -> tuple[RemoteTask, ...]:
    """What the database holds."""
    database = await Database.open(folder / "data" / "studio.db", folder / "data" / "backups")
    store = RemoteTaskStore(database)
    tasks = await store.get_many(await store.ids())
    await database.close()
    return tasks


def films_in(folder: Path) -> list[Path]:
    """Every film under a final name."""
    return sorted((folder / "media").rglob("*.mp4"))


@pytest.mark.parametrize(
    "state", [TaskState.SUBMITTING, TaskState.QUEUED, TaskState.RUNNING, TaskState.DOWNLOADING]
)
async def test_in_whatever_state_it_is_killed_a_film_is_paid_once_and_whole_in_the_end(
    tmp_path: Path, films: FilmGateway, state: TaskState
) -> None:
    await live(tmp_path, films.root, 2, f"is {state}")
    assert all(is_whole(path) for path in films_in(tmp_path))
    await live(tmp_path, films.root, 0)
    tasks = await tasks_in(tmp_path)
    assert len(tasks) == 2
    assert all(count == 1 for count in films.paid.values())
    states = {task.state for task in tasks}
    assert states <= {TaskState.DONE, TaskState.UNCONFIRMED}
    assert len(films.paid) == 2 or state is TaskState.SUBMITTING
    done = [task for task in tasks if task.state is TaskState.DONE]
    assert len(films_in(tmp_path)) == sum(len(task.assets) for task in done) == len(done)
    assert all(is_whole(path) for path in films_in(tmp_path))
    if state in (TaskState.RUNNING, TaskState.DOWNLOADING):
        assert done


async def test_a_download_goes_on_where_the_kill_cut_it(tmp_path: Path, films: FilmGateway) -> None:
    async def half(connection: Connection) -> None:
        await connection.begin(200, {"Content-Type": "video/mp4", "Content-Length": str(len(LARGE))})
        await connection.send(LARGE[:1_500_000])
        await connection.closed_by_peer()

    films.downloads = [half]
    await live_until_bytes_are_kept(tmp_path, films)
    await live(tmp_path, films.root, 0)
    (path,) = films_in(tmp_path)
    assert is_whole(path)
    assert films.ranges[0] == ""
    assert films.ranges[1].startswith("bytes=")
    assert films.paid == {"film 0": 1}


async def live_until_bytes_are_kept(folder: Path, films: FilmGateway) -> None:
    """A life that ends when a part of the film lies on the disk."""
    command = ("-m", WORKER, str(folder), films.root, "1")
    process = await asyncio.create_subprocess_exec(sys.executable, *command)
    async with asyncio.timeout(60):
        while not _kept(folder):  # noqa: ASYNC110  # the disk tells of nothing
            await asyncio.sleep(0.02)
    process.kill()
    await process.wait()


def _kept(folder: Path) -> bool:
    return any(path.stat().st_size > 1_000_000 for path in folder.rglob("*.part") if path.is_file())
