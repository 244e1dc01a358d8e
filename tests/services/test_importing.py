"""Conversations of other programs come into the studio, and leave again when that is undone."""

# a test may wait for the disk

import asyncio
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.conversation import Message, TextPart
from app.domain.conversation_tree import ConversationTree
from app.domain.errors import ErrorKind, StudioError
from app.domain.imported import ImportReport, ImportSource, Loss
from app.services.imports.imports import ImportOffer
from app.services.studio import Studio
from app.storage.conversation_json import read_entry
from tests.demo.native_files import PICTURE
from tests.services.import_files import KEYS, case_file, chatgpt_zip, cherry_zip, many
from tests.studio import PATIENCE_S, begin_talk


async def look(studio: Studio, path: Path) -> ImportOffer:
    """What a file holds."""
    return await studio.imports.look(path, lambda count: None)


async def take(studio: Studio, offer: ImportOffer, folder: str = "") -> ImportReport:
    """Take in everything that is not here yet."""
    numbers = [entry.number for entry in offer.entries if not entry.known]
    return await studio.imports.take_in(offer, numbers, folder, lambda done, of: None)


async def branch(studio: Studio, report: ImportReport, number: int = 0) -> tuple[Message, ...]:
    """The shown messages of an imported conversation."""
    nodes = await studio.conversations.branch_end(report.conversations[number], 1000)
    return tuple(node.message for node in nodes)


async def test_an_archive_of_chatgpt_brings_branches_and_pictures(studio: Studio, tmp_path: Path) -> None:
    offer = await look(studio, chatgpt_zip(tmp_path))
    assert [(entry.title, entry.messages) for entry in offer.entries] == [("Kyoto in spring", 4)]
    assert [entry.title for entry in offer.faulty] == ["Broken"]

    report = await take(studio, offer, "From ChatGPT")

    question, answer, _ = await branch(studio, report)
    assert await studio.attachments.read(question.attachments[0]) == PICTURE
    assert question.attachments[0].name == "temple.png"
    assert len((await studio.conversations.node(answer.id)).siblings.ids) == 2  # type: ignore[union-attr]
    (folder,) = studio.conversations.folders
    assert folder.name == "From ChatGPT"
    row = studio.conversations.get(report.conversations[0])
    assert row is not None
    assert (row.folder_id, row.updated_at.year) == (folder.id, 2024)
    assert (await studio.conversations.search("Fushimi"))[0].conversation_id == row.id
    await studio.imports.close(offer)
    assert not offer.spool.exists()


async def test_the_same_file_again_brings_nothing_twice(studio: Studio, tmp_path: Path) -> None:
    path = cherry_zip(tmp_path)
    report = await take(studio, await look(studio, path))

    again = await look(studio, path)
    assert [entry.known for entry in again.entries] == [True]

    await studio.imports.undo(report)
    assert studio.conversations.all == ()
    assert [entry.known for entry in (await look(studio, path)).entries] == [False]


async def test_undoing_takes_the_folder_along(studio: Studio) -> None:
    report = await take(studio, await look(studio, case_file("chatbox")), "Chatbox")
    assert len(report.conversations) == 2
    await studio.imports.undo(report)
    assert (studio.conversations.all, studio.conversations.folders) == ((), ())


async def test_no_key_of_a_file_is_on_the_disk_afterwards(studio: Studio, tmp_path: Path) -> None:
    for name in ("chatbox", "nextchat"):
        offer = await look(studio, case_file(name))
        await take(studio, offer)
    await take(studio, await look(studio, cherry_zip(tmp_path / "..")))
    for path in studio.places.data.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [key for key in KEYS if key.encode() in content], path


