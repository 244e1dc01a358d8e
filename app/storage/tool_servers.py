"""The servers that offer tools, and the tools that need not ask any more."""

import logging
import sqlite3

from app.domain.ids import ToolServerId
from app.domain.tool_server import ToolServer
from app.storage.database import Database
from app.storage.records import from_text, to_text

log = logging.getLogger(__name__)


class ToolServerStore:
    """The rows of the list, in the order in which they were added, and the person's standing permissions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> tuple[ToolServer, ...]:
        """Every server; a row that cannot be read is left out.

        Raises:
            StorageError: the data cannot be read.
        """
        return await self._database.run(_all)

    async def save(self, server: ToolServer) -> None:
        """Add a server, or replace the one of its id; errors as of ``all``."""
        row = (server.id, to_text(server))
        await self._database.transaction(lambda it: it.execute(_SAVE, row))

    async def remove(self, server_id: ToolServerId) -> None:
        """Forget a server and what was allowed of it; errors as of ``all``."""
        await self._database.transaction(lambda it: _remove(it, server_id))

    async def allowed(self) -> frozenset[str]:
        """Tools that run without asking, as ``source/name``; errors as of ``all``."""
        rows = await self._database.run(lambda it: it.execute("SELECT tool FROM allowed_tools").fetchall())
        return frozenset(tool for (tool,) in rows)

    async def allow(self, tool: str) -> None:
        """Let a tool run without asking; errors as of ``all``."""
        await self._database.transaction(
            lambda it: it.execute("INSERT OR IGNORE INTO allowed_tools VALUES (?)", (tool,))
        )

    async def ask_again(self) -> None:
        """Take every permission back; errors as of ``all``."""
        await self._database.transaction(lambda it: it.execute("DELETE FROM allowed_tools"))


_SAVE = """
    INSERT INTO tool_servers (id, body) VALUES (?, ?)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body
"""


def _all(connection: sqlite3.Connection) -> tuple[ToolServer, ...]:
    found: list[ToolServer] = []
    for (body,) in connection.execute("SELECT body FROM tool_servers ORDER BY number"):
        try:
            found.append(from_text(ToolServer, body))
        except ValueError:
            log.exception("A kept server of tools cannot be read")
    return tuple(found)


def _remove(connection: sqlite3.Connection, server_id: ToolServerId) -> None:
    connection.execute("DELETE FROM tool_servers WHERE id = ?", (server_id,))
    connection.execute(
        "DELETE FROM allowed_tools WHERE tool >= ? AND tool < ?", (f"{server_id}/", f"{server_id}0")
    )
