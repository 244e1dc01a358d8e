"""Profiles, in the order in which the person put them, and what their gateways last said. No key is here."""

import json
import logging
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from app.domain.ids import ProfileId
from app.domain.model import GatewayModel
from app.domain.profile import Profile
from app.domain.usage import Balance
from app.storage.database import Database
from app.storage.records import from_json, from_text, to_json, to_moment, to_text

log = logging.getLogger(__name__)

_ACTIVE = "active_profile"
_MODELS = "models"
_BALANCE = "balance"


class ProfileStore:
    """The rows of the profile list and which of them is in use."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> tuple[Profile, ...]:
        """Every profile, in the person's order."""
        return await self._database.run(_all)

    async def save(self, profile: Profile) -> None:
        """Add a profile at the end, or replace it at its place."""
        await self._database.transaction(lambda connection: _save(connection, profile))

    async def save_order(self, ids: Sequence[ProfileId]) -> None:
        """Put the profiles into this order."""
        await self._database.transaction(lambda connection: _save_order(connection, ids))

    async def remove(self, profile_id: ProfileId) -> None:
        """Forget a profile and what its gateway said. Its keys are the keyring's business."""
        await self._database.transaction(lambda connection: _remove(connection, profile_id))

    async def active_id(self) -> ProfileId | None:
        """The profile in use."""
        value = await self._database.run(_active_id)
        return None if value is None else ProfileId(value)

    async def set_active(self, profile_id: ProfileId) -> None:
        """Use a profile."""
        await self._database.transaction(lambda connection: _set_active(connection, profile_id))


class ProfileCache:
    """What a gateway said last, so that the window has it at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def models(self, profile_id: ProfileId) -> tuple[GatewayModel, ...] | None:
        """The gateway's model list; None when it was never read."""
        text = await self._database.run(lambda connection: cached(connection, profile_id, _MODELS))
        return None if text is None else tuple(from_json(GatewayModel, row) for row in json.loads(text))

    async def save_models(self, profile_id: ProfileId, models: Sequence[GatewayModel]) -> None:
        """Keep a model list."""
        text = to_text([to_json(model) for model in models])
        await self._database.transaction(lambda connection: keep(connection, profile_id, _MODELS, text))

    async def balance(self, profile_id: ProfileId) -> Balance | None:
        """The balance; None when the gateway never told."""
        text = await self._database.run(lambda connection: cached(connection, profile_id, _BALANCE))
        return None if text is None else from_text(Balance, text)

    async def save_balance(self, profile_id: ProfileId, balance: Balance) -> None:
        """Keep a balance."""
        text = to_text(balance)
        await self._database.transaction(lambda connection: keep(connection, profile_id, _BALANCE, text))


def _all(connection: sqlite3.Connection) -> tuple[Profile, ...]:
    rows = connection.execute("SELECT id, body FROM profiles ORDER BY position")
    return tuple(profile for row in rows if (profile := _read(*row)) is not None)


def _read(profile_id: str, body: str) -> Profile | None:
    try:
        return from_text(Profile, body)
    except ValueError:
        log.exception("The profile %s cannot be read; it stays in the database", profile_id)
        return None


def _save(connection: sqlite3.Connection, profile: Profile) -> None:
    connection.execute(
        "INSERT INTO profiles VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM profiles), ?)"
        " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        (profile.id, to_text(profile)),
    )


def _save_order(connection: sqlite3.Connection, ids: Sequence[ProfileId]) -> None:
    connection.executemany("UPDATE profiles SET position = ? WHERE id = ?", enumerate(ids))


def _remove(connection: sqlite3.Connection, profile_id: ProfileId) -> None:
    connection.execute("DELETE FROM profiles WHERE id = ?", (profile_id,))
    connection.execute("DELETE FROM profile_cache WHERE profile_id = ?", (profile_id,))
    connection.execute("DELETE FROM choices WHERE name = ? AND value = ?", (_ACTIVE, profile_id))


def _active_id(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM choices WHERE name = ?", (_ACTIVE,)).fetchone()
    return None if row is None else str(row[0])


def _set_active(connection: sqlite3.Connection, profile_id: ProfileId) -> None:
    connection.execute("INSERT OR REPLACE INTO choices VALUES (?, ?)", (_ACTIVE, profile_id))


def cached(connection: sqlite3.Connection, profile_id: ProfileId, kind: str) -> str | None:
    """What is kept of a gateway under a name."""
    row = connection.execute(
        "SELECT body FROM profile_cache WHERE profile_id = ? AND kind = ?", (profile_id, kind)
    ).fetchone()
    return None if row is None else str(row[0])


def keep(connection: sqlite3.Connection, profile_id: ProfileId, kind: str, body: str) -> None:
    """Keep something that a gateway said under a name."""
    now = to_moment(datetime.now(UTC))
    connection.execute(
        "INSERT OR REPLACE INTO profile_cache VALUES (?, ?, ?, ?)", (profile_id, kind, body, now)
    )
