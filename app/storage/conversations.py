"""Conversations: the list, the messages, drafts and positions, folders, search."""

import functools
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from app.domain.conversation import (
    BranchNode,
    ChatSettings,
    Conversation,
    Draft,
    Folder,
    Message,
    ScrollAnchor,
    SearchHit,
)
from app.domain.ids import ConversationId, FolderId, MessageId
from app.domain.spending import Spending
from app.storage import branches, messages, search
from app.storage.database import Database
from app.storage.records import from_moment, from_text, to_moment, to_text
from app.storage.spending import enter

_COLUMNS = (
    "id, title, created_at, updated_at, settings, title_is_automatic, folder_id, pinned, archived, leaf_id"
)
_UPSERT = f"""
INSERT INTO conversations ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    title = excluded.title, updated_at = excluded.updated_at, settings = excluded.settings,
    title_is_automatic = excluded.title_is_automatic, folder_id = excluded.folder_id,
    pinned = excluded.pinned, archived = excluded.archived, leaf_id = excluded.leaf_id
"""


class ConversationStore:
    """Everything that was said. Each method is one transaction; what was saved survives our own death."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> tuple[Conversation, ...]:
        """The list: every conversation that was not deleted, newest first."""
        return await self._database.run(_all)

    async def get(self, conversation_id: ConversationId) -> Conversation | None:
        """A conversation that was not deleted."""
        return await self._database.run(lambda connection: find(connection, conversation_id))

    async def save(self, conversation: Conversation, *said: Message) -> None:
        """Insert a conversation or replace its row, with messages that join it: all or nothing."""

        def work(connection: sqlite3.Connection) -> None:
            save(connection, conversation)
            for message in said:
                messages.save(connection, message)

        await self._database.transaction(work)

    async def delete(self, ids: Iterable[ConversationId]) -> None:
        """Take conversations from the list; ``restore`` undoes it until they are purged."""
        await self._mark(ids, to_moment(datetime.now(UTC)))

    async def restore(self, ids: Iterable[ConversationId]) -> None:
        """Bring deleted conversations back."""
        await self._mark(ids, None)

    async def purge(self, older_than: datetime) -> None:
        """Remove for good what was deleted before a time."""
        await self._database.transaction(lambda connection: _purge(connection, to_moment(older_than)))

    async def branch_end(
        self, conversation_id: ConversationId, leaf_id: MessageId | None, limit: int
    ) -> tuple[BranchNode, ...]:
        """The last ``limit`` messages of a branch, root-most first.

        Without a leaf, or where it was removed, the branch of the newest message.
        """
        return await self._database.run(lambda it: branches.end(it, conversation_id, leaf_id, limit))

    async def branch_above(self, message_id: MessageId, limit: int) -> tuple[BranchNode, ...]:
        """The ``limit`` messages above a message, root-most first."""
        return await self._database.run(lambda it: branches.above(it, message_id, limit))

    async def newest_leaf(
        self, conversation_id: ConversationId, below: MessageId | None = None
    ) -> MessageId | None:
        """The newest end of a conversation, or of the branches that go through a message."""
        return await self._database.run(lambda it: branches.newest_leaf(it, conversation_id, below))

    async def message(self, message_id: MessageId) -> Message | None:
        """A message that was not removed."""
        return await self._database.run(lambda connection: messages.find(connection, message_id))

    async def save_messages(self, *to_save: Message, spent: Sequence[Spending] = ()) -> None:
        """Insert or replace messages, all or none, with what was paid for them.

        Siblings are as old as their first saving.
        """

        def work(connection: sqlite3.Connection) -> None:
            for message in to_save:
                messages.save(connection, message)
            enter(connection, spent)

        await self._database.transaction(work)

    async def remove_message(self, message_id: MessageId) -> None:
        """Take a message and everything below it away; ``restore_message`` undoes it."""
        moment = to_moment(datetime.now(UTC))
        await self._database.transaction(lambda it: branches.remove(it, message_id, moment))

    async def restore_message(self, message_id: MessageId) -> None:
        """Bring a removed message back, with what went together with it."""
        await self._database.transaction(lambda connection: branches.restore(connection, message_id))

    async def interrupt_streaming(self) -> int:
        """Mark what still streamed when the program last ended as interrupted; how many there were."""
        return await self._database.transaction(messages.interrupt_streaming)

    async def draft(self, conversation_id: ConversationId) -> Draft:
        """What stands in the composer of a conversation."""
        text = await self._database.run(lambda it: _view(it, conversation_id, "draft"))
        return from_text(Draft, text) if text else Draft()

    async def save_draft(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Keep what stands in the composer."""
        await self._database.transaction(lambda it: _save_view(it, conversation_id, "draft", to_text(draft)))

    async def anchor(self, conversation_id: ConversationId) -> ScrollAnchor:
        """Where the transcript of a conversation stands."""
        text = await self._database.run(lambda it: _view(it, conversation_id, "anchor"))
        return from_text(ScrollAnchor, text) if text else ScrollAnchor()

    async def save_anchor(self, conversation_id: ConversationId, anchor: ScrollAnchor) -> None:
        """Keep where the transcript stands."""
        await self._database.transaction(
            lambda it: _save_view(it, conversation_id, "anchor", to_text(anchor))
        )

    async def folders(self) -> tuple[Folder, ...]:
        """The folders of the list, in their order."""
        return await self._database.run(_folders)

    async def save_folder(self, folder: Folder) -> None:
        """Add a folder or rename and move it."""
        await self._database.transaction(lambda connection: _save_folder(connection, folder))

    async def remove_folder(self, folder_id: FolderId) -> None:
        """Remove a folder; its conversations stay and lie in none."""
        await self._database.transaction(lambda connection: _remove_folder(connection, folder_id))

    async def search(self, query: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Titles and messages that hold every word of the query, from one character on, newest first.

        The time of a hit is that of its message, or of the last change where a title was hit.
        """
        return await self._database.run(lambda connection: search.find(connection, query, limit))

    async def _mark(self, ids: Iterable[ConversationId], deleted_at: int | None) -> None:
        rows = [(deleted_at, identity) for identity in ids]
        await self._database.transaction(lambda connection: _mark(connection, rows))


def _all(connection: sqlite3.Connection) -> tuple[Conversation, ...]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM conversations WHERE deleted_at IS NULL ORDER BY updated_at DESC"
    )
    return tuple(_read(row) for row in rows)


def find(connection: sqlite3.Connection, conversation_id: ConversationId) -> Conversation | None:
    """A conversation that was not deleted."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM conversations WHERE id = ? AND deleted_at IS NULL", (conversation_id,)
    ).fetchone()
    return None if row is None else _read(row)


