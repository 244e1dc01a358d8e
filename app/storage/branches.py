"""The tree of messages: the shown branch, alternatives, and what hangs below a message."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from app.domain.conversation import BranchNode, Siblings
from app.domain.ids import ConversationId, MessageId
from app.storage import messages

_PATH = f"""
WITH RECURSIVE path (number, parent_id, depth) AS (
    SELECT number, parent_id, 1 FROM messages WHERE id = :start
    UNION ALL
    SELECT m.number, m.parent_id, path.depth + 1
    FROM path JOIN messages AS m ON m.id = path.parent_id
    WHERE path.depth < :limit
)
SELECT {messages.COLUMNS}, (
    SELECT json_group_array(id) FROM (
        SELECT s.id FROM messages AS s
        WHERE s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id AND s.deleted_at IS NULL
        ORDER BY s.number
    )
)
FROM path JOIN messages AS m ON m.number = path.number
ORDER BY path.depth DESC
"""

_BELOW = """
WITH RECURSIVE below (number, id, conversation_id) AS (
    SELECT number, id, conversation_id FROM messages WHERE id = :start
    UNION
    SELECT m.number, m.id, m.conversation_id
    FROM below JOIN messages AS m ON m.conversation_id = below.conversation_id AND m.parent_id = below.id
)
"""

_IS_LEAF = """
m.deleted_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM messages AS child
    WHERE child.conversation_id = m.conversation_id AND child.parent_id = m.id AND child.deleted_at IS NULL
)
"""

_NEWEST_LEAF = f"""
SELECT m.id FROM messages AS m
WHERE m.conversation_id = ? AND {_IS_LEAF}
ORDER BY m.number DESC LIMIT 1
"""

_NEWEST_LEAF_BELOW = f"""
{_BELOW}
SELECT m.id FROM below JOIN messages AS m ON m.number = below.number
WHERE {_IS_LEAF}
ORDER BY m.number DESC LIMIT 1
"""


def end(
    connection: sqlite3.Connection, conversation_id: ConversationId, leaf_id: MessageId | None, limit: int
) -> tuple[BranchNode, ...]:
    """The last nodes of the branch that ends at a leaf; at the newest one where that leaf is gone."""
    start = leaf_id if leaf_id is not None and _is_there(connection, leaf_id) else None
    start = start or newest_leaf(connection, conversation_id, None)
    return () if start is None else _path(connection, start, limit)


def above(connection: sqlite3.Connection, message_id: MessageId, limit: int) -> tuple[BranchNode, ...]:
    """The nodes over a message, root-most first."""
    row = connection.execute("SELECT parent_id FROM messages WHERE id = ?", (message_id,)).fetchone()
    return () if row is None or row[0] is None else _path(connection, MessageId(row[0]), limit)


def newest_leaf(
    connection: sqlite3.Connection, conversation_id: ConversationId, below: MessageId | None
) -> MessageId | None:
    """The newest end of a conversation, or of what hangs below a message."""
    if below is None:
        row = connection.execute(_NEWEST_LEAF, (conversation_id,)).fetchone()
    else:
        row = connection.execute(_NEWEST_LEAF_BELOW, {"start": below}).fetchone()
    return None if row is None else MessageId(row[0])


def remove(connection: sqlite3.Connection, message_id: MessageId, moment: int) -> None:
    """Mark a message and everything below it as removed at a moment, which tells this removal from others."""
    connection.execute(
        f"{_BELOW} UPDATE messages SET deleted_at = :moment"
        " WHERE number IN (SELECT number FROM below) AND deleted_at IS NULL",
        {"start": message_id, "moment": moment},
    )


def restore(connection: sqlite3.Connection, message_id: MessageId) -> None:
    """Undo a removal: the message comes back with what went together with it."""
    connection.execute(
        f"{_BELOW} UPDATE messages SET deleted_at = NULL WHERE number IN (SELECT number FROM below)"
        " AND deleted_at = (SELECT deleted_at FROM messages WHERE id = :start)",
        {"start": message_id},
    )


def _is_there(connection: sqlite3.Connection, message_id: MessageId) -> bool:
    row = connection.execute(
        "SELECT 1 FROM messages WHERE id = ? AND deleted_at IS NULL", (message_id,)
    ).fetchone()
    return row is not None


def _path(connection: sqlite3.Connection, start: MessageId, limit: int) -> tuple[BranchNode, ...]:
    return _nodes(connection.execute(_PATH, {"start": start, "limit": limit}))


def _nodes(rows: Iterable[tuple[Any, ...]]) -> tuple[BranchNode, ...]:
    return tuple(_node(row) for row in rows)


def _node(row: tuple[Any, ...]) -> BranchNode:
    message = messages.read(row)
    ids = tuple(MessageId(identity) for identity in json.loads(row[-1]))
    return BranchNode(message, Siblings(ids.index(message.id), ids))
