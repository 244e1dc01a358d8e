"""Files that came with messages and forms, as records of the library. No file is copied for it."""

import json
import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.domain.ids import AssetId
from app.domain.media import Asset, AssetOrigin, Attachment, Provenance
from app.storage import assets
from app.storage.database import Database
from app.storage.records import from_json, from_moment

ROWS_AT_ONCE = 2_000
"""Messages that are looked through in one piece of work, so that others get their turn."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where attachments stand. ``newest`` is the last row that will not change any more."""

    mark: str
    newest: str
    found: str


_MESSAGES = _Source(
    "messages",
    """
    SELECT ifnull((SELECT min(number) - 1 FROM messages WHERE state = 'streaming'), max(number)) FROM messages
    """,
    """
    SELECT json_extract(part.value, '$.attachment'), created_at,
        iif(role = 'assistant', json_extract(details, '$.model'), ''),
        iif(role = 'assistant', json_extract(details, '$.profile_name'), '')
    FROM messages, json_each(parts) AS part
    WHERE number > ? AND number <= ? AND json_extract(part.value, '$.kind') = 'attachment' ORDER BY number
    """,
)
_FORMS = _Source(
    "remote_tasks",
    "SELECT max(number) FROM remote_tasks",
    """
    SELECT json_extract(input.value, '$.attachment'), created_at, '', ''
    FROM remote_tasks, json_each(nullif(json_extract(body, '$.request'), ''), '$.inputs') AS input
    WHERE number > ? AND number <= ? AND json_extract(input.value, '$.attachment') IS NOT NULL ORDER BY number
    """,
)


class AttachedFiles:
    """Reads on from where it stopped the last time, so that each message is looked at once.

    Args:
        folder: where the attachments lie.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def take_in(self) -> int:
        """Make records of what came since the last time; how many there are."""
        added = 0
        for source in (_MESSAGES, _FORMS):
            more = True
            while more:
                new, more = await self._database.transaction(partial(self._step, source))
                added += new
        return added

    def _step(self, source: _Source, connection: sqlite3.Connection) -> tuple[int, bool]:
        """Look through some rows: how many files there are, and whether rows are left."""
        newest = connection.execute(source.newest).fetchone()[0] or 0
        mark = connection.execute("SELECT number FROM marks WHERE name = ?", (source.mark,)).fetchone()
        first = mark[0] if mark else 0
        last = min(newest, first + ROWS_AT_ONCE)
        if last <= first:
            return 0, False
        rows = connection.execute(source.found, (first, last)).fetchall()
        added = sum(self._add(connection, *row) for row in rows)
        connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (source.mark, last))
        return added, last < newest

    def _add(
        self, connection: sqlite3.Connection, text: str, created_at: int, model: str, profile: str
    ) -> int:
        try:
            attachment = from_json(Attachment, json.loads(text))
        except ValueError:
            return 0  # a later version wrote it
        if _is_known(connection, attachment):
            return 0
        record = Provenance(profile_name=profile or "", model=model or "")
        assets.save(
            connection,
            Asset(
                id=AssetId(attachment.id),
                kind=attachment.kind,
                mime=attachment.mime,
                path=str(self._folder / attachment.path),
                size_bytes=attachment.size_bytes,
                created_at=from_moment(created_at),
                width=attachment.width,
                height=attachment.height,
                checksum=attachment.id,
                provenance=record,
                origin=AssetOrigin.ATTACHED,
                name=attachment.name,
            ),
        )
        return 1


def _is_known(connection: sqlite3.Connection, attachment: Attachment) -> bool:
    """Whether the same content is in the library already, made or attached; its id is its checksum."""
    find = "SELECT 1 FROM assets WHERE json_extract(body, '$.checksum') = ? LIMIT 1"
    return connection.execute(find, (attachment.id,)).fetchone() is not None
