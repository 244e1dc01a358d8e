"""Rows of messages: reading, writing, and keeping the search in step."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from app.domain.conversation import Message, MessageError, MessageState, Role, Timing
from app.domain.ids import ConversationId, MessageId, ProfileId
from app.domain.price import Cost
from app.domain.usage import TokenUsage
from app.storage import search
from app.storage.parts import parts_from_text, parts_to_text, unknown_parts, visible_text
from app.storage.records import from_moment, from_text, to_moment, to_text
from app.storage.spending import enter_interrupted

COLUMNS = "m.id, m.conversation_id, m.parent_id, m.role, m.state, m.created_at, m.parts, m.details"
"""What ``read`` wants, from a table that is called ``m``."""

_UPSERT = """
INSERT INTO messages (id, conversation_id, parent_id, role, state, created_at, parts, details, indexed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    state = excluded.state, parts = excluded.parts, details = excluded.details, indexed = excluded.indexed
RETURNING number
"""


@dataclass(frozen=True, slots=True)
class _Details:
    """The fields of a message that nothing is looked up by."""

    model: str = ""
    answered_model: str = ""
    profile_id: ProfileId | None = None
    profile_name: str = ""
    finish_reason: str = ""
    usage: TokenUsage | None = None
    cost: Cost | None = None
    timing: Timing = Timing()
    error: MessageError | None = None
    choice_index: int = 0
    response_id: str = ""
    background_id: str = ""
    response_format: str = ""


_DETAILS = tuple(field.name for field in fields(_Details))


def read(row: tuple[Any, ...]) -> Message:
    """The message of a row of ``COLUMNS``."""
    identity, conversation, parent, role, state, created_at, parts, details = row[:8]
    rest = from_text(_Details, details)
    return Message(
        id=MessageId(identity),
        conversation_id=ConversationId(conversation),
        parent_id=parent,
        role=Role(role),
        parts=parts_from_text(parts),
        created_at=from_moment(created_at),
        state=MessageState(state),
        **{name: getattr(rest, name) for name in _DETAILS},
    )


def find(connection: sqlite3.Connection, message_id: MessageId) -> Message | None:
    """A message that was not removed."""
    row = connection.execute(
        f"SELECT {COLUMNS} FROM messages AS m WHERE m.id = ? AND m.deleted_at IS NULL", (message_id,)
    ).fetchone()
    return None if row is None else read(row)


def save(connection: sqlite3.Connection, message: Message) -> None:
    """Insert or replace a message. While it streams it is not searchable, which keeps each saving cheap."""
    old = connection.execute(
        "SELECT number, parts, indexed FROM messages WHERE id = ?", (message.id,)
    ).fetchone()
    parts = parts_to_text(message.parts, unknown_parts(old[1]) if old else ())
    searchable = message.state is not MessageState.STREAMING
    text = visible_text(parts)
    stale = old is not None and old[2] and not (searchable and visible_text(old[1]) == text)
    if stale:
        search.forget(connection, old[0], visible_text(old[1]))
    (number,) = connection.execute(_UPSERT, _row(message, parts, searchable)).fetchone()
    if searchable and (old is None or stale or not old[2]):
        search.learn(connection, number, text)


def interrupt_streaming(connection: sqlite3.Connection) -> int:
    """End the messages that still streamed when the program ended; how many there were."""
    enter_interrupted(connection)
    rows = connection.execute(
        "SELECT number, parts FROM messages WHERE state = 'streaming' AND indexed = 0"
    ).fetchall()
    for number, parts in rows:
        search.learn(connection, number, visible_text(parts))
    return connection.execute(
        "UPDATE messages SET state = ?, indexed = 1 WHERE state = 'streaming'", (MessageState.INTERRUPTED,)
    ).rowcount


def purge(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove rows for good, and what the search knew of them."""
    for number in numbers:
        indexed, parts = connection.execute(
            "DELETE FROM messages WHERE number = ? RETURNING indexed, parts", (number,)
        ).fetchone()
        if indexed:
            search.forget(connection, number, visible_text(parts))


def _row(message: Message, parts: str, searchable: bool) -> tuple[Any, ...]:
    details = _Details(**{name: getattr(message, name) for name in _DETAILS})
    return (
        message.id,
        message.conversation_id,
        message.parent_id,
        message.role,
        message.state,
        to_moment(message.created_at),
        parts,
        to_text(details),
        searchable,
    )
