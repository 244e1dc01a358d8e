"""uvicorn's HTTP on a listening socket: connections that a fault can cut, and no signal handlers."""

import asyncio
import os
import socket
import ssl
import struct
from collections.abc import Callable

from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from app.demo.asgi import Application, Receive, Scope, Send

_KEEP_ALIVE_S = 75
_RESET_ON_CLOSE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


class Connection(H11Protocol):
    """One client. The application finds it in the scope, at ``state.connection``."""

    def __init__(self, config: Config, server_state: ServerState) -> None:
        super().__init__(config, server_state, {"connection": self})
        self.work: asyncio.Task[None] | None = None
        self.is_lost = False

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_lost = True
        super().connection_lost(exc)
        if self.work is not None:
            self.work.cancel()

    def close(self) -> None:
        """End it at once, in the middle of whatever is being said."""
        self.transport.abort()

    def reset(self) -> None:
        """End it with a reset, as a crashed proxy does."""
        self.transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE
        )
        self.transport.abort()


class EndsWithConnection:
    """Ends the work on an answer as soon as nobody is there to read it."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection: Connection = scope["state"]["connection"]
        connection.work = asyncio.current_task()
        try:
            await self._application(scope, receive, send)
        except asyncio.CancelledError:
            if not connection.is_lost:
                raise
        finally:
            connection.work = None


async def serve(
    application: Application,
    listener: socket.socket,
    stopping: asyncio.Event,
    ready: Callable[[], None],
    tls: ssl.SSLContext | None = None,
) -> None:
    """Answer on the socket until told to stop; then every connection is closed."""
    config = Config(
        EndsWithConnection(application),
        lifespan="off", ws="none", proxy_headers=False, log_config=None, access_log=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
    )  # fmt: skip
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(config, state), sock=listener, ssl=tls)
    ready()
    await stopping.wait()
    server.close()
    await _close_all(state)


async def _close_all(state: ServerState) -> None:
    """Close every connection, also those just being accepted, and wait until their work has ended."""
    while state.connections or len(asyncio.all_tasks()) > 1:
        for connection in tuple(state.connections):
            if isinstance(connection, Connection):
                connection.close()
        await asyncio.sleep(0)
