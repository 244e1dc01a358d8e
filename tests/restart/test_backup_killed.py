"""The program is killed while it backs up or goes back: there is always a whole copy, and whole data."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.services.clock import now
from app.storage.backup_archive import verify, write_backup
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.places import Places, find_places
from app.storage.restoring import is_ready, lay_ready, put_in_place
from tests.storage.talk import CONVERSATION, said

chance = random.Random()


@pytest.fixture
async def places(tmp_path: Path) -> Places:
    """Data with a conversation and two attachments."""
    found = find_places(tmp_path / "data", tmp_path / "media")
    found.scratch.mkdir()
    (tmp_path / "elsewhere").mkdir()
    await say(found, "the first words")
    for number in range(2):
        (found.attachments / f"{number}.bin").write_bytes(bytes(200_000))
    found.settings.write_text('{"language": "zh"}')
    return found


async def say(places: Places, text: str) -> None:
    database = await Database.open(places.database, places.backups)
    store = ConversationStore(database)
    await store.save(CONVERSATION, said("1", text, None))
    await database.close()


def run(root: Path, scene: str, lines: int) -> list[str]:
    """Run the worker, kill it after so many lines; what it said."""
    command = [sys.executable, "-m", "tests.restart.backup_worker", str(root), scene]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        heard = [line.strip() for _, line in zip(range(lines), process.stdout, strict=False)]
        process.kill()
    return heard


async def test_every_back_up_that_was_told_of_is_whole(places: Places, tmp_path: Path) -> None:
    told: list[str] = []
    for _ in range(3):
        told += [word for word in run(tmp_path, "make", chance.randint(5, 120)) if word.endswith(".zip")]
    there = sorted((tmp_path / "elsewhere").glob("*.zip"))
    assert {path.name for path in there} >= set(told)
    for path in there:
        assert verify(path, lambda done, of: None).messages == 1


@pytest.mark.parametrize("lines", range(1, 8))
async def test_a_start_that_dies_while_going_back_is_gone_on_with(
    places: Places, tmp_path: Path, lines: int
) -> None:
    archive = tmp_path / "backup.zip"
    write_backup(archive, places, media=False, program="0", made_at=now(), progress=lambda done, of: None)
    await say(places, "what came after")
    places.settings.write_text('{"language": "en"}')
    (places.attachments / "0.bin").unlink()
    lay_ready(archive, places, lambda done, of: None)

    run(tmp_path, "restore", lines)
    report = put_in_place(places, now())

    assert not is_ready(places)
    with closing(sqlite3.connect(places.database)) as connection:
        assert "the first words" in connection.execute("SELECT parts FROM messages").fetchone()[0]
    assert "zh" in places.settings.read_text()
    assert len(list(places.attachments.iterdir())) == 2
    (aside,) = places.data.glob("before-restore-*")
    assert report is None or report.set_aside == aside
    with closing(sqlite3.connect(aside / "studio.db")) as connection:
        assert "what came after" in connection.execute("SELECT parts FROM messages").fetchone()[0]
    assert "en" in (aside / "settings.json").read_text()
    assert len(list((aside / "attachments").iterdir())) == 1
