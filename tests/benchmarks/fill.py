"""Data to measure with: conversations of fixed text, the last one being the one that was shown."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from app.bootstrap.services import open_studio
from app.domain.conversation import ChatSettings, Conversation, Message, Role, TextPart
from app.domain.ids import ConversationId, MessageId
from app.storage.conversations import ConversationStore
from app.storage.places import find_places
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore

START = datetime(2026, 1, 1, tzinfo=UTC)
QUESTION = "请解释一下第 {n} 点，and give a short example in code."
ANSWER = """## 第 {n} 点

流式输出时，**界面只解析最后一个块。** The finished blocks keep their layout, so the cost stays flat.

- 第一项：collect tokens for one frame
- 第二项：parse the last block only
- 第三项：repaint from the last changed line

```python
def flush(self) -> None:
    for row in self.rows[self.first:]:
        row.lay_out(self.width)
```

| 项 | 值 |
|---|---|
| 帧 | 16 ms |
| 块 | {n} |
"""


def identity(messages: int) -> ConversationId:
    """The conversation of so many messages."""
    return ConversationId(f"of-{messages}")


def fill(folder: Path, lengths: tuple[int, ...], *, more_rows: int = 0) -> None:
    """Make a data folder with the demo profile and a conversation of each length.

    Args:
        more_rows: empty conversations that fill the list.
    """
    # Made elsewhere, so that the measuring process does not begin with the memory that this took.
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        processes.submit(_make, folder, lengths, more_rows).result()


def _make(folder: Path, lengths: tuple[int, ...], more_rows: int) -> None:
    asyncio.run(_fill(folder, lengths, more_rows))


async def _fill(folder: Path, lengths: tuple[int, ...], more_rows: int) -> None:
    places = find_places(folder, folder / "media")
    settings = SettingsStore(places.settings)
    opened = await open_studio(places, settings, Secrets())
    store = ConversationStore(opened.database)
    profile = await opened.studio.profiles.ensure_demo("en")
    await opened.studio.models.refresh(profile)
    chosen = ChatSettings(profile_id=profile.id, model="demo-chat")
    for number in range(more_rows):
        await store.save(_conversation(ConversationId(f"row-{number}"), number, chosen))
    for number, length in enumerate(lengths, more_rows):
        await store.save(_conversation(identity(length), number, chosen, f"{length}-{length - 1:07}"))
        await store.save_messages(*_messages(length))
    settings.change(last_conversation=identity(lengths[-1]), last_page="conversations")
    await opened.close()


def _conversation(
    name: ConversationId, number: int, chosen: ChatSettings, leaf: str | None = None
) -> Conversation:
    moment = START + timedelta(hours=number)
    leaf_id = MessageId(leaf) if leaf else None
    return Conversation(name, f"Benchmark {number}", moment, moment, chosen, leaf_id=leaf_id)


def _messages(length: int) -> Iterator[Message]:
    for number in range(length):
        asked = number % 2 == 0
        text = (QUESTION if asked else ANSWER).replace("{n}", str(number // 2 + 1))
        yield Message(
            id=MessageId(f"{length}-{number:07}"),
            conversation_id=identity(length),
            parent_id=MessageId(f"{length}-{number - 1:07}") if number else None,
            role=Role.USER if asked else Role.ASSISTANT,
            parts=(TextPart(text),),
            created_at=START + timedelta(seconds=number),
            model="" if asked else "demo-chat",
        )
