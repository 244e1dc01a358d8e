"""The tables of what was spent, their sums, and how they were first filled from older data.

The sums are kept by triggers, in the same transaction as the entries: a million entries are never counted
anew to draw a chart.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.price import Cost, read_money

BILLION = 1_000_000_000
"""Amounts are whole billionths of their unit, so that SQLite adds them exactly."""
UNKNOWN = "?"
"""The unit of what has no known cost."""

_COUNTS = ("calls", "prompt_tokens", "completion_tokens", "cached_tokens", "reasoning_tokens", "amount")

_TABLES = """
CREATE TABLE spendings (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    model TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    calls INTEGER NOT NULL DEFAULT 1,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    prompt_estimate INTEGER NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    told INTEGER NOT NULL
);
CREATE INDEX spendings_by_day ON spendings (day);
CREATE INDEX spendings_by_model ON spendings (model, number);
CREATE INDEX spendings_by_request ON spendings (request_id) WHERE request_id <> '';

CREATE TABLE spending_days (
    day TEXT NOT NULL, kind TEXT NOT NULL, profile_id TEXT NOT NULL, model TEXT NOT NULL, unit TEXT NOT NULL,
    calls INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (day, kind, profile_id, model, unit)
) WITHOUT ROWID;

CREATE TABLE spending_talks (
    conversation_id TEXT NOT NULL, day TEXT NOT NULL, unit TEXT NOT NULL,
    calls INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, day, unit)
) WITHOUT ROWID;

CREATE TABLE spending_names (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;
"""

_LONGER_TABLES = """
CREATE TABLE spending_months (
    month TEXT NOT NULL, kind TEXT NOT NULL, profile_id TEXT NOT NULL, model TEXT NOT NULL,
    unit TEXT NOT NULL,
    calls INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (month, kind, profile_id, model, unit)
) WITHOUT ROWID;

CREATE TABLE spending_totals (
    day TEXT NOT NULL, unit TEXT NOT NULL,
    calls INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (day, unit)
) WITHOUT ROWID;

CREATE TEMP TABLE talks_before AS SELECT * FROM spending_talks;
DROP TABLE spending_talks;
CREATE TABLE spending_talks (
    conversation_id TEXT NOT NULL, unit TEXT NOT NULL, day TEXT NOT NULL,
    calls INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, amount INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, unit, day)
) WITHOUT ROWID;
INSERT INTO spending_talks SELECT conversation_id, unit, day, calls, prompt_tokens, completion_tokens,
    cached_tokens, reasoning_tokens, amount FROM talks_before;
DROP TABLE talks_before;
"""

_OLD_ANSWERS = """
INSERT INTO spendings (id, at, day, kind, profile_id, model, conversation_id, task_id, request_id,
    prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, prompt_estimate, unit, amount, told)
SELECT id, created_at, strftime('%Y-%m-%d', created_at / 1000000, 'unixepoch', 'localtime'), 'message',
    json_extract(details, '$.profile_id'), coalesce(json_extract(details, '$.model'), ''), conversation_id,
    '', '', coalesce(json_extract(details, '$.usage.prompt_tokens'), 0),
    coalesce(json_extract(details, '$.usage.completion_tokens'), 0),
    coalesce(json_extract(details, '$.usage.cached_tokens'), 0),
    coalesce(json_extract(details, '$.usage.reasoning_tokens'), 0), 0, '?', 0, 0
FROM messages WHERE number IN (
    SELECT min(number) FROM messages
    WHERE role = 'assistant' AND json_extract(details, '$.profile_id') IS NOT NULL
    AND json_extract(details, '$.usage') IS NOT NULL
    AND coalesce(json_extract(details, '$.choice_index'), 0) = 0
    GROUP BY created_at, json_extract(details, '$.usage')
)
"""
"""A copy in another conversation has the time and the count of its original: it was paid once."""

_OLD_NAMES = """
INSERT OR REPLACE INTO spending_names
SELECT json_extract(details, '$.profile_id'), json_extract(details, '$.profile_name') FROM messages
WHERE role = 'assistant' AND json_extract(details, '$.profile_name') IS NOT NULL
AND json_extract(details, '$.profile_id') IS NOT NULL
UNION SELECT id, title FROM conversations WHERE title <> ''
"""

_OLD_TASK = """
INSERT OR IGNORE INTO spendings (id, at, day, kind, profile_id, model, conversation_id, task_id, request_id,
    prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, prompt_estimate, unit, amount, told)
