"""What the person keeps of a kind of small things that the studio also ships: assistants, prompts."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from app.storage.database import Database


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """What is known of one item. Without a ``body`` it is a shipped one as it was shipped."""

    id: str
    position: int
    uses: int = 0
    hidden: bool = False
    body: str | None = None


class ShelfStore:
    """The rows of one kind."""

    def __init__(self, database: Database, kind: str) -> None:
        self._database = database
        self._kind = kind

    async def rows(self) -> tuple[ShelfRow, ...]:
        """Every row, in the person's order.

        Raises:
            StorageError: the data cannot be read.
        """
        return await self._database.run(lambda it: _rows(it, self._kind))

    async def save(self, *rows: ShelfRow) -> None:
        """Add rows, or replace those of their ids; errors as of ``rows``."""
        values = [(self._kind, row.id, row.position, row.uses, row.hidden, row.body) for row in rows]
        await self._database.transaction(
            lambda it: it.executemany("INSERT OR REPLACE INTO shelf_items VALUES (?, ?, ?, ?, ?, ?)", values)
        )

    async def remove(self, *ids: str) -> None:
        """Forget rows for good; errors as of ``rows``."""
        keys = [(self._kind, one) for one in ids]
        await self._database.transaction(
            lambda it: it.executemany("DELETE FROM shelf_items WHERE kind = ? AND id = ?", keys)
        )


class RememberedValues:
    """What was filled in last for each variable of the prompts."""

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name

    async def read(self) -> dict[str, str]:
        """Values by the names of their variables.

        Raises:
            StorageError: the data cannot be read.
        """
        text = await self._database.run(lambda it: _choice(it, self._name))
        values = json.loads(text) if text else {}
        return {str(name): str(value) for name, value in values.items()}

    async def save(self, values: Mapping[str, str]) -> None:
        """Keep all of them in place of those before; errors as of ``read``."""
        row = (self._name, json.dumps(dict(values), ensure_ascii=False))
        await self._database.transaction(
            lambda it: it.execute("INSERT OR REPLACE INTO choices VALUES (?, ?)", row)
        )


def _rows(connection: sqlite3.Connection, kind: str) -> tuple[ShelfRow, ...]:
    found = connection.execute(
        "SELECT id, position, uses, hidden, body FROM shelf_items WHERE kind = ? ORDER BY position, id",
        (kind,),
    )
    return tuple(ShelfRow(one, place, uses, bool(hidden), body) for one, place, uses, hidden, body in found)


def _choice(connection: sqlite3.Connection, name: str) -> str:
    row = connection.execute("SELECT value FROM choices WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])
