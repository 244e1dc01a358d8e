"""The half-filled form of each page, as it was left."""

import logging
import sqlite3

from app.domain.card import MediaFamily
from app.domain.form import FormDraft
from app.storage.database import Database
from app.storage.records import from_text, to_text

log = logging.getLogger(__name__)


class FormDrafts:
    """Keeps one form for each page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, page: MediaFamily) -> FormDraft | None:
        """The form of a page; None where none was begun, or a later version wrote it in its own way.

        Raises:
            StorageError: the disk refuses.
        """
        text = await self._database.run(lambda connection: _read(connection, _name(page)))
        try:
            return from_text(FormDraft, text) if text is not None else None
        except ValueError:
            log.exception("A kept form cannot be read")
            return None

    async def save(self, page: MediaFamily, draft: FormDraft) -> None:
        """Keep the form of a page in place of the one before; errors as of ``read``."""
        row = (_name(page), to_text(draft))
        await self._database.transaction(
            lambda connection: connection.execute("INSERT OR REPLACE INTO choices VALUES (?, ?)", row)
        )


def _name(page: MediaFamily) -> str:
    return f"form.{page.value}"


def _read(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM choices WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])
