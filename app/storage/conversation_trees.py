"""Whole conversations: read to leave the studio, written when they come into it."""

import sqlite3
from datetime import UTC, datetime

from app.domain.conversation_tree import ConversationTree
from app.domain.ids import ConversationId
from app.storage import conversations, messages
from app.storage.database import Database
from app.storage.records import to_moment

_MESSAGES = f"""
SELECT {messages.COLUMNS} FROM messages AS m
WHERE m.conversation_id = ? AND m.deleted_at IS NULL ORDER BY m.number
"""
_KNOWN = """
SELECT source_id FROM imported JOIN conversations AS c ON c.id = conversation_id
WHERE source = ? AND c.deleted_at IS NULL
"""
_THERE = "SELECT id FROM conversations WHERE deleted_at IS NULL"


class ConversationTrees:
    """Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, conversation_id: ConversationId) -> ConversationTree | None:
        """A conversation that was not deleted, with all its messages."""
        return await self._database.run(lambda connection: _read(connection, conversation_id))

    async def add(self, tree: ConversationTree, source: str, source_id: str) -> None:
        """Keep a conversation that came from elsewhere, and where it came from: all or nothing.

        Raises:
            StorageError: the disk refuses; nothing was added.
        """
        moment = to_moment(datetime.now(UTC))

        def work(connection: sqlite3.Connection) -> None:
            conversations.save(connection, tree.conversation)
            for message in tree.messages:
                messages.save(connection, message)
            row = (tree.conversation.id, source, source_id, moment)
            connection.execute("INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?)", row)

        await self._database.transaction(work)

    async def known(self, source: str) -> frozenset[str]:
        """What of a source was imported and is still here."""
        return await self._database.run(lambda it: frozenset(_column(it, _KNOWN, source)))

    async def there(self) -> frozenset[str]:
        """Every conversation that is here."""
        return await self._database.run(lambda it: frozenset(_column(it, _THERE)))


def _read(connection: sqlite3.Connection, conversation_id: ConversationId) -> ConversationTree | None:
    conversation = conversations.find(connection, conversation_id)
    if conversation is None:
        return None
    rows = connection.execute(_MESSAGES, (conversation_id,))
    said = tuple(messages.read(row) for row in rows)
    folder = connection.execute("SELECT name FROM folders WHERE id = ?", (conversation.folder_id,)).fetchone()
    return ConversationTree(conversation, said, folder[0] if folder else "")


def _column(connection: sqlite3.Connection, query: str, *values: str) -> list[str]:
    return [value for (value,) in connection.execute(query, values)]
