"""The person's servers of tools: the list, what each is doing, and trying one out."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from app.domain.errors import StudioError
from app.domain.ids import ToolServerId
from app.domain.tool_server import ToolServer
from app.services.events import Hub, ToolServersChanged
from app.services.tools.offer import split_wire_name, wire_name
from app.services.tools.server_link import ServerLink, named, secret_values, target_of
from app.storage.secrets import Secrets
from app.storage.tool_servers import ToolServerStore
from app.transport.tool_servers.connection import ToolConnection
from app.transport.tool_servers.target import ServerTool
from app.transport.tool_servers.thread import ToolThread


class ToolServers:
    """Servers by id, in the order in which they were added. None is started before it is needed."""

    def __init__(self, store: ToolServerStore, secrets: Secrets, hub: Hub) -> None:
        self._store = store
        self._secrets = secrets
        self._hub = hub
        self._thread = ToolThread()
        self._links: dict[ToolServerId, ServerLink] = {}
        self._loaded = False
        self._reading = asyncio.Lock()

    async def load(self) -> None:
        """Read the list, once.

        Raises:
            StorageError: the data cannot be read.
        """
        async with self._reading:
            if not self._loaded:
                self._links = {server.id: self._link(server) for server in await self._store.all()}
                self._loaded = True
                self._tell()

    @property
    def all(self) -> tuple[ServerLink, ...]:
        """Every server, once the list was read."""
        return tuple(self._links.values())

    def get(self, server_id: str) -> ServerLink | None:
        """One server, unless it is gone."""
        return self._links.get(ToolServerId(server_id))

    def name_of(self, handle: str) -> str:
        """What the person calls the server of a handle; the handle itself where it is gone."""
        return next((it.server.name for it in self.all if it.server.handle == handle), handle)

    def title_of(self, name: str) -> str:
        """What the person reads for the name of a server's tool on the wire."""
        handle, own_name = split_wire_name(name)
        link = next((it for it in self.all if it.server.handle == handle), None)
        tools = (link.known_tools or ()) if link is not None else ()
        return next((it.title for it in tools if it.title and wire_name(handle, it.name) == name), own_name)

    async def save(
        self, server: ToolServer, values: Mapping[str, str], *, session_only: bool = False
    ) -> None:
        """Keep a server; ``values`` are those of its secrets that were typed anew.

        Raises:
            ProfileError: the keyring does not take them; nothing was kept.
            StorageError: the disk refuses.
        """
        await self.load()
        before = self.get(server.id)
        for name, value in values.items():
            if session_only:
                self._secrets.keep_for_session(server.key_of(name), value)
            else:
                await self._secrets.set(server.key_of(name), value)
        await self._store.save(server)
        self._links[server.id] = self._link(server)
        if before is not None:
            await self._forget(before, set(before.server.secrets) - set(server.secrets))
        self._tell()

    async def remove(self, server_id: ToolServerId) -> None:
        """End a server and forget it, its secrets and what it was allowed; errors as of ``save``."""
        await self.load()
        await self._store.remove(server_id)
        if (link := self._links.pop(server_id, None)) is not None:
            self._tell()
            await self._forget(link, set(link.server.secrets))

    async def try_out(self, server: ToolServer, values: Mapping[str, str]) -> tuple[ServerTool, ...]:
        """Start a server as it is described, list its tools, and end it again.

        Args:
            values: of its secrets, as far as they were typed; the others are as they were kept.

        Raises:
            StudioError: it does not start or answer.
        """
        kept = tuple(name for name in server.secrets if name not in values)
        try:
            known = await secret_values(replace(server, secrets=kept), self._secrets)
            target = target_of(server, {**known, **values})
            connection = ToolConnection(target, self._thread, lambda _tools: None, lambda: None)
            try:
                return await connection.open()
            finally:
                await connection.close()
        except StudioError as error:
            raise named(error, server) from error

    async def close(self) -> None:
        """End every server, then their thread."""
        await asyncio.gather(*(link.close() for link in self.all), return_exceptions=True)
        await self._thread.close()

    async def _forget(self, link: ServerLink, secrets: set[str]) -> None:
        await link.close()
        for name in secrets:
            await self._secrets.remove(link.server.key_of(name))

    def _link(self, server: ToolServer) -> ServerLink:
        return ServerLink(server, self._secrets, self._thread, self._tell)

    def _tell(self) -> None:
        self._hub.publish(ToolServersChanged())
