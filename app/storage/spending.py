"""The ledger of what was spent: entries by their ids, and sums over days, models, profiles, conversations."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.domain.ids import ConversationId
from app.domain.price import Cost
from app.domain.spending import DayRange, ModelHabits, Spending, SpendingGroup, SpendingSum
from app.storage.database import Database
from app.storage.records import to_moment
from app.storage.spending_shape import BILLION, UNKNOWN, in_billionths

MOST_ROWS = 2_000
"""So many rows are told at most, the most expensive ones; nobody reads more."""
_NEWEST = 50
"""So many answers of a model tell how its tokens compare with our own estimate."""

_ENTER = """
INSERT INTO spendings (id, at, day, kind, profile_id, model, conversation_id, task_id, request_id,
    prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, prompt_estimate, unit, amount, told)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET request_id = excluded.request_id,
    prompt_tokens = excluded.prompt_tokens, completion_tokens = excluded.completion_tokens,
    cached_tokens = excluded.cached_tokens, reasoning_tokens = excluded.reasoning_tokens,
    prompt_estimate = excluded.prompt_estimate, unit = excluded.unit, amount = excluded.amount,
    told = excluded.told
"""
_KEYS = {
    SpendingGroup.DAY: "day",
    SpendingGroup.MODEL: "model",
    SpendingGroup.PROFILE: "profile_id",
    SpendingGroup.KIND: "kind",
    SpendingGroup.CONVERSATION: "conversation_id",
}
_COUNTS = "calls, prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, amount"
_MONTH = len("2026-11")
_BEGINNING, _END = "0000-00-00", "9999-99-99"
_TITLE = "coalesce((SELECT title FROM conversations WHERE id = key AND title <> ''), {})"
_KNOWN_NAME = "(SELECT name FROM spending_names WHERE id = key)"
_NAMES = {
    SpendingGroup.DAY: "''",
    SpendingGroup.MODEL: "''",
    SpendingGroup.PROFILE: _KNOWN_NAME,
    SpendingGroup.KIND: "''",
    SpendingGroup.CONVERSATION: _TITLE.format(_KNOWN_NAME),
}
_HABITS = """
SELECT sum(prompt_tokens) FILTER (WHERE prompt_estimate > 0),
    sum(prompt_estimate) FILTER (WHERE prompt_tokens > 0), avg(completion_tokens)
FROM (
    SELECT prompt_tokens, prompt_estimate, completion_tokens FROM spendings
    WHERE model = ? AND kind = 'message' AND completion_tokens > 0 ORDER BY number DESC LIMIT ?
)
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of one of the tables of sums."""

    table: str
    where: str
    values: tuple[str, str]

    def query(self, key: str) -> str:
        return f"SELECT {key} AS key, unit, {_COUNTS} FROM {self.table} WHERE {self.where}"


@dataclass(frozen=True, slots=True)
class OwnCount:
    """What the studio noted of one call, to be put beside what its gateway counted."""

    cost: Cost | None
    prompt_tokens: int
    completion_tokens: int


class SpendingStore:
    """Reads sums off the window's thread. Entries are written by whoever writes what was paid for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def enter(self, *entries: Spending) -> None:
        """Add entries, or correct those of the same ids."""
        await self._database.transaction(lambda connection: enter(connection, entries))

    async def sums(self, group: SpendingGroup, days: DayRange = DayRange()) -> tuple[SpendingSum, ...]:
        """One sum for each day, model, … of a range; days in their order, the rest as it comes."""
        return await self._database.run(lambda connection: _sums(connection, group, days))

    async def hours(self, day: date) -> tuple[SpendingSum, ...]:
        """One sum for each hour of a day in which something was paid, ``00`` to ``23``."""
        return await self._database.run(lambda connection: _hours(connection, day))

    async def of_conversation(self, conversation_id: ConversationId) -> SpendingSum:
        """Everything that a conversation has cost so far, its deleted branches included."""
        return await self._database.run(lambda connection: _of_talk(connection, conversation_id))

    async def habits(self, model: str) -> ModelHabits:
        """How a model's gateway counts, and how much the model says, judged by its newest answers."""
        return await self._database.run(lambda connection: _habits(connection, model))

    async def own_counts(self, request_ids: Sequence[str]) -> dict[str, OwnCount]:
        """What was noted of calls, by the ids that their gateway gave them."""
        return await self._database.run(lambda connection: _own_counts(connection, request_ids))


def enter(connection: sqlite3.Connection, entries: Iterable[Spending]) -> None:
    """Write entries in whatever transaction is open; the same id is the same thing, paid once."""
    for entry in entries:
        connection.execute(_ENTER, _row(entry))
        _name(connection, entry.profile_id, entry.profile_name)
        if entry.conversation_id:
            connection.execute(
                "INSERT OR REPLACE INTO spending_names"
                " SELECT id, title FROM conversations WHERE id = ? AND title <> ''",
                (entry.conversation_id,),
            )


def enter_interrupted(connection: sqlite3.Connection) -> None:
    """Note the answers that still streamed when the program ended: they were paid, nobody said how much."""
    connection.execute(
        """
        INSERT OR IGNORE INTO spendings (id, at, day, kind, profile_id, model, conversation_id, task_id,
            request_id, prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, prompt_estimate,
            unit, amount, told)
        SELECT id, created_at, strftime('%Y-%m-%d', created_at / 1000000, 'unixepoch', 'localtime'),
            'message', json_extract(details, '$.profile_id'), coalesce(json_extract(details, '$.model'), ''),
            conversation_id, '', '', 0, 0, 0, 0, 0, '?', 0, 0
        FROM messages WHERE state = 'streaming' AND json_extract(details, '$.profile_id') IS NOT NULL
        """
    )


