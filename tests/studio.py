"""A studio without a window, over a real database and the demo gateway."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap.services import OpenStudio, open_studio
from app.domain.conversation import ChatSettings, Draft, Message
from app.domain.ids import ConversationId, KeyId, ProfileId
from app.domain.profile import KeyReference, Profile
from app.services.events import BranchChanged, MessageChanged, MessageGrew, StreamingChanged, ToolCallChanged
from app.services.jobs.task_clock import TaskClock
from app.services.studio import Studio
from app.storage.places import find_places
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from tests.gateway import Gateway

PATIENCE_S = 20.0


async def open_at(folder: Path, clock: TaskClock | None = None, secrets: Secrets | None = None) -> OpenStudio:
    """The services on a data folder, as a start of the program opens them."""
    places = find_places(folder / "data", folder / "media")
    return await open_studio(places, SettingsStore(places.settings), secrets or Secrets(), clock=clock)


async def add_gateway(studio: Studio, gateway: Gateway, key: str = "") -> Profile:
    """A profile that leads to the gateway, its key in this session's memory."""
    reference = KeyReference(KeyId("key-1"), "sk-…demo")
    profile = Profile(ProfileId("profile-1"), "Gateway", (gateway.root,), (reference,))
    return await studio.profiles.save(profile, {reference.id: key or gateway.key}, session_only=True)


@pytest.fixture
async def studio(tmp_path: Path, gateway: Gateway) -> AsyncIterator[Studio]:
    """Services on an empty data folder, with one profile that leads to the gateway."""
    opened = await open_at(tmp_path)
    await add_gateway(opened.studio, gateway)
    yield opened.studio
    await opened.close()


class Talk:
    """One conversation as a person has it: say something, wait for the answer, look at the branch."""

    def __init__(self, studio: Studio, conversation_id: ConversationId) -> None:
        self.studio = studio
        self.id = conversation_id
        self.grown: list[MessageGrew] = []
        self._happened = asyncio.Event()
        studio.hub.listen(MessageGrew, self._grew)
        for kind in (StreamingChanged, MessageChanged, BranchChanged, ToolCallChanged):
            studio.hub.listen(kind, self._note)

    @property
    def streamed_text(self) -> str:
        """All text that was told while it came."""
        return "".join(event.text for event in self.grown)

    async def say(self, text: str, **draft: object) -> Message:
        """Send a message and wait for the whole answer."""
        await self.studio.chat.send(self.id, replace(Draft(text), **draft))  # type: ignore[arg-type]
        return await self.answer()

    async def answer(self) -> Message:
        """Wait until nothing streams; the last message of the branch."""
        await self.until(lambda: self.id not in self.studio.chat.streaming)
        return (await self.branch())[-1]

    async def branch(self) -> tuple[Message, ...]:
        """The messages of the shown branch as they lie in the database."""
        nodes = await self.studio.conversations.branch_end(self.id, 1000)
        return tuple(node.message for node in nodes)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that events bring about."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self._happened.clear()
                await self._happened.wait()

    def _grew(self, event: MessageGrew) -> None:
        if event.conversation_id == self.id:
            self.grown.append(event)
        self._happened.set()

    def _note(self, event: object) -> None:
        self._happened.set()


async def begin_talk(studio: Studio, model: str = "demo-chat", **settings: object) -> Talk:
    """A new conversation with a model."""
    chosen = replace(ChatSettings(model=model), **settings)  # type: ignore[arg-type]
    conversation = await studio.conversations.create(chosen)
    return Talk(studio, conversation.id)
