"""Faults on demand: the switches. The faults themselves are in wire_faults and answer_faults.

A fault stands between the gateway and the wire as an ASGI layer of its own. It relies on the gateway sending
one event per body message.
"""

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from app.demo.asgi import Application, Message, Receive, Scope, Send

CHAT = "/v1/chat/completions"


class Fault(Protocol):
    """Answers in place of the application, or spoils what the application answers."""

    async def __call__(
        self, application: Application, scope: Scope, receive: Receive, send: Send
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class _Pending:
    fault: Fault
    times: int | None


class Faults:
    """The switches. They may be set from any thread; each path has its own queue of faults."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: dict[str, deque[_Pending]] = {}

    def set(self, fault: Fault, path: str = CHAT, times: int | None = 1) -> None:
        """Let the next requests to this path meet the fault, after those that were set before.

        ``times`` says how many; None means until it is cleared.
        """
        with self._lock:
            self._pending.setdefault(path, deque()).append(_Pending(fault, times))

    def clear(self) -> None:
        """Everything works again."""
        with self._lock:
            self._pending.clear()

    def take(self, path: str) -> Fault | None:
        """The fault that a request to this path meets now."""
        with self._lock:
            queue = self._pending.get(path)
            if not queue:
                return None
            first = queue[0]
            if first.times is not None:
                queue[0] = replace(first, times=first.times - 1)
                if first.times <= 1:
                    queue.popleft()
            return first.fault


class FaultInjector:
    """Puts the fault that is due in front of the application."""

    def __init__(self, application: Application, faults: Faults) -> None:
        self._application = application
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = self._faults.take(scope["path"])
        if fault is None:
            await self._application(scope, receive, send)
        else:
            await fault(self._application, scope, receive, send)


async def send_whole(
    send: Send, status: int, content_type: str, body: bytes, headers: Mapping[str, str] | None = None
) -> None:
    """Send a whole answer."""
    length = str(len(body))
    await send(start_of(status, {"content-type": content_type, "content-length": length, **(headers or {})}))
    await send({"type": "http.response.body", "body": body})


def start_of(status: int, headers: Mapping[str, str]) -> Message:
    """The message that opens an answer."""
    rows = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": rows}
