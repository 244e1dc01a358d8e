"""The shape of the database, version by version.

A migration is never changed once it was released; a new shape is a new entry at the end of ``MIGRATIONS``.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.domain.errors import ErrorKind, StorageError, Technical
from app.storage.spending_shape import create_longer_sums, create_spending

APPLICATION_ID = 0x52535444
"""Marks a file as ours in SQLite's header: «RSTD»."""

Migration = Callable[[sqlite3.Connection], None]

_PROFILES = """
CREATE TABLE profiles (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE profile_cache (
    profile_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (profile_id, kind)
) WITHOUT ROWID;

CREATE TABLE choices (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""

_CONVERSATIONS = """
CREATE TABLE folders (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    title_is_automatic INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    settings TEXT NOT NULL,
    folder_id TEXT,
    pinned INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    leaf_id TEXT,
    deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE views (
    conversation_id TEXT PRIMARY KEY,
    draft TEXT,
    anchor TEXT
) WITHOUT ROWID;

CREATE TABLE messages (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL,
    parent_id TEXT,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    parts TEXT NOT NULL,
    details TEXT NOT NULL,
    indexed INTEGER NOT NULL DEFAULT 0,
    deleted_at INTEGER
);
CREATE INDEX messages_by_parent ON messages (conversation_id, parent_id);
CREATE INDEX messages_by_age ON messages (conversation_id, number);
CREATE INDEX messages_streaming ON messages (state) WHERE state = 'streaming';
"""

_SEARCH = """
CREATE VIRTUAL TABLE message_grams USING fts5 (
    grams, content = '', detail = none,
    tokenize = 'ascii tokenchars ''!"#$%&''''()*+,-./:;<=>?@[\\]^_`{|}~'''
);
"""

_EXCHANGES = """
CREATE TABLE exchanges (
    number INTEGER PRIMARY KEY,
    profile_id TEXT NOT NULL,
    size INTEGER NOT NULL,
    body TEXT NOT NULL
);
"""

_TASKS = """
CREATE TABLE remote_tasks (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    page TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    due_at INTEGER,
    body TEXT NOT NULL,
    deleted_at INTEGER
);
CREATE INDEX remote_tasks_alive ON remote_tasks (state, due_at, number) WHERE deleted_at IS NULL;

CREATE TABLE task_answers (
    number INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX task_answers_by_task ON task_answers (task_id, number);
"""

_LIBRARY = """
CREATE TABLE assets (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    favourite INTEGER NOT NULL,
    model TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    words TEXT NOT NULL,
    body TEXT NOT NULL,
    deleted_at INTEGER
);
CREATE INDEX assets_by_age ON assets (created_at, number) WHERE deleted_at IS NULL;
CREATE INDEX assets_by_path ON assets (path);

CREATE TABLE asset_tags (
    tag TEXT NOT NULL,
    asset_id TEXT NOT NULL,
    PRIMARY KEY (tag, asset_id)
) WITHOUT ROWID;
CREATE INDEX asset_tags_by_asset ON asset_tags (asset_id);

CREATE VIRTUAL TABLE asset_grams USING fts5 (
    grams, content = '', detail = none,
    tokenize = 'ascii tokenchars ''!"#$%&''''()*+,-./:;<=>?@[\\]^_`{|}~'''
);
"""

_TURNS = """
CREATE TABLE task_turns (
    task_id TEXT PRIMARY KEY,
    answer TEXT NOT NULL
);
"""

_ATTACHED = """
ALTER TABLE assets ADD COLUMN origin TEXT NOT NULL DEFAULT 'made';
CREATE INDEX assets_by_content ON assets (json_extract(body, '$.checksum'));
CREATE INDEX assets_by_size ON assets (size_bytes, number) WHERE deleted_at IS NULL;

CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID;
"""

_CHARACTERS = """
CREATE TABLE characters (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    profile_id TEXT NOT NULL,
    body TEXT NOT NULL
);
"""

_TOOLS = """
CREATE TABLE tool_servers (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);

CREATE TABLE allowed_tools (
    tool TEXT PRIMARY KEY
) WITHOUT ROWID;
"""

_SHELVES = """
CREATE TABLE shelf_items (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""

_IMPORTED = """
CREATE TABLE imported (
    conversation_id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    imported_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX imported_by_source ON imported (source, source_id);
"""


def _first_shape(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_PROFILES} {_CONVERSATIONS} {_SEARCH} {_EXCHANGES} COMMIT;")


def _tasks_and_library(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_TASKS} {_LIBRARY} COMMIT;")


def _turns(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_TURNS} COMMIT;")


def _attached_files(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_ATTACHED} COMMIT;")


def _characters(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_CHARACTERS} COMMIT;")


def _tool_servers(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_TOOLS} COMMIT;")


def _shelves(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_SHELVES} COMMIT;")


def _imported(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {_IMPORTED} COMMIT;")


MIGRATIONS: tuple[Migration, ...] = (
    _first_shape,
    _tasks_and_library,
    _turns,
    _attached_files,
    _characters,
    _tool_servers,
    _shelves,
    _imported,
    create_spending,
    create_longer_sums,
)
"""The migration at index N leads from version N to version N + 1."""

COUNTED = (
    "profiles", "folders", "conversations", "messages", "remote_tasks", "assets", "task_turns", "characters",
    "tool_servers", "shelf_items", "imported", "spendings",
)  # fmt: skip
"""Tables from which no migration may lose a row."""


def upgrade(path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the database at ``path`` to the newest version, in place, and verify it.

    It works on a copy that nobody else knows; what it leaves behind after an error is worth nothing.

    Raises:
        StorageError: the result is damaged or lost rows.
        sqlite3.Error: a step failed.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        before = _counts(connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("PRAGMA synchronous = OFF")  # whoever swaps the copy in waits for the disk once
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for number, migration in enumerate(migrations[version:], start=version + 1):
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
        _verify(connection, before)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in COUNTED
        if table in present
    }


def _verify(connection: sqlite3.Connection, before: dict[str, int]) -> None:
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    after = _counts(connection)
    lost = [table for table, count in before.items() if after.get(table, 0) < count]
    if verdict != "ok" or lost:
        cause = f"migration failed: {verdict}, rows lost in {lost}"
        raise StorageError(ErrorKind.DATA_DAMAGED, technical=Technical(cause=cause))
