"""The program is killed at any moment of a task: it is paid once, and nothing of it is lost."""

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.remote_task import RemoteTask, TaskState
from app.storage.assets import AssetStore
from app.storage.database import Database
from app.storage.remote_tasks import RemoteTaskStore
from tests.services.task_gateway import PICTURE, TaskGateway, task_gateway

TASKS = 8
LIVES = 3
LIFE_S = 0.8
SLOWEST_S = 0.06
chance = random.Random()


@pytest.fixture
async def gateway() -> AsyncIterator[TaskGateway]:
    """A gateway that takes a moment for everything, so that a kill finds something to hit."""
    async with task_gateway() as served:
        served.outputs = 2
        served.words = ["queued", "running", "50%", "SUCCESS"]
        served.delay = lambda: chance.random() * SLOWEST_S
        yield served


async def live(folder: Path, root: str, count: int, kill_after_s: float | None) -> list[str]:
    """One life of the worker, killed after a while; what it said."""
    command = ("-m", "tests.restart.tasks_worker", str(folder), root, str(count))
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    said: list[str] = []
    try:
        async with asyncio.timeout(60):
            while not said or said[-1] != "begun":
                line = await process.stdout.readline()
                assert line, "the worker ended too early"
                said.append(line.decode().strip())
        async with asyncio.timeout(kill_after_s or 60):
            said += (await process.stdout.read()).decode().split("\n")
    except TimeoutError:
        process.kill()
    await process.wait()
    return said


async def killed_in(folder: Path, root: str, state: TaskState) -> None:
    """A life that ends as soon as a task is in a state."""
    command = ("-m", "tests.restart.tasks_worker", str(folder), root, "1")
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while (line := await process.stdout.readline()).decode().strip() != f"is {state}":
            assert line, f"no task was ever {state}"
    process.kill()
    await process.wait()


async def rows(folder: Path) -> tuple[tuple[RemoteTask, ...], int]:
    """What the database holds: the tasks, and how many records of files."""
    database = await Database.open(folder / "data" / "studio.db", folder / "data" / "backups")
    store = RemoteTaskStore(database)
    tasks = await store.get_many(await store.ids())
    assets = len(await AssetStore(database).ids())
    await database.close()
    return tasks, assets


@pytest.mark.parametrize("round_number", range(3))
async def test_whatever_moment_it_is_killed_at_it_pays_once_and_keeps_everything(
    tmp_path: Path, gateway: TaskGateway, round_number: int
) -> None:
    said = await live(tmp_path, gateway.root, TASKS, chance.random() * LIFE_S)
    for _ in range(LIVES - 1):
        await live(tmp_path, gateway.root, 0, chance.random() * LIFE_S)
    last = await live(tmp_path, gateway.root, 0, None)
    assert "done" in last

    tasks, assets = await rows(tmp_path)
    kept = {word.removeprefix("kept ") for word in said if word.startswith("kept ")}
    assert kept == {task.id for task in tasks}
    assert all(count == 1 for count in gateway.paid.values())
    states = {task.state for task in tasks}
    assert states <= {TaskState.DONE, TaskState.UNCONFIRMED}
    done = [task for task in tasks if task.state is TaskState.DONE]
    unconfirmed = [task for task in tasks if task.state is TaskState.UNCONFIRMED]
    assert {task.id for task in done} <= set(gateway.paid)
    assert set(gateway.paid) <= {task.id for task in (*done, *unconfirmed)}

    files = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    finished = [path for path in files if path.suffix == ".png"]
    assert len(finished) == assets == sum(len(task.assets) for task in tasks) == 2 * len(done)
    assert not [path for path in files if path.suffix not in (".png", ".new")]
    assert all(path.read_bytes().startswith(PICTURE[:8]) for path in finished)
    assert all(path.read_bytes().endswith(PICTURE[-12:]) for path in finished)


@pytest.mark.parametrize(
    "state",
    [TaskState.WAITING, TaskState.SUBMITTING, TaskState.QUEUED, TaskState.RUNNING, TaskState.DOWNLOADING],
)
async def test_in_whatever_state_it_is_killed_it_pays_once_and_goes_on(
    tmp_path: Path, gateway: TaskGateway, state: TaskState
) -> None:
    await killed_in(tmp_path, gateway.root, state)
    last = await live(tmp_path, gateway.root, 0, None)
    assert "done" in last
    (task,), assets = await rows(tmp_path)
    assert sum(gateway.paid.values()) <= 1
    # One that was waiting may have begun to be sent before it was killed.
    is_unsure = state in (TaskState.WAITING, TaskState.SUBMITTING)
    assert task.state is TaskState.DONE or (is_unsure and task.state is TaskState.UNCONFIRMED)
    assert assets == (2 if task.state is TaskState.DONE else 0)
