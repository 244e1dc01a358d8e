"""Data to measure with: a conversation of fixed text, the last one that was shown."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.bootstrap.services import open_studio
from app.domain.conversation import ChatSettings, Message, Role, TextPart
from app.domain.ids import ConversationId, MessageId
from app.storage.conversations import ConversationStore
from app.storage.places import find_places
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore

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


def fill(folder: str, messages: int) -> None:
    """Make the data folder."""
    asyncio.run(_fill(Path(folder), messages))


async def _fill(folder: Path, messages: int) -> None:
    places = find_places(folder, folder / "media")
    settings = SettingsStore(places.settings)
    opened = await open_studio(places, settings, Secrets())
    studio = opened.studio
    profile = await studio.profiles.ensure_demo("en")
    chosen = ChatSettings(profile_id=profile.id, model="demo-chat")
    conversation = await studio.conversations.create(chosen)
    await studio.conversations.rename(conversation.id, "Benchmark")
    said = [_message(conversation.id, number) for number in range(messages)]
    await ConversationStore(opened.database).save_messages(*said)
    await studio.conversations.change(conversation.id, leaf_id=said[-1].id)
    settings.change(last_conversation=conversation.id, last_page="conversations")
    await opened.close()


def _message(conversation_id: ConversationId, number: int) -> Message:
    text = (QUESTION if number % 2 == 0 else ANSWER).replace("{n}", str(number // 2 + 1))
    return Message(
        id=MessageId(f"m{number:07}"),
        conversation_id=conversation_id,
        parent_id=MessageId(f"m{number - 1:07}") if number else None,
        role=Role.USER if number % 2 == 0 else Role.ASSISTANT,
        parts=(TextPart(text),),
        created_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        model="" if number % 2 == 0 else "demo-chat",
    )
