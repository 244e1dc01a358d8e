"""Studios for tests of the services, and a little gateway of tasks with a coordinator that calls it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.task_gateway import TaskGateway, task_gateway
from tests.services.workshop import FastClock, Workshop
from tests.studio import add_gateway, open_at

HOW_FAST = 60.0


@pytest.fixture
async def hurried(tmp_path: Path, gateway: Gateway, request: pytest.FixtureRequest) -> AsyncIterator[Studio]:
    """Services on an empty data folder, whose tasks live in a time that runs sixty times faster."""
    opened = await open_at(tmp_path, FastClock(getattr(request, "param", HOW_FAST)))
    await add_gateway(opened.studio, gateway)
    yield opened.studio
    await opened.close()


@pytest.fixture
async def tasks() -> AsyncIterator[TaskGateway]:
    """A gateway of tasks without faults, which nobody may pay twice."""
    async with task_gateway() as served:
        yield served
        assert all(count == 1 for count in served.paid.values()), "something was paid twice"


@pytest.fixture
async def workshop(tmp_path: Path, tasks: TaskGateway) -> AsyncIterator[Workshop]:
    """A coordinator that calls it."""
    opened = await Workshop.open(tmp_path, tasks.root)
    yield opened
    await opened.close()
