"""Copies of attached files go when nothing has named them for a month, and never before."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.card import MediaFamily, SlotRole
from app.domain.conversation import AttachmentPart, Draft
from app.domain.form import FormDraft, FormInput, GenerationForm
from app.domain.ids import ProfileId
from app.domain.media import Attachment
from app.storage.attachment_sweep import ROWS_AT_ONCE, AttachmentSweep
from app.storage.attachments import AttachmentStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.form_drafts import FormDrafts
from app.storage.records import to_text
from app.storage.remote_tasks import RemoteTaskStore
from tests.storage.pictures import png
from tests.storage.talk import CONVERSATION, said
from tests.storage.test_remote_tasks import task

NOW = datetime.now(UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "attachments"
    folder.mkdir()
    return folder


@pytest.fixture
def store(folder: Path) -> AttachmentStore:
    return AttachmentStore(folder)


async def kept(store: AttachmentStore, size: int, days: int = 40) -> Attachment:
    """A picture that was added so many days ago."""
    attachment = await store.add_bytes(png(size, size), f"{size}.png")
    then = (NOW - timedelta(days=days)).timestamp()
    os.utime(store.path(attachment), (then, then))
    return attachment


def form_with(attachment: Attachment) -> GenerationForm:
    return GenerationForm("card", "m", inputs=(FormInput(SlotRole.REFERENCE, attachment),))


async def test_only_what_nothing_names_is_deleted(
    database: Database, folder: Path, store: AttachmentStore
) -> None:
    talks, tasks, forms = ConversationStore(database), RemoteTaskStore(database), FormDrafts(database)
    in_message, in_draft, in_task, in_removed, in_form, unused, young = [
        await kept(store, size, days) for size, days in enumerate((40, 40, 40, 40, 40, 40, 29), start=1)
    ]
    await talks.save(CONVERSATION)
    await talks.save_messages(replace(said("look"), parts=(AttachmentPart(in_message),)))
    await talks.save_draft(CONVERSATION.id, Draft("", (in_draft,)))
    await tasks.save(
        task(1, request=to_text(form_with(in_task))), task(2, request=to_text(form_with(in_removed)))
    )
    await tasks.remove((task(2).id,))
    await forms.save(MediaFamily.IMAGE, FormDraft(ProfileId("p"), "m", form_with(in_form)))

    assert await AttachmentSweep(database, folder).run(NOW) == 1
    left = [store.path(one).is_file() for one in (in_message, in_draft, in_task, in_removed, in_form, young)]
    assert left == [True] * 6
    assert not store.path(unused).exists()
    assert await AttachmentSweep(database, folder).run(NOW) == 0


async def test_everything_is_looked_through_however_much_there_is(
    database: Database, folder: Path, store: AttachmentStore
) -> None:
    wanted = await kept(store, 9)
    rows = [task(number) for number in range(ROWS_AT_ONCE * 2)]
    await RemoteTaskStore(database).save(*rows, task(99_999, request=to_text(form_with(wanted))))
    assert await AttachmentSweep(database, folder).run(NOW) == 0


async def test_what_is_added_again_is_new(database: Database, folder: Path, store: AttachmentStore) -> None:
    await kept(store, 9)
    again = await store.add_bytes(png(9, 9), "again.png")
    assert await AttachmentSweep(database, folder).run(NOW) == 0
    assert store.path(again).is_file()


async def test_what_is_no_copy_of_ours_is_left_alone(database: Database, folder: Path) -> None:
    (folder / "ab").mkdir()
    stranger = folder / "ab" / "holiday.png"
    stranger.write_bytes(b"x")
    os.utime(stranger, (0, 0))
    assert await AttachmentSweep(database, folder).run(NOW) == 0
    assert stranger.is_file()
