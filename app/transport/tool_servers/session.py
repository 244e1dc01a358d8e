"""One open connection to a server of tools. Lives in the tool thread; importing it loads ``mcp``."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import httpx2
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import (
    CONNECTION_CLOSED,
    REQUEST_TIMEOUT,
    Implementation,
    ServerNotification,
    ToolListChangedNotification,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

from app import __version__
from app.domain.profile import ProxyChoice
from app.transport.certificates import system_tls
from app.transport.proxies import find_proxy, read_system_proxies
from app.transport.tool_servers.answers import as_answer
from app.transport.tool_servers.surroundings import Complaints, handed_on
from app.transport.tool_servers.target import Address, Program, ServerAnswer, ServerTool, Target
from app.transport.tool_servers.watched import watched

for _name in ("mcp", "httpx2", "httpcore2"):
    # They would write whatever a server says, and addresses with their keys.
    logging.getLogger(_name).setLevel(logging.CRITICAL)

log = logging.getLogger(__name__)

_MOST_PAGES = 200
_CONNECT_S = 30.0
_READ_S = 300.0


class Session:
    """A server from its start to its end, in one task; calls may come from others of the same loop.

    Args:
        changed: the server has other tools now.
        ended: it is gone; nothing can be asked of it any more.
    """

    def __init__(
        self,
        target: Target,
        changed: Callable[[tuple[ServerTool, ...]], None],
        ended: Callable[[], None],
    ) -> None:
        self._target = target
        self._changed = changed
        self._ended = ended
        self._complaints = Complaints() if isinstance(target, Program) else None
        self._client: Client | None = None
        self._over = asyncio.Event()
        self._outdated = asyncio.Event()
        self._refusal = ""
        self._calls = 0
        self._retired = False

    @property
    def said(self) -> str:
        """What the program wrote to its standard error, or with what an address refused."""
        return self._complaints.text if self._complaints else self._refusal

    async def live(self, opened: "asyncio.Future[tuple[ServerTool, ...]]") -> None:
        """Connect, tell the tools, and stay until the end; errors of the connecting go into ``opened``."""
        try:
            async with AsyncExitStack() as stack:
                if self._complaints is not None:
                    stack.callback(self._complaints.stream.close)
                transport = watched(self._transport(), self._over.set)
                # Nothing of a listing is kept by the package: ``changed`` says when there is another one.
                client = Client(
                    transport,
                    message_handler=self._notice,
                    cache=None,
                    client_info=Implementation(
                        name="relay-studio", title="Relay Studio", version=__version__
                    ),
                )
                self._client = await stack.enter_async_context(client)
                opened.set_result(await self._list())
                self._refusal = ""
                await self._stay(client)
        except Exception as error:  # noqa: BLE001  # the package raises whatever its parts raise
            if opened.done():
                log.info("A server of tools was lost: %r", error)
            else:
                opened.set_exception(error)
        finally:
            self._over.set()
            self._ended()

    async def call(self, name: str, arguments: dict[str, object], limit_s: float) -> ServerAnswer:
        """Have a tool run.

        Raises:
            TimeoutError: no answer in time; nothing more should be asked of this session.
            ConnectionError: the server is gone.
        """
        if self._client is None or self._over.is_set():
            raise ConnectionError("the server has ended")
        self._calls += 1
        try:
            async with asyncio.timeout(limit_s):
                return as_answer(await self._client.call_tool(name, arguments))
        except MCPError as error:
            return self._refused(error)
        finally:
            self._calls -= 1
            self._end_if_retired()

    def retire(self) -> None:
        """End as soon as no call waits any more."""
        self._retired = True
        self._end_if_retired()

    def end(self) -> None:
        """End now; calls that wait fail."""
        self._over.set()

    def _end_if_retired(self) -> None:
        if self._retired and not self._calls:
            self.end()

    def _refused(self, error: MCPError) -> ServerAnswer:
        if error.code == REQUEST_TIMEOUT:
            raise TimeoutError from error
        if error.code == CONNECTION_CLOSED:
            self.end()
            raise ConnectionError(error.message) from error
        return ServerAnswer(error.message, failed=True)

    async def _stay(self, client: Client) -> None:
        """Until the end; a server that changes its tools is listed again."""
        async with asyncio.TaskGroup() as tasks:
            following = [tasks.create_task(self._follow())]
            if client.protocol_version in MODERN_PROTOCOL_VERSIONS:
                following.append(tasks.create_task(self._listen(client)))
            await self._over.wait()
            for task in following:
                task.cancel()

    async def _follow(self) -> None:
        while True:
            await self._outdated.wait()
            self._outdated.clear()
            try:
                self._changed(await self._list())
            except MCPError:
                log.info("A server of tools could not be listed again")

    async def _listen(self, client: Client) -> None:
        """Newer servers tell of changes only to who asks for that."""
        tools = client.server_capabilities.tools
        if tools is None or not tools.list_changed:
            return
        try:
            async with client.listen(tools_list_changed=True) as changes:
                async for _ in changes:
                    self._outdated.set()
        except (MCPError, RuntimeError, TimeoutError):
            log.info("A server of tools tells of no changes")

    async def _notice(self, message: ServerNotification | Exception) -> None:
        if isinstance(message, ToolListChangedNotification):
            self._outdated.set()

    async def _list(self) -> tuple[ServerTool, ...]:
        assert self._client is not None
        found: list[ServerTool] = []
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            page = await self._client.list_tools(cursor=cursor)
            found += [
                ServerTool(tool.name, tool.title or "", tool.description or "", dict(tool.input_schema))
                for tool in page.tools
            ]
            cursor = page.next_cursor
            if not cursor:
                break
        return tuple(found)

    def _transport(self) -> AbstractAsyncContextManager[object]:
        match self._target:
            case Program(command=command, arguments=arguments, folder=folder, variables=variables):
                assert self._complaints is not None
                program = StdioServerParameters(
                    command=command,
                    args=list(arguments),
                    env={**handed_on(os.environ), **variables},
                    cwd=folder or None,
                    encoding_error_handler="replace",
                )
                return stdio_client(program, errlog=self._complaints.stream)
            case Address():
                return _over_http(self._target, self._note_refusal)

    async def _note_refusal(self, response: httpx2.Response) -> None:
        """The package says of refused requests that they were, and not how."""
        if response.status_code >= 400:
            self._refusal = f"HTTP {response.status_code} {response.reason_phrase}".strip()


@asynccontextmanager
async def _over_http(
    address: Address, heard: Callable[[httpx2.Response], Awaitable[None]]
) -> AsyncIterator[object]:
    proxy = find_proxy(address.url, ProxyChoice(), "", read_system_proxies())
    login = (proxy.username, proxy.password) if proxy and proxy.username else None
    client = httpx2.AsyncClient(
        headers=dict(address.headers),
        timeout=httpx2.Timeout(_CONNECT_S, read=_READ_S),
        verify=system_tls(),
        proxy=httpx2.Proxy(proxy.address, auth=login) if proxy else None,
        trust_env=False,
        event_hooks={"response": [heard]},
    )
    async with client, streamable_http_client(address.url, http_client=client) as streams:
        yield streams
