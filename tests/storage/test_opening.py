"""Opening the data: new, old, damaged, of a later version, on a disk that refuses."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, StorageError
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS, Migration
from tests.storage.talk import CONVERSATION, said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "studio.db"


@pytest.fixture
def backups(path: Path) -> Path:
    return path.parent / "backups"


async def talk(path: Path, backups: Path, *, snapshot: bool = False) -> None:
    """A session in which something was said."""
    database = await Database.open(path, backups)
    store = ConversationStore(database)
    await store.save(CONVERSATION)
    await store.save_messages(said("hello", "你好"))
    if snapshot:
        await database.back_up()
    await database.close()


async def texts(database: Database) -> list[str]:
    nodes = await ConversationStore(database).branch_end(CONVERSATION.id, None, 10)
    return [node.message.text for node in nodes]


def add_color(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE conversations ADD COLUMN color TEXT")


def lose_messages(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM messages")


def stumble(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE messages ADD COLUMN half TEXT")
    raise OSError(28, "No space left on device")


async def test_the_first_start_makes_the_data(path: Path, backups: Path) -> None:
    database = await Database.open(path, backups)
    assert database.opening.created
    await database.close()


async def test_what_was_said_is_there_at_the_next_start(path: Path, backups: Path) -> None:
    await talk(path, backups)
    database = await Database.open(path, backups)
    assert not database.opening.created
    assert await texts(database) == ["你好"]
    await database.close()


async def test_data_of_a_later_version_is_refused_untouched(path: Path, backups: Path) -> None:
    later = (*MIGRATIONS, add_color)
    await (await Database.open(path, backups, later)).close()
    before = path.read_bytes()
    with pytest.raises(StorageError) as refused:
        await Database.open(path, backups)
    assert refused.value.kind is ErrorKind.DATA_NEWER
    assert path.read_bytes() == before
    assert {entry.name for entry in path.parent.iterdir()} == {"studio.db", "backups"}


async def test_a_migration_keeps_the_old_data_beside_the_new(path: Path, backups: Path) -> None:
    await talk(path, backups)
    database = await Database.open(path, backups, (*MIGRATIONS, add_color))
    report = database.opening
    assert report.migrated_from == len(MIGRATIONS)
    assert report.kept_version is not None
    assert await texts(database) == ["你好"]
    await database.close()
    with closing(sqlite3.connect(report.kept_version)) as old:
        assert old.execute("SELECT count(*) FROM messages").fetchone() == (1,)


@pytest.mark.parametrize(
    ("migration", "kind"), [(lose_messages, ErrorKind.DATA_DAMAGED), (stumble, ErrorKind.DISK_FULL)]
)
async def test_a_migration_that_fails_leaves_the_old_data(
    path: Path, backups: Path, migration: Migration, kind: ErrorKind
) -> None:
    await talk(path, backups)
    with pytest.raises(StorageError) as failed:
        await Database.open(path, backups, (*MIGRATIONS, migration))
    assert failed.value.kind is kind
    database = await Database.open(path, backups)
    assert await texts(database) == ["你好"]
    await database.close()


@pytest.mark.parametrize("start", [0, 100, 30_000])
async def test_a_damaged_file_is_set_aside_and_the_last_snapshot_restored(
    path: Path, backups: Path, start: int
) -> None:
    await talk(path, backups, snapshot=True)
    whole = path.read_bytes()
    damaged = whole[:start] + b"\xff" * 4096 + whole[start + 4096 :]
    path.write_bytes(damaged)
    database = await Database.open(path, backups)
    report = database.opening
    assert report.restored_from == date.today()  # noqa: DTZ011  # snapshots carry the person's own date
    assert report.set_aside is not None
    assert report.set_aside.read_bytes() == damaged
    assert await texts(database) == ["你好"]
    await database.close()


async def test_without_a_snapshot_a_damaged_file_is_still_kept(path: Path, backups: Path) -> None:
    path.write_bytes(b"this is no database" * 100)
    database = await Database.open(path, backups)
    assert database.opening.created
    assert database.opening.set_aside is not None
    assert database.opening.set_aside.read_bytes().startswith(b"this is no database")
    assert await texts(database) == []
    await database.close()


async def test_data_without_a_version_is_never_written_over(path: Path, backups: Path) -> None:
    await talk(path, backups)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    database = await Database.open(path, backups)
    aside = database.opening.set_aside
    await database.close()
    assert aside is not None
    with closing(sqlite3.connect(aside)) as kept:
        assert kept.execute("SELECT count(*) FROM messages").fetchone() == (1,)


async def test_a_missing_or_empty_file_is_restored_from_the_snapshot(path: Path, backups: Path) -> None:
    await talk(path, backups, snapshot=True)
    for vanish in (path.unlink, lambda: path.write_bytes(b"")):
        vanish()
        database = await Database.open(path, backups)
        assert database.opening.restored_from is not None
        assert database.opening.set_aside is None
        assert await texts(database) == ["你好"]
        await database.close()


async def test_a_damaged_snapshot_is_passed_over_for_an_older_one(path: Path, backups: Path) -> None:
    await talk(path, backups, snapshot=True)
    today = next(backups.iterdir())
    today.replace(backups / "studio-2026-01-02.db")
    (backups / "studio-2026-01-03.db").write_bytes(b"SQLite format 3\0 and nothing more")
    path.write_bytes(b"broken")
    database = await Database.open(path, backups)
    assert database.opening.restored_from == date(2026, 1, 2)
    assert await texts(database) == ["你好"]
    await database.close()


async def test_damage_met_while_working_is_looked_for_at_the_next_start(path: Path, backups: Path) -> None:
    def meet_damage(connection: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(":memory:")) as other:
            other.deserialize(b"SQLite format 3\0" + b"\xff" * 4080)
            other.execute("SELECT * FROM sqlite_master")

    database = await Database.open(path, backups)
    with pytest.raises(StorageError) as refused:
        await database.run(meet_damage)
    assert refused.value.kind is ErrorKind.DATA_DAMAGED
    assert (path.parent / "studio.db.suspect").exists()
    await database.close()
    await (await Database.open(path, backups)).close()
    assert not (path.parent / "studio.db.suspect").exists()


async def test_a_folder_that_is_gone_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        await Database.open(tmp_path / "gone" / "studio.db", tmp_path / "backups")
    assert refused.value.kind is ErrorKind.NOT_WRITABLE
    assert list(tmp_path.iterdir()) == []


async def test_another_program_that_holds_the_data_stops_a_migration(path: Path, backups: Path) -> None:
    await talk(path, backups)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError) as refused:
            await Database.open(path, backups, (*MIGRATIONS, add_color))
    assert refused.value.kind is ErrorKind.NOT_WRITABLE
