"""What was attached to messages and forms becomes part of the library, once, without a copy."""

# a test may wait for the disk

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.card import SlotRole
from app.domain.conversation import (
    AttachmentPart,
    ChatSettings,
    Conversation,
    Message,
    MessageState,
    Role,
    TextPart,
)
from app.domain.form import FormInput, GenerationForm
from app.domain.ids import AssetId, ConversationId, MessageId, ProfileId, TaskId
from app.domain.media import Asset, AssetOrigin, Attachment, MediaKind
from app.domain.remote_task import RemoteTask, TaskState
from app.storage.assets import AssetStore
from app.storage.attached import AttachedFiles
from app.storage.attachments import AttachmentStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import to_text
from app.storage.remote_tasks import RemoteTaskStore
from tests.storage.pictures import png

WHEN = datetime(2026, 11, 15, 12, 0, tzinfo=UTC)
TALK = ConversationId("talk")


class Desk:
    """Where things are attached, and the library that hears of it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.attachments = AttachmentStore(folder)
        self.conversations = ConversationStore(database)
        self.tasks = RemoteTaskStore(database)
        self.assets = AssetStore(database)
        self.attached = AttachedFiles(database, folder)

    async def picture(self, edge: int) -> Attachment:
        """A picture of the person's."""
        return await self.attachments.add_bytes(png(edge, edge), f"holiday {edge}.png")

    async def say(self, name: str, attachment: Attachment, **fields: object) -> Message:
        """A message with a file."""
        message = Message(
            MessageId(name), TALK, None, Role.USER, (TextPart("Look"), AttachmentPart(attachment)), WHEN
        )
        message = replace(message, **fields)  # type: ignore[arg-type]
        await self.conversations.save_messages(message)
        return message

    async def known(self) -> list[Asset]:
        """The library, the newest first."""
        return list(await self.assets.get_many(await self.assets.ids()))


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Desk:
    folder = tmp_path / "attachments"
    folder.mkdir()
    desk = Desk(database, folder)
    await desk.conversations.save(Conversation(TALK, "Talk", WHEN, WHEN, ChatSettings()))
    return desk


async def test_a_file_of_a_message_is_found_by_its_name(desk: Desk) -> None:
    picture = await desk.picture(3)
    await desk.say("m1", picture)
    assert await desk.attached.take_in() == 1
    (asset,) = await desk.known()
    assert (asset.name, asset.width, asset.origin) == ("holiday 3.png", 3, AssetOrigin.ATTACHED)
    assert Path(asset.path) == desk.attachments.path(picture)
    assert asset.created_at == WHEN
    assert await desk.attached.take_in() == 0


async def test_the_same_content_is_there_once(desk: Desk) -> None:
    picture = await desk.picture(3)
    await desk.say("m1", picture)
    await desk.say("m2", replace(picture, name="again.png"))
    assert await desk.attached.take_in() == 1
    await desk.say("m3", picture)
    assert await desk.attached.take_in() == 0


async def test_what_was_made_here_does_not_become_attached_too(desk: Desk) -> None:
    picture = await desk.picture(3)
    made = Asset(AssetId("a1"), MediaKind.PICTURE, "image/png", "/media/a.png", 10, WHEN, checksum=picture.id)
    await desk.assets.save(made)
    await desk.say("m1", picture)
    assert await desk.attached.take_in() == 0
    assert [asset.origin for asset in await desk.known()] == [AssetOrigin.MADE]


async def test_a_picture_of_an_answer_waits_for_the_end_of_the_answer(desk: Desk) -> None:
    picture = await desk.picture(3)
    answer = await desk.say("m1", picture, role=Role.ASSISTANT, state=MessageState.STREAMING, model="painter")
    later = await desk.picture(4)
    await desk.say("m2", later)
    assert await desk.attached.take_in() == 0
    await desk.conversations.save_messages(replace(answer, state=MessageState.COMPLETE))
    assert await desk.attached.take_in() == 2
    models = {asset.id: asset.provenance.model for asset in await desk.known()}
    assert models == {AssetId(picture.id): "painter", AssetId(later.id): ""}


async def test_pictures_of_forms_are_there_too(desk: Desk) -> None:
    picture = await desk.picture(3)
    form = GenerationForm("card", "model", inputs=(FormInput(SlotRole.REFERENCE, picture),))
    task = RemoteTask(
        TaskId("t1"), ProfileId("p"), "Gateway", "card", "openai", "edit", "model", "winter", to_text(form),
        "https://gateway.example", TaskState.DONE, WHEN,
    )  # fmt: skip
    await desk.tasks.save(task, replace(task, id=TaskId("t2"), request=""))
    assert await desk.attached.take_in() == 1
    assert [asset.id for asset in await desk.known()] == [AssetId(picture.id)]


async def test_what_was_forgotten_stays_forgotten(desk: Desk) -> None:
    picture = await desk.picture(3)
    await desk.say("m1", picture)
    await desk.attached.take_in()
    await desk.assets.forget([AssetId(picture.id)])
    assert await desk.attached.take_in() == 0
    assert await desk.known() == []


async def test_thousands_of_messages_are_looked_through_piece_by_piece(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.attached.ROWS_AT_ONCE", 2)
    for number in range(5):
        await desk.say(f"m{number}", await desk.picture(number + 1))
    assert await desk.attached.take_in() == 5
