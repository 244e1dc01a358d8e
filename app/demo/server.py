"""The demo gateway on a real loopback socket, in a thread with a plain loop of its own.

Importing this module is cheap: starlette and uvicorn are imported in the thread, when the server starts.
"""

import asyncio
import socket
import ssl
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.demo.charges import Charges
from app.demo.faults import Faults
from app.demo.pace import Pace
from app.demo.recording import OnRequest

if TYPE_CHECKING:
    from app.demo.ledger import Ledger


class DemoServer:
    """Starts and stops the gateway, as often as wanted.

    ``resources`` is the folder with the answers, ``resources/demo``. ``on_request`` is called for each
    request, in the server's thread. With ``tls`` it is an https address.
    """

    def __init__(
        self,
        resources: Path,
        *,
        full_speed: bool = False,
        on_request: OnRequest | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.faults = Faults()
        self.pace = Pace(full_speed=full_speed)
        self.charges = Charges()
        self._resources = resources
        self._on_request = on_request
        self._tls = tls
        self._lock = threading.Lock()
        self._run: _Run | None = None

    @cached_property
    def ledger(self) -> "Ledger":
        """What was charged."""
        from app.demo.ledger import Ledger  # no start needs it

        return Ledger()

    async def start(self) -> str:
        """Serve, unless it serves already.

        Returns:
            ROOT, for example ``http://127.0.0.1:41234``.

        Raises:
            OSError: there is no loopback socket to be had, or the answers are missing.
        """
        with self._lock:
            if self._run is None or self._run.has_ended:
                self._run = _Run(self)
            run = self._run
        return await asyncio.wrap_future(run.root)

    async def stop(self) -> None:
        """Cut what is open and end the thread."""
        with self._lock:
            run, self._run = self._run, None
        if run is not None:
            await run.stop()

    async def _serve(self, listener: socket.socket, stopping: asyncio.Event, root: "Future[str]") -> None:
        from app.demo.connection import serve
        from app.demo.gateway import make_gateway

        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1, "demo-gateway-worker"))
        gateway = await asyncio.to_thread(
            make_gateway,
            self._resources,
            self.pace,
            self.faults,
            self._on_request,
            self.charges,
            self.ledger,
        )
        scheme = "https" if self._tls else "http"
        await serve(
            gateway, listener, stopping, lambda: root.set_result(_root_of(scheme, listener)), self._tls
        )


class _Run:
    """One life of the server's thread."""

    def __init__(self, server: DemoServer) -> None:
        self.root = _promise()
        self._ended = _promise()
        self._server = server
        self._loop = asyncio.SelectorEventLoop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._main, name="demo-gateway", daemon=True)
        self._thread.start()

    @property
    def has_ended(self) -> bool:
        return self._ended.done()

    async def stop(self) -> None:
        with suppress(RuntimeError):  # the loop is closed where the start failed
            self._loop.call_soon_threadsafe(self._stopping.set)
        await asyncio.wrap_future(self._ended)
        self._thread.join()

    def _main(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._life())
        finally:
            self._ended.set_result("")

    async def _life(self) -> None:
        try:
            with socket.create_server(("127.0.0.1", 0)) as listener:
                await self._server._serve(listener, self._stopping, self.root)
        except Exception as error:
            if self.root.done():
                raise
            self.root.set_exception(error)


def _promise() -> "Future[str]":
    """A future that somebody who stops waiting cannot cancel for the others."""
    promise: Future[str] = Future()
    promise.set_running_or_notify_cancel()
    return promise


def _root_of(scheme: str, listener: socket.socket) -> str:
    host, port = listener.getsockname()
    return f"{scheme}://{host}:{port}"