def _name(connection: sqlite3.Connection, identity: str, name: str) -> None:
    if name:
        connection.execute("INSERT OR REPLACE INTO spending_names VALUES (?, ?)", (identity, name))


def _row(entry: Spending) -> tuple[Any, ...]:
    usage = entry.usage
    return (
        entry.id,
        to_moment(entry.at),
        _local_day(entry.at),
        entry.kind.value,
        entry.profile_id,
        entry.model,
        entry.conversation_id or "",
        entry.task_id or "",
        entry.request_id,
        (usage and usage.prompt_tokens) or 0,
        (usage and usage.completion_tokens) or 0,
        (usage and usage.cached_tokens) or 0,
        (usage and usage.reasoning_tokens) or 0,
        entry.prompt_estimate,
        *in_billionths(entry.cost),
    )


def _local_day(at: datetime) -> str:
    """The day on the person's calendar, then and there."""
    return at.astimezone().date().isoformat()


def _sums(connection: sqlite3.Connection, group: SpendingGroup, days: DayRange) -> tuple[SpendingSum, ...]:
    parts = _parts(group, days)
    source = " UNION ALL ".join(part.query(_KEYS[group]) for part in parts)
    rows = connection.execute(
        f"""
        SELECT key, {_NAMES[group]}, unit, calls, prompt, completion, cached, reasoning, amount FROM (
            SELECT key, unit, sum(calls) AS calls, sum(prompt_tokens) AS prompt,
                sum(completion_tokens) AS completion, sum(cached_tokens) AS cached,
                sum(reasoning_tokens) AS reasoning, sum(amount) AS amount
            FROM ({source}) WHERE key <> '' GROUP BY key, unit
            ORDER BY amount DESC, completion DESC LIMIT {MOST_ROWS}
        ) WHERE calls > 0 ORDER BY key
        """,
        [value for part in parts for value in part.values],
    )
    return _joined(rows)


def _hours(connection: sqlite3.Connection, day: date) -> tuple[SpendingSum, ...]:
    rows = connection.execute(
        """
        SELECT strftime('%H', at / 1000000, 'unixepoch', 'localtime') AS hour, '', unit, sum(calls),
            sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens), sum(reasoning_tokens), sum(amount)
        FROM spendings WHERE day = ? GROUP BY hour, unit ORDER BY hour
        """,
        (day.isoformat(),),
    )
    return _joined(rows)


def _joined(rows: Iterable[tuple[Any, ...]]) -> tuple[SpendingSum, ...]:
    """The units of a group beside each other."""
    found: dict[str, SpendingSum] = {}
    for row in rows:
        part = _sum_of(*row)
        found[part.key] = found[part.key].plus(part) if part.key in found else part
    return tuple(found.values())


def _parts(group: SpendingGroup, days: DayRange) -> list[_Part]:
    """Where the entries of a range were added up: as few rows as lead to the sum."""
    first = days.first.isoformat() if days.first else _BEGINNING
    last = days.last.isoformat() if days.last else _END
    if group is SpendingGroup.DAY:
        return [_Part("spending_totals", "day BETWEEN ? AND ?", (first, last))]
    if group is SpendingGroup.CONVERSATION:
        return [_Part("spending_talks", "day BETWEEN ? AND ?", (first, last))]
    begun, ended = first[:_MONTH], last[:_MONTH]
    if begun == ended:
        return [_Part("spending_days", "day BETWEEN ? AND ?", (first, last))]
    return [
        _Part("spending_months", "month > ? AND month < ?", (begun, ended)),
        _Part("spending_days", "day >= ? AND day < ?", (first, f"{begun}-99")),
        _Part("spending_days", "day >= ? AND day <= ?", (ended, last)),
    ]


def _sum_of(
    key: str,
    name: str | None,
    unit: str,
    calls: int,
    prompt: int,
    completion: int,
    cached: int,
    reasoning: int,
    amount: int,
) -> SpendingSum:
    """What a group comes to in one unit."""
    known = unit != UNKNOWN
    amounts = {unit: _decimal(amount)} if known else {}
    unpriced = 0 if known else calls
    return SpendingSum(key, name or "", amounts, calls, unpriced, prompt, completion, cached, reasoning)


def _of_talk(connection: sqlite3.Connection, conversation_id: ConversationId) -> SpendingSum:
    rows = connection.execute(
        """
        SELECT unit, sum(calls), sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens),
            sum(reasoning_tokens), sum(amount)
        FROM spending_talks WHERE conversation_id = ? GROUP BY unit
        """,
        (conversation_id,),
    )
    total = SpendingSum(conversation_id)
    for row in rows:
        total = total.plus(_sum_of(conversation_id, "", *row))
    return total


def _habits(connection: sqlite3.Connection, model: str) -> ModelHabits:
    counted, estimated, usual = connection.execute(_HABITS, (model, _NEWEST)).fetchone()
    calibration = Decimal(counted) / Decimal(estimated) if counted and estimated else None
    return ModelHabits(calibration, None if usual is None else round(usual))


def _own_counts(connection: sqlite3.Connection, request_ids: Sequence[str]) -> dict[str, OwnCount]:
    marks = ", ".join("?" * len(request_ids))
    rows = connection.execute(
        f"SELECT request_id, unit, amount, told, prompt_tokens, completion_tokens FROM spendings"
        f" WHERE request_id <> '' AND request_id IN ({marks}) ORDER BY number",
        tuple(request_ids),
    )
    return {
        request_id: OwnCount(
            None if unit == UNKNOWN else Cost(_decimal(amount), unit, bool(told)), prompt, completion
        )
        for request_id, unit, amount, told, prompt, completion in rows
    }


def _decimal(billionths: int) -> Decimal:
    return Decimal(billionths) / BILLION
