"""The demo gateway for tests: started once, real HTTP on loopback, at full speed, faults on demand."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.demo.faults import Faults
from app.demo.recording import RecordedRequest
from app.demo.server import DemoServer

DEMO_RESOURCES = Path(__file__).parent.parent / "resources" / "demo"
KEY = "sk-demo"


class Gateway:
    """A running gateway, as a test sees it."""

    key = KEY

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[RecordedRequest] = []
        self.server = DemoServer(DEMO_RESOURCES, full_speed=True, on_request=self._record)
        self.root = ""

    @property
    def faults(self) -> Faults:
        """What goes wrong next; cleared before each test."""
        return self.server.faults

    @property
    def requests(self) -> list[RecordedRequest]:
        """Everything that was asked since the test began."""
        with self._lock:
            return list(self._requests)

    def charges(self, prompt: str) -> int:
        """How often a film of these words was begun and paid since the test began."""
        return self.server.charges.count(prompt)

    def asked(self, path: str) -> list[RecordedRequest]:
        """What was asked of one path."""
        return [request for request in self.requests if request.path == path]

    def forget(self) -> None:
        """Start anew: no faults, nothing asked, full speed."""
        self.faults.clear()
        self.server.charges.clear()
        self.server.ledger.clear()
        self.server.pace.full_speed = True
        with self._lock:
            self._requests.clear()

    def _record(self, request: RecordedRequest) -> None:
        with self._lock:
            self._requests.append(request)


@pytest.fixture(scope="session")
def running_gateway() -> Iterator[Gateway]:
    """The one server of the session."""
    gateway = Gateway()
    with ThreadPoolExecutor(1) as elsewhere:
        gateway.root = elsewhere.submit(asyncio.run, gateway.server.start()).result()
        yield gateway
        elsewhere.submit(asyncio.run, gateway.server.stop()).result()


@pytest.fixture
def gateway(running_gateway: Gateway) -> Gateway:
    """A gateway without faults and with an empty request log."""
    running_gateway.forget()
    return running_gateway
