"""A raw gateway, the transport under test, and a key that nobody may ever see again."""

from collections.abc import AsyncIterator

import pytest

from app.domain.profile import Timeouts
from app.transport.http import HttpTransport
from app.transport.limits import Limits
from app.transport.retry import RetryPolicy
from app.wire.destination import Destination
from app.wire.exchange import Exchange
from tests.transport.raw_gateway import RawGateway, serving

CANARY = "sk-canary-4f9d1c7e2b8a6053f00d"


class Waits(list[float]):
    """The pauses that the transport wanted to make; none is really made."""

    async def sleep(self, seconds: float) -> None:
        """Note the pause."""
        self.append(seconds)


@pytest.fixture
async def gateway() -> AsyncIterator[RawGateway]:
    """A gateway that answers as the test dictates."""
    async with serving() as raw:
        yield raw


@pytest.fixture
def exchanges() -> list[Exchange]:
    """What the transport recorded."""
    return []


@pytest.fixture
def waits() -> Waits:
    """The pauses before further attempts."""
    return Waits()


@pytest.fixture
async def transport(exchanges: list[Exchange], waits: Waits) -> AsyncIterator[HttpTransport]:
    """The transport with small limits, so that a test can reach them."""
    transport = HttpTransport(
        exchanges.append,
        user_agent="relay-studio/test",
        retries=RetryPolicy(sleep=waits.sleep, clock=lambda: 1_767_000_000.0, chance=lambda: 0.5),
        limits=Limits(
            body_bytes=8_000_000,
            line_bytes=1_000_000,
            expansion_free_bytes=1_000_000,
            linger_s=0.2,
            private_hosts=True,
        ),
    )
    yield transport
    await transport.close()


@pytest.fixture
def destination(gateway: RawGateway) -> Destination:
    """The raw gateway as a profile calls it."""
    return Destination(gateway.root, CANARY, "profile-1")


@pytest.fixture
def hurried(gateway: RawGateway) -> Destination:
    """The same with very little patience."""
    return Destination(gateway.root, CANARY, "profile-1", timeouts=Timeouts(0.15, 0.15, 0.15))