VALUES (?, ?, strftime('%Y-%m-%d', ? / 1000000, 'unixepoch', 'localtime'), ?, ?, ?, '', ?, '', 0, 0, 0, 0, 0,
    ?, ?, ?)
"""
_PAID = ("downloading", "download_failed", "done")


def create_spending(connection: sqlite3.Connection) -> None:
    """Make the tables and enter what older data shows; what that cost, its answers never said."""
    triggers = _triggers(
        "spending",
        {
            "spending_days": ("day", "kind", "profile_id", "model", "unit"),
            "spending_talks": ("conversation_id", "day", "unit"),
        },
    )
    connection.executescript(f"BEGIN; {_TABLES} {triggers} COMMIT;")
    connection.execute("BEGIN")
    connection.execute(_OLD_ANSWERS)
    connection.execute(_OLD_NAMES)
    for row, name in _old_tasks(connection):
        connection.execute(_OLD_TASK, row)
        connection.execute("INSERT OR REPLACE INTO spending_names VALUES (?, ?)", (row[4], name))
    connection.execute("COMMIT")


def create_longer_sums(connection: sqlite3.Connection) -> None:
    """Sums by months, and by days alone; those of conversations in the order in which they are added up."""
    months, totals = ("month", "kind", "profile_id", "model", "unit"), ("day", "unit")
    into_months, into_totals = ", ".join((*months, *_COUNTS)), ", ".join((*totals, *_COUNTS))
    added = ", ".join(f"sum({count})" for count in _COUNTS)
    connection.executescript(
        f"""
        BEGIN;
        {_LONGER_TABLES}
        INSERT INTO spending_months ({into_months})
            SELECT substr(day, 1, 7), kind, profile_id, model, unit, {added} FROM spending_days
            GROUP BY substr(day, 1, 7), kind, profile_id, model, unit;
        INSERT INTO spending_totals ({into_totals})
            SELECT day, unit, {added} FROM spending_days GROUP BY day, unit;
        {_triggers("spending_longer", {"spending_months": months, "spending_totals": totals})}
        COMMIT;
        """
    )


def in_billionths(cost: Cost | None) -> tuple[str, int, bool]:
    """Unit, amount, and whether the gateway told it."""
    if cost is None:
        return UNKNOWN, 0, False
    return cost.symbol, round(cost.amount * BILLION), cost.is_told


def _triggers(name: str, tables: Mapping[str, Sequence[str]]) -> str:
    """Every entry counts in all sums; one that changes is taken out as it was and put in as it is."""
    put = {
        sign: "".join(_into(table, keys, row, sign) for table, keys in tables.items())
        for sign, row in (("", "new"), ("-", "old"))
    }
    return f"""
    CREATE TRIGGER {name}_added AFTER INSERT ON spendings BEGIN {put[""]} END;
    CREATE TRIGGER {name}_removed AFTER DELETE ON spendings BEGIN {put["-"]} END;
    CREATE TRIGGER {name}_changed AFTER UPDATE ON spendings BEGIN {put["-"]} {put[""]} END;
    """


def _into(table: str, keys: Sequence[str], row: str, sign: str) -> str:
    columns = ", ".join((*keys, *_COUNTS))
    named = (f"substr({row}.day, 1, 7)" if key == "month" else f"{row}.{key}" for key in keys)
    values = ", ".join((*named, *(f"{sign}{row}.{count}" for count in _COUNTS)))
    added = ", ".join(f"{count} = {count} + excluded.{count}" for count in _COUNTS)
    return f"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT DO UPDATE SET {added};"


def _old_tasks(connection: sqlite3.Connection) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Tasks that were paid, as rows of ``_OLD_TASK``, and what their profiles were called."""
    marks = ", ".join("?" * len(_PAID))
    rows = connection.execute(
        f"SELECT id, created_at, page, profile_id, model, body FROM remote_tasks WHERE state IN ({marks})",
        _PAID,
    ).fetchall()
    for task_id, at, page, profile_id, model, text in rows:
        body = json.loads(text)
        cost = read_money(str(body.get("cost") or _expected(body.get("request"))))
        row = (task_id, at, at, page, profile_id, model, task_id, *in_billionths(cost))
        yield row, str(body.get("profile_name") or "")


def _expected(request: object) -> str:
    """What its form said that it would cost."""
    try:
        form = json.loads(request) if isinstance(request, str) and request else {}
    except ValueError:
        return ""
    return str(form.get("cost") or "") if isinstance(form, dict) else ""
