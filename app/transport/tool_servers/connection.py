"""A server of tools as the rest of the studio sees it: opened, asked and closed from the window's loop."""

import asyncio
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.errors import ErrorKind, NetworkError, Technical
from app.transport.tool_servers.target import ServerAnswer, ServerTool, Target
from app.transport.tool_servers.thread import ToolThread

if TYPE_CHECKING:
    from app.transport.tool_servers.session import Session

START_LIMIT_S = 90.0
"""A program may have to be downloaded by the command that starts it."""


class ToolConnection:
    """One connection. It is opened once; when it is lost, another one takes its place.

    Args:
        changed: is told other tools, in the window's loop.
        ended: is called when the server is gone, there too.
    """

    def __init__(
        self,
        target: Target,
        thread: ToolThread,
        changed: Callable[[tuple[ServerTool, ...]], None],
        ended: Callable[[], None],
    ) -> None:
        self._target = target
        self._thread = thread
        self._changed = changed
        self._ended = ended
        self._session: Session | None = None
        self._life: asyncio.Task[None] | None = None
        self._alive = False

    @property
    def alive(self) -> bool:
        """Whether the server can be asked something."""
        return self._alive

    @property
    def said(self) -> str:
        """What the server wrote to its standard error."""
        return self._session.said if self._session is not None else ""

    async def open(self, limit_s: float = START_LIMIT_S) -> tuple[ServerTool, ...]:
        """Start or reach the server; its tools.

        Raises:
            NetworkError: TOOL_SERVER_FAILED with the ``reason``, or TOOL_SERVER_SILENT.
        """
        here = asyncio.get_running_loop()
        try:
            tools = await self._thread.run(self._open(here, limit_s))
        except TimeoutError as error:
            raise NetworkError(ErrorKind.TOOL_SERVER_SILENT, {"seconds": f"{limit_s:g}"}) from error
        except Exception as error:
            reason = _reason(error, self.said)
            raise NetworkError(
                ErrorKind.TOOL_SERVER_FAILED, {"reason": reason}, technical=Technical(cause=self.said[-2000:])
            ) from error
        self._alive = True
        return tools

    async def call(self, name: str, arguments: dict[str, object], limit_s: float) -> ServerAnswer:
        """Have a tool run; whatever goes wrong is a failed answer."""
        assert self._session is not None
        try:
            return await self._thread.run(self._session.call(name, arguments, limit_s))
        except TimeoutError:
            self._alive = False
            await self._thread.run(_retire(self._session))
            return ServerAnswer(f"The tool gave no answer within {limit_s:g} seconds.", failed=True)
        except ConnectionError:
            self._alive = False
            return ServerAnswer("The server of the tool has ended before it answered.", failed=True)
        except Exception as error:  # noqa: BLE001  # a result that its server's own schema forbids, for example
            return ServerAnswer(str(_leaf(error)), failed=True)

    async def close(self) -> None:
        """End the server and wait until it has."""
        self._alive = False
        await self._thread.run(self._close())

    async def _open(self, here: asyncio.AbstractEventLoop, limit_s: float) -> tuple[ServerTool, ...]:
        """In the thread."""
        session_module = importlib.import_module("app.transport.tool_servers.session")

        def tell(tools: tuple[ServerTool, ...]) -> None:
            here.call_soon_threadsafe(self._changed, tools)

        def end() -> None:
            self._alive = False
            here.call_soon_threadsafe(self._ended)

        session: Session = session_module.Session(self._target, tell, end)
        self._session = session
        loop = asyncio.get_running_loop()
        opened: asyncio.Future[tuple[ServerTool, ...]] = loop.create_future()
        self._life = loop.create_task(session.live(opened))
        try:
            async with asyncio.timeout(limit_s):
                return await opened
        except BaseException:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)
            raise

    async def _close(self) -> None:
        """In the thread."""
        if self._session is not None and self._life is not None:
            self._session.end()
            await asyncio.gather(self._life, return_exceptions=True)


async def _retire(session: "Session") -> None:
    session.retire()


def _reason(error: Exception, said: str) -> str:
    """Why a server did not start, in one line: its own last words where it had any."""
    leaf = _leaf(error)
    if isinstance(leaf, FileNotFoundError) and leaf.filename:
        return f"{leaf.strerror}: {leaf.filename}"
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")
    return (last or str(leaf) or type(leaf).__name__)[:300]


def _leaf(error: BaseException) -> BaseException:
    """The first single error of a group."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
