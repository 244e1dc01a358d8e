"""A studio that is killed: writes without end, and says each thing that is safely kept.

``python -m tests.restart.writer FOLDER talk`` says a number for each saved message.
``python -m tests.restart.writer FOLDER migrate`` migrates in slow steps and says each step.
"""

import asyncio
import itertools
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

from app.domain.conversation import MessageState, TextPart
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS
from tests.storage.talk import CONVERSATION, said

STEPS = 40


def say(word: object) -> None:
    """Tell the one who will kill us."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def talk(folder: Path) -> None:
    """Save a question, and an answer that grows; each message hangs below the one before."""
    database = await Database.open(folder / "studio.db", folder / "backups")
    store = ConversationStore(database)
    await store.save(CONVERSATION)
    parent = await store.newest_leaf(CONVERSATION.id)
    start = 0 if parent is None else int(parent) + 1
    for number in itertools.count(start):
        message = said(str(number), f"第{number}句", parent, state=MessageState.STREAMING)
        await store.save_messages(message)
        grown = (TextPart(message.text + "话" * 2000),)
        await store.save_messages(replace(message, parts=grown, state=MessageState.COMPLETE))
        say(number)
        parent = message.id


def slow_step(connection: sqlite3.Connection) -> None:
    """A migration that takes a while in the middle of its work."""
    for step in range(STEPS):
        connection.execute(f"ALTER TABLE messages ADD COLUMN extra_{step} TEXT")
        connection.execute(f"UPDATE messages SET extra_{step} = parts")
        say(step)


async def migrate(folder: Path) -> None:
    """Open the data as a later version would."""
    database = await Database.open(folder / "studio.db", folder / "backups", (*MIGRATIONS, slow_step))
    say("done")
    await database.close()


if __name__ == "__main__":
    asyncio.run({"talk": talk, "migrate": migrate}[sys.argv[2]](Path(sys.argv[1])))
