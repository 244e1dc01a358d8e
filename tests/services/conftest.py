"""Studios for tests of the services."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.studio import add_gateway, open_at

HOW_FAST = 60.0


@pytest.fixture
async def hurried(tmp_path: Path, gateway: Gateway) -> AsyncIterator[Studio]:
    """Services on an empty data folder, whose tasks live in a time that runs sixty times faster."""
    opened = await open_at(tmp_path, FastClock(HOW_FAST))
    await add_gateway(opened.studio, gateway)
    yield opened.studio
    await opened.close()