async def test_a_file_that_breaks_off_gives_what_stood_before(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    whole = json.dumps(many(5))
    path.write_text(whole[: len(whole) * 3 // 5])
    offer = await look(studio, path)
    assert offer.cut
    assert 1 <= len(offer.entries) < 5


async def test_a_bomb_is_refused(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("data.json", "w") as file:
        for _ in range(100):
            file.write(b" " * 1024 * 1024)
    with pytest.raises(StudioError) as refused:
        await look(studio, path)
    assert refused.value.kind is ErrorKind.IMPORT_TOO_LARGE


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\xff\xfe\x00", b'{"a": 1}'])
async def test_a_file_of_nobody_is_refused(studio: Studio, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.zip"
    path.write_bytes(content)
    with pytest.raises(StudioError) as refused:
        await look(studio, path)
    assert refused.value.kind is ErrorKind.IMPORT_NOT_UNDERSTOOD
    assert not list(studio.places.scratch.iterdir())


async def test_a_later_version_is_said_to_be_one(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "later.json"
    path.write_text('{"format": "relay-studio-conversations", "version": 99, "conversations": []}')
    with pytest.raises(StudioError) as refused:
        await look(studio, path)
    assert refused.value.kind is ErrorKind.DATA_NEWER


async def test_the_studios_own_file_gives_back_what_went_into_it(studio: Studio, tmp_path: Path) -> None:
    talk = await begin_talk(studio, temperature=0.5, system_prompt="Be brief.")
    picture = await studio.attachments.add_bytes(PICTURE, "tiles.png")
    await talk.say("Look at this", attachments=(picture,))
    first = (await talk.branch())[0]
    other = replace(first, id="other", parts=(TextPart("Another beginning"),))  # type: ignore[arg-type]
    await studio.conversations.add(talk.id, other)
    path = tmp_path / "own.json"
    await studio.exports.write_json(talk.id, path, files=True)
    before = _tree(path)
    await studio.conversations.delete([talk.id])
    studio.attachments.path(picture).unlink()

    report = await take(studio, await look(studio, path))

    again = tmp_path / "again.json"
    await studio.exports.write_json(report.conversations[0], again, files=True)
    after = _tree(again)
    assert _plain(after) == _plain(before)
    assert await studio.attachments.read(after.messages[0].attachments[0]) == PICTURE


async def test_a_strangers_file_reaches_no_other_file_of_the_computer(studio: Studio, tmp_path: Path) -> None:
    talk = await begin_talk(studio)
    picture = await studio.attachments.add_bytes(PICTURE, "tiles.png")
    await talk.say("Look", attachments=(picture,))
    path = tmp_path / "own.json"
    await studio.exports.write_json(talk.id, path, files=False)
    await studio.conversations.delete([talk.id])
    text = path.read_text().replace(picture.path, f"../settings.json/../{picture.id}/../../studio.db")
    path.write_text(text)

    report = await take(studio, await look(studio, path))

    assert (await branch(studio, report))[0].attachments == ()
    assert report.losses[Loss.FILES] == 1
    assert (await look(studio, path)).entries[0].source is ImportSource.STUDIO


def _tree(path: Path) -> ConversationTree:
    return read_entry(json.loads(path.read_text())["conversations"][0]).tree


def _plain(tree: ConversationTree) -> list[object]:
    """Everything but ids, which are new."""
    places = {message.id: number for number, message in enumerate(tree.messages)}
    said = [
        (replace(message, id="", conversation_id="", parent_id=None), places.get(message.parent_id))  # type: ignore[arg-type]
        for message in tree.messages
    ]
    leaf = places.get(tree.conversation.leaf_id)  # type: ignore[arg-type]
    return [replace(tree.conversation, id="", leaf_id=None), leaf, said]  # type: ignore[arg-type]


async def test_what_a_killed_run_has_left_is_cleared_away(studio: Studio) -> None:
    scratch = studio.places.scratch
    (scratch / "import-1").mkdir(parents=True)
    (scratch / "import-1" / "entries").write_text("half", encoding="utf-8")
    assert studio.imports is not None
    assert list(scratch.iterdir()) == []
    async with asyncio.timeout(PATIENCE_S):
        while list(scratch.parent.glob("scratch-*")):  # noqa: ASYNC110  a folder has no event
            await asyncio.sleep(0.01)
