"""A database in a fresh folder, and a conversation in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from tests.storage.talk import CONVERSATION


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open, empty database."""
    backups = tmp_path / "backups"
    backups.mkdir()
    opened = await Database.open(tmp_path / "studio.db", backups)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def store(database: Database) -> ConversationStore:
    """A store with one conversation that has no message yet."""
    conversations = ConversationStore(database)
    await conversations.save(CONVERSATION)
    return conversations
