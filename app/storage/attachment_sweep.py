"""Deletes copies of attached files that nothing needs any more: no message, form, task, draft or record.

A copy has the checksum of its content as its name. Whatever names it anywhere in the database keeps it, so
that no kind of user can be forgotten here.
"""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from app.storage.database import Database

KEPT_FOR = timedelta(days=30)
"""How long a copy lies here at least, whether it is used or not."""

ROWS_AT_ONCE = 1_000
"""Rows that are looked through in one piece of work, so that others get their turn."""

_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    texts: tuple[str, ...]
    has_row_ids: bool


class AttachmentSweep:
    """Goes through a folder of attachments."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def run(self, now: datetime) -> int:
        """Delete what nothing names and nobody has added for a month; how many files that were.

        Raises:
            StorageError: the database cannot be read.
        """
        before = (now - KEPT_FOR).timestamp()
        old = await asyncio.to_thread(lambda: list(_older(self._folder, before)))
        if not old:
            return 0
        named = await self._named()
        unused = [path for path in old if path.stem not in named]
        return await asyncio.to_thread(lambda: sum(_delete(path, before) for path in unused))

    async def _named(self) -> set[str]:
        """Every checksum that stands anywhere in the database."""
        named: set[str] = set()
        for table in await self._database.run(_tables):
            row: int | None = 0
            while row is not None:
                found, row = await self._database.run(partial(_look, table=table, after=row))
                named |= found
        return named


def _tables(connection: sqlite3.Connection) -> list[_Table]:
    """The tables that hold texts; what an index of words keeps is none."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    virtual = tuple(name for name, sql in rows if sql and sql.upper().startswith("CREATE VIRTUAL"))
    made_by_index = tuple(f"{name}_" for name in virtual)
    return [
        _Table(name, texts, "WITHOUT ROWID" not in sql.upper())
        for name, sql in rows
        if name not in virtual and not name.startswith(("sqlite_", *made_by_index))
        if (texts := _texts_of(connection, name))
    ]


def _texts_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return tuple(name for _, name, kind, *_ in columns if kind == "TEXT")


def _look(connection: sqlite3.Connection, table: _Table, after: int) -> tuple[set[str], int | None]:
    """The checksums in the next rows, and the last of these rows; None at the end."""
    columns = ", ".join(f'"{name}"' for name in table.texts)
    if table.has_row_ids:
        query = f'SELECT rowid, {columns} FROM "{table.name}" WHERE rowid > ? ORDER BY rowid LIMIT ?'
        rows = connection.execute(query, (after, ROWS_AT_ONCE)).fetchall()
    else:
        rows = connection.execute(f'SELECT 0, {columns} FROM "{table.name}"').fetchall()
    texts = (text for _, *texts in rows for text in texts if text)
    found = {name for text in texts for name in _NAME.findall(text)}
    goes_on = table.has_row_ids and len(rows) == ROWS_AT_ONCE
    return found, rows[-1][0] if goes_on else None


def _older(folder: Path, before: float) -> Iterator[Path]:
    """Copies that were added before a time; whoever adds one again makes it new."""
    for path in folder.glob("*/*"):
        if _NAME.fullmatch(path.stem) and path.is_file() and path.stat().st_mtime < before:
            yield path


def _delete(path: Path, before: float) -> bool:
    """Delete a copy, unless it was added again meanwhile."""
    try:
        if path.stat().st_mtime >= before:
            return False
        path.unlink()
    except OSError:
        return False
    return True