def save(connection: sqlite3.Connection, conversation: Conversation) -> None:
    """Insert a conversation or replace its row."""
    connection.execute(_UPSERT, _row(conversation))


def _mark(connection: sqlite3.Connection, rows: Sequence[tuple[int | None, ConversationId]]) -> None:
    connection.executemany("UPDATE conversations SET deleted_at = ? WHERE id = ?", rows)


def _read(row: tuple[Any, ...]) -> Conversation:
    identity, title, created_at, updated_at, settings, automatic, folder, pinned, archived, leaf = row
    return Conversation(
        id=ConversationId(identity),
        title=title,
        created_at=from_moment(created_at),
        updated_at=from_moment(updated_at),
        settings=_settings(settings),
        title_is_automatic=bool(automatic),
        folder_id=folder,
        pinned=bool(pinned),
        archived=bool(archived),
        leaf_id=leaf,
    )


@functools.lru_cache(maxsize=1024)
def _settings(text: str) -> ChatSettings:
    """Thousands of conversations share a handful of settings."""
    return from_text(ChatSettings, text)


def _row(conversation: Conversation) -> tuple[Any, ...]:
    return (
        conversation.id,
        conversation.title,
        to_moment(conversation.created_at),
        to_moment(conversation.updated_at),
        to_text(conversation.settings),
        conversation.title_is_automatic,
        conversation.folder_id,
        conversation.pinned,
        conversation.archived,
        conversation.leaf_id,
    )


def _purge(connection: sqlite3.Connection, before: int) -> None:
    gone = "SELECT id FROM conversations WHERE deleted_at < :before"
    parameters = {"before": before}
    numbers = connection.execute(
        f"SELECT number FROM messages WHERE deleted_at < :before OR conversation_id IN ({gone})", parameters
    ).fetchall()
    messages.purge(connection, (number for (number,) in numbers))
    for table in ("views", "imported"):
        connection.execute(f"DELETE FROM {table} WHERE conversation_id IN ({gone})", parameters)
    connection.execute("DELETE FROM conversations WHERE deleted_at < :before", parameters)


def _view(connection: sqlite3.Connection, conversation_id: ConversationId, column: str) -> str | None:
    row = connection.execute(
        f"SELECT {column} FROM views WHERE conversation_id = ?", (conversation_id,)
    ).fetchone()
    return None if row is None else row[0]


def _save_view(
    connection: sqlite3.Connection, conversation_id: ConversationId, column: str, text: str
) -> None:
    connection.execute(
        f"INSERT INTO views (conversation_id, {column}) VALUES (?, ?)"
        f" ON CONFLICT (conversation_id) DO UPDATE SET {column} = excluded.{column}",
        (conversation_id, text),
    )


def _folders(connection: sqlite3.Connection) -> tuple[Folder, ...]:
    rows = connection.execute("SELECT id, name, position FROM folders ORDER BY position, name")
    return tuple(Folder(FolderId(identity), name, position) for identity, name, position in rows)


def _save_folder(connection: sqlite3.Connection, folder: Folder) -> None:
    row = (folder.id, folder.name, folder.position)
    connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?, ?)", row)


def _remove_folder(connection: sqlite3.Connection, folder_id: FolderId) -> None:
    connection.execute("DELETE FROM folders WHERE id = ?", (folder_id,))
    connection.execute("UPDATE conversations SET folder_id = NULL WHERE folder_id = ?", (folder_id,))
