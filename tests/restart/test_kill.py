"""The program is killed at any moment, and what was said is there afterwards."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.conversation import MessageState
from app.domain.ids import MessageId
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS
from tests.restart import writer
from tests.storage.talk import CONVERSATION, said

chance = random.Random()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path


def kill_after(folder: Path, scene: str, words: int) -> list[str]:
    """Run the writer, kill it the moment it has said so many words; everything it said."""
    command = [sys.executable, "-m", "tests.restart.writer", str(folder), scene]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said_words = [process.stdout.readline() for _ in range(words)]
        process.kill()
        said_words += process.stdout.readlines()
    return [word.strip() for word in said_words if word.endswith("\n")]


def verdict(path: Path) -> str:
    """What SQLite itself says of the file."""
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


async def test_every_message_that_was_kept_survives_being_killed_while_writing(folder: Path) -> None:
    kept: list[str] = []
    for _ in range(4):
        kept += kill_after(folder, "talk", chance.randint(1, 60))
        database = await Database.open(folder / "studio.db", folder / "backups")
        store = ConversationStore(database)
        await store.interrupt_streaming()
        messages = [await store.message(MessageId(word)) for word in kept]
        assert all(message and message.state is MessageState.COMPLETE for message in messages)
        branch = await store.branch_end(CONVERSATION.id, None, 10_000)
        assert len(kept) <= len(branch) <= len(kept) + 4
        assert not [node for node in branch if node.message.state is MessageState.STREAMING]
        assert (await store.search(f"第{kept[-1]}句"))[0].excerpt.startswith(f"第{kept[-1]}句")
        await database.close()
        assert verdict(folder / "studio.db") == "ok"


@pytest.mark.parametrize("words", [1, writer.STEPS // 2, writer.STEPS])
async def test_being_killed_in_a_migration_leaves_the_old_data_or_the_new(folder: Path, words: int) -> None:
    path = folder / "studio.db"
    database = await Database.open(path, folder / "backups")
    store = ConversationStore(database)
    await store.save(CONVERSATION)
    await store.save_messages(*(said(str(number), "话" * 500) for number in range(200)))
    await database.close()

    kill_after(folder, "migrate", words)

    assert verdict(path) == "ok"
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        assert version in (len(MIGRATIONS), len(MIGRATIONS) + 1)
        assert connection.execute("SELECT count(*) FROM messages").fetchone() == (200,)
    again = await Database.open(path, folder / "backups", (*MIGRATIONS, lambda connection: None))
    assert (await again.run(lambda it: it.execute("SELECT count(*) FROM messages").fetchone())) == (200,)
    await again.close()
