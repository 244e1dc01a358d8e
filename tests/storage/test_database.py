"""Work on the open database, and its snapshots."""

import asyncio
import logging
import sqlite3
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, StorageError
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from tests.storage.talk import CONVERSATION, said


async def test_a_transaction_is_kept_whole_or_not_at_all(
    database: Database, store: ConversationStore
) -> None:
    def half(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM conversations")
        raise KeyError("halfway")

    with pytest.raises(KeyError):
        await database.transaction(half)
    assert await store.all() == (CONVERSATION,)


async def test_a_full_disk_is_said_and_what_was_kept_stays(
    database: Database, store: ConversationStore
) -> None:
    await database.run(lambda it: it.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(StorageError) as refused:
        await store.save_messages(said("long", "x" * 1_000_000))
    assert refused.value.kind is ErrorKind.DISK_FULL
    await database.run(lambda it: it.execute("PRAGMA max_page_count = 1000000"))
    await store.save_messages(said("long", "x" * 1_000_000))
    assert await store.message(said("long").id) is not None


async def test_data_that_may_only_be_read_is_said(database: Database, store: ConversationStore) -> None:
    await database.run(lambda it: it.execute("PRAGMA query_only = ON"))
    with pytest.raises(StorageError) as refused:
        await store.save_messages(said("one"))
    assert refused.value.kind is ErrorKind.NOT_WRITABLE


async def test_our_own_wrong_sql_is_no_storage_error(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await database.run(lambda it: it.execute("SELECT nonsense"))


async def test_a_cancelled_saving_is_still_kept(database: Database, store: ConversationStore) -> None:
    saving = asyncio.get_running_loop().create_task(store.save_messages(said("one")))
    await asyncio.sleep(0)
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    assert await store.message(said("one").id) is not None


async def test_closing_finishes_what_was_asked_for(tmp_path: Path, database: Database) -> None:
    (tmp_path / "other").mkdir()
    other = await Database.open(tmp_path / "other" / "studio.db", tmp_path / "backups")
    for number in range(20):
        other.post(lambda it, n=number: it.execute("INSERT INTO choices VALUES (?, '')", (n,)))  # type: ignore[misc]
    await other.close()
    again = await Database.open(tmp_path / "other" / "studio.db", tmp_path / "backups")
    assert await again.run(lambda it: it.execute("SELECT count(*) FROM choices").fetchone()) == (20,)
    await again.close()


async def test_a_writing_that_nobody_waits_for_is_logged_when_refused(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        database.post(lambda it: it.execute("INSERT INTO nowhere VALUES (1)"))
        await database.run(lambda it: None)
        await asyncio.sleep(0)
    assert "The database refused" in caplog.text
    caplog.clear()


async def test_a_snapshot_is_made_once_a_day_and_seven_are_kept(
    tmp_path: Path, database: Database, store: ConversationStore
) -> None:
    backups = tmp_path / "backups"
    for day in range(1, 10):
        (backups / f"studio-2026-01-{day:02}.db").write_bytes(b"old")
    made = await database.back_up()
    assert await database.back_up() == made
    kept = sorted(path.name for path in backups.iterdir())
    assert kept == [f"studio-2026-01-{day:02}.db" for day in range(4, 10)] + [made.name]


async def test_a_snapshot_holds_what_was_said_a_moment_ago(
    tmp_path: Path, database: Database, store: ConversationStore
) -> None:
    await store.save_messages(said("one", "刚才"))
    made = await database.back_up()
    copy = await Database.open(made, tmp_path / "none")
    assert (await ConversationStore(copy).branch_end(CONVERSATION.id, None, 5))[0].message.text == "刚才"
    await copy.close()
