"""What every test of the demo gateway stands on."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail where the gateway complains: faults and refusals are its business, not its failures."""
    yield
    complaints = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert not complaints
