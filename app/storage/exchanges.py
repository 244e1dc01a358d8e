"""The newest exchanges with gateways, for the inspector. Keys were masked when they were recorded."""

import sqlite3

from app.storage.database import Database
from app.storage.records import from_text, to_text
from app.wire.exchange import Exchange

_INSERT = "INSERT INTO exchanges (profile_id, size, body) VALUES (?, ?, ?)"
_TRIM = """
DELETE FROM exchanges WHERE number NOT IN (
    SELECT number FROM (
        SELECT number, row_number() OVER newest AS place, sum(size) OVER newest AS bytes
        FROM exchanges WINDOW newest AS (ORDER BY number DESC)
    ) WHERE place = 1 OR (place <= :kept AND bytes <= :bytes)
)
"""
_ALL = """
SELECT body FROM exchanges WHERE :profile IS NULL OR profile_id = :profile ORDER BY number DESC
"""


class ExchangeStore:
    """Keeps the newest exchanges.

    Args:
        kept: how many at most.
        kept_bytes: how much of them at most, in characters of JSON; the newest stays whatever its size.
    """

    def __init__(self, database: Database, kept: int = 500, kept_bytes: int = 32 * 1024 * 1024) -> None:
        self._database = database
        self._limits = {"kept": kept, "bytes": kept_bytes}

    def add(self, exchange: Exchange) -> None:
        """Keep an exchange; returns at once. Failing to keep one disturbs nobody."""
        self._database.post(lambda connection: _add(connection, exchange, self._limits))

    async def all(self, profile_id: str | None = None) -> tuple[Exchange, ...]:
        """The exchanges, newest first."""
        return await self._database.run(lambda connection: _all(connection, profile_id))


def _add(connection: sqlite3.Connection, exchange: Exchange, limits: dict[str, int]) -> None:
    body = to_text(exchange)
    connection.execute(_INSERT, (exchange.profile_id, len(body), body))
    connection.execute(_TRIM, limits)


def _all(connection: sqlite3.Connection, profile_id: str | None) -> tuple[Exchange, ...]:
    rows = connection.execute(_ALL, {"profile": profile_id})
    return tuple(from_text(Exchange, body) for (body,) in rows)
