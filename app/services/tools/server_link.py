"""One server of tools: started when first used, kept open, started again when it died."""

import asyncio
from collections.abc import Callable, Mapping
from enum import StrEnum

from app.domain.errors import ErrorKind, NetworkError, StudioError
from app.domain.tool_server import ServerKind, ToolServer
from app.services.tools.output import Output
from app.storage.secrets import Secrets
from app.transport.tool_servers.connection import ToolConnection
from app.transport.tool_servers.target import Address, Program, ServerTool, Target
from app.transport.tool_servers.thread import ToolThread


class LinkState(StrEnum):
    """How a server stands."""

    RESTING = "resting"
    """Nobody needed it yet, or not since it ended."""
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"


class ServerLink:
    """What is known of a server, and the way to it.

    Args:
        changed: called when its state or its tools are others.
    """

    def __init__(
        self, server: ToolServer, secrets: Secrets, thread: ToolThread, changed: Callable[[], None]
    ) -> None:
        self.server = server
        self.known_tools: tuple[ServerTool, ...] | None = None
        """As they were listed last; None when they never were."""
        self.error: StudioError | None = None
        self._secrets = secrets
        self._thread = thread
        self._changed = changed
        self._connection: ToolConnection | None = None
        self._opening = asyncio.Lock()

    @property
    def is_starting(self) -> bool:
        """Whether somebody waits for it to start."""
        return self._opening.locked()

    @property
    def state(self) -> LinkState:
        """How it stands now."""
        if self.is_starting:
            return LinkState.STARTING
        if self._connection is not None and self._connection.alive:
            return LinkState.READY
        return LinkState.FAILED if self.error is not None else LinkState.RESTING

    @property
    def said(self) -> str:
        """What a program wrote to its standard error since it was started last."""
        return self._connection.said if self._connection is not None else ""

    async def tools(self) -> tuple[ServerTool, ...]:
        """What the server has, started or reached where it is not.

        Raises:
            StudioError: it does not start or answer, or the keyring does not.
        """
        await self._open()
        return self.known_tools or ()

    async def call(self, name: str, arguments: dict[str, object]) -> Output:
        """Have one of its tools run."""
        try:
            connection = await self._open()
        except StudioError as error:
            reason = error.values.get("reason") or error.kind
            return Output(f"The server of the tool does not start: {reason}", failed=True)
        answer = await connection.call(name, arguments, self.server.limit_s)
        return Output(answer.text, answer.failed)

    async def close(self) -> None:
        """End it; the next use starts it again."""
        async with self._opening:
            await self._let_go()
        self._changed()

    async def _open(self) -> ToolConnection:
        async with self._opening:
            if self._connection is not None and self._connection.alive:
                return self._connection
            self._changed()
            try:
                await self._let_go()
                values = await secret_values(self.server, self._secrets)
                target = target_of(self.server, values)
                connection = ToolConnection(target, self._thread, self._take, self._changed)
                self._connection = connection
                self.known_tools = await connection.open()
                self.error = None
            except StudioError as error:
                self.error = named(error, self.server)
                raise
            finally:
                asyncio.get_running_loop().call_soon(self._changed)  # when the lock is open again
            return connection

    async def _let_go(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    def _take(self, tools: tuple[ServerTool, ...]) -> None:
        self.known_tools = tools
        self._changed()


async def secret_values(server: ToolServer, secrets: Secrets) -> dict[str, str]:
    """The values of a server's variables or headers.

    Raises:
        ProfileError: the keyring is missing, locked, silent or failed.
        NetworkError: it has no value for one of them.
    """
    values: dict[str, str] = {}
    for name in server.secrets:
        value = await secrets.get(server.key_of(name))
        if value is None:
            raise NetworkError(ErrorKind.TOOL_SERVER_FAILED, {"name": server.name, "reason": f"{name} = ?"})
        values[name] = value
    return values


def target_of(server: ToolServer, values: Mapping[str, str]) -> Target:
    """What leads to a server."""
    if server.kind is ServerKind.ADDRESS:
        return Address(server.url, values)
    return Program(server.command, server.arguments, server.folder, values)


def named(error: StudioError, server: ToolServer) -> StudioError:
    """An error that says of which server it tells."""
    error.values.setdefault("name", server.name)
    return error
