"""The tree of messages, the list, and what is remembered about each conversation."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.domain.conversation import (
    AttachmentPart,
    ChatSettings,
    Conversation,
    Draft,
    Folder,
    LinkPart,
    Message,
    MessageError,
    MessageState,
    ReasoningPart,
    RefusalPart,
    Role,
    ScrollAnchor,
    TextPart,
    Timing,
)
from app.domain.errors import ErrorKind
from app.domain.ids import AttachmentId, ConversationId, FolderId, MessageId, ProfileId
from app.domain.media import Attachment, MediaKind
from app.domain.usage import TokenUsage
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from tests.storage.talk import CONVERSATION, NOON, names, said

PICTURE = Attachment(
    AttachmentId("a"), MediaKind.PICTURE, "猫.png", "image/png", 9, "ab/abc.png", width=3, height=2
)
TALK = CONVERSATION.id


async def tomorrow(store: ConversationStore) -> None:
    await store.purge(datetime.now(UTC) + timedelta(days=1))


async def test_a_message_comes_back_as_it_was(store: ConversationStore) -> None:
    answer = Message(
        MessageId("full"),
        TALK,
        None,
        Role.ASSISTANT,
        (
            ReasoningPart("想一想", 1.5),
            TextPart("**答案** 😀"),
            AttachmentPart(PICTURE),
            LinkPart("https://example.org/a.png"),
            RefusalPart("no"),
        ),
        NOON,
        MessageState.FAILED,
        model="gpt-4o",
        answered_model="gpt-4o-2026",
        profile_id=ProfileId("p"),
        profile_name="一加API",
        finish_reason="length",
        usage=TokenUsage(prompt_tokens=3, cached_tokens=0),
        timing=Timing(12.5, 900.0),
        error=MessageError(ErrorKind.RATE_LIMITED, {"model": "gpt-4o"}, 429, "busy", "id-1"),
        choice_index=2,
    )
    await store.save_messages(answer)
    assert await store.message(answer.id) == answer


async def test_parts_and_fields_of_a_later_version_are_kept_when_a_message_is_saved_again(
    database: Database, store: ConversationStore
) -> None:
    await store.save_messages(said("one", "旧"))
    later = json.dumps([{"kind": "text", "text": "旧", "mood": "calm"}, {"kind": "hologram", "depth": 3}])
    await database.transaction(lambda it: it.execute("UPDATE messages SET parts = ?", (later,)))
    read = await store.message(MessageId("one"))
    assert read == said("one", "旧")
    await store.save_messages(said("one", "新"))
    (stored,) = await database.run(lambda it: it.execute("SELECT parts FROM messages").fetchone())
    assert json.loads(stored) == [{"kind": "text", "text": "新"}, {"kind": "hologram", "depth": 3}]


async def test_half_an_emoji_does_not_stop_the_saving(store: ConversationStore) -> None:
    await store.save_messages(said("one", "before \ud83d after"))
    saved = await store.message(MessageId("one"))
    assert saved is not None
    assert saved.text == "before ? after"


async def test_the_branch_is_read_from_its_end_and_then_upwards(store: ConversationStore) -> None:
    chain = [said(f"m{number}", parent=f"m{number - 1}" if number else None) for number in range(10)]
    await store.save_messages(*chain)
    end = await store.branch_end(TALK, MessageId("m9"), 4)
    assert names(end) == ["m6", "m7", "m8", "m9"]
    above = await store.branch_above(end[0].message.id, 4)
    assert names(above) == ["m2", "m3", "m4", "m5"]
    assert names(await store.branch_above(MessageId("m2"), 100)) == ["m0", "m1"]
    assert await store.branch_above(MessageId("m0"), 4) == ()


async def test_alternatives_are_told_oldest_first(store: ConversationStore) -> None:
    await store.save_messages(said("ask"), said("first", parent="ask"), said("second", parent="ask"))
    await store.save_messages(said("third", parent="ask"), said("asked otherwise"))
    branch = await store.branch_end(TALK, MessageId("second"), 10)
    assert names(branch) == ["ask", "second"]
    assert branch[0].siblings.ids == ("ask", "asked otherwise")
    assert branch[1].siblings.ids == ("first", "second", "third")
    assert branch[1].siblings.index == 1


async def test_without_a_leaf_the_newest_branch_is_shown(store: ConversationStore) -> None:
    await store.save_messages(said("ask"), said("old", parent="ask"), said("older talk", parent="old"))
    await store.save_messages(said("new", parent="ask"))
    assert names(await store.branch_end(TALK, None, 10)) == ["ask", "new"]
    assert names(await store.branch_end(TALK, MessageId("never was"), 10)) == ["ask", "new"]
    assert await store.newest_leaf(TALK, below=MessageId("old")) == "older talk"
    assert await store.newest_leaf(ConversationId("empty")) is None


async def test_a_removed_message_takes_along_what_hangs_below_and_comes_back_with_it(
    store: ConversationStore,
) -> None:
    await store.save_messages(said("ask"), said("kept", parent="ask"), said("gone", parent="ask"))
    await store.save_messages(said("below", parent="gone"), said("removed before", parent="gone"))
    await store.remove_message(MessageId("removed before"))
    await store.remove_message(MessageId("gone"))
    assert await store.message(MessageId("below")) is None
    branch = await store.branch_end(TALK, MessageId("below"), 10)
    assert names(branch) == ["ask", "kept"]
    assert branch[1].siblings.ids == ("kept",)
    await store.restore_message(MessageId("gone"))
    assert names(await store.branch_end(TALK, MessageId("below"), 10)) == ["ask", "gone", "below"]
    assert await store.message(MessageId("removed before")) is None


async def test_the_list_is_newest_first_and_keeps_every_field(store: ConversationStore) -> None:
    later = Conversation(
        ConversationId("later"),
        "新对话",
        NOON,
        NOON + timedelta(hours=1),
        settings=ChatSettings(ProfileId("p"), "gpt-4o", temperature=0.0, stop=("。",), stream=False),
        title_is_automatic=False,
        folder_id=FolderId("f"),
        pinned=True,
        archived=True,
        leaf_id=MessageId("m"),
    )
    await store.save(later)
    assert await store.all() == (later, CONVERSATION)
    await store.save(replace(CONVERSATION, title="改名", updated_at=NOON + timedelta(hours=2)))
    assert [row.title for row in await store.all()] == ["改名", "新对话"]


async def test_ten_thousand_conversations_are_listed_with_one_query(
    database: Database, store: ConversationStore
) -> None:
    await database.transaction(
        lambda it: it.executemany(
            "INSERT INTO conversations (id, title, title_is_automatic, created_at, updated_at, settings,"
            " pinned, archived) VALUES (?, '', 1, ?, ?, '{\"model\":\"gpt-4o\"}', 0, 0)",
            ((f"c{number}", number, number) for number in range(10_000)),
        )
    )
    listed = await store.all()
    assert len(listed) == 10_001
    assert listed[1].id == "c9999"
    assert listed[1].settings is listed[10_000].settings


async def test_deleting_is_undone_until_it_is_purged(store: ConversationStore) -> None:
    await store.save_messages(said("one", "不能丢"))
    await store.save_draft(TALK, Draft("unsent"))
    await store.delete([TALK])
    assert await store.all() == ()
    assert await store.get(TALK) is None
    assert await store.search("不能丢") == ()
    await store.restore([TALK])
    assert await store.get(TALK) == CONVERSATION
    assert len(await store.search("不能丢")) == 1
    await tomorrow(store)
    assert await store.get(TALK) == CONVERSATION
    await store.delete([TALK])
    await store.purge(NOON)
    await store.restore([TALK])
    assert len(await store.search("不能丢")) == 1
    await store.delete([TALK])
    await tomorrow(store)
    await store.restore([TALK])
    assert await store.get(TALK) is None
    assert await store.message(MessageId("one")) is None
    assert await store.draft(TALK) == Draft()


async def test_what_streamed_when_the_program_ended_is_marked_and_becomes_searchable(
    store: ConversationStore,
) -> None:
    await store.save_messages(
        said("ask", "写一首诗"), said("answer", "半首诗", parent="ask", state=MessageState.STREAMING)
    )
    assert [hit.message_id for hit in await store.search("首诗")] == ["ask"]
    assert await store.interrupt_streaming() == 1
    assert await store.interrupt_streaming() == 0
    answer = await store.message(MessageId("answer"))
    assert answer is not None
    assert answer.state is MessageState.INTERRUPTED
    assert answer.text == "半首诗"
    assert [hit.message_id for hit in await store.search("首诗")] == ["answer", "ask"]


async def test_drafts_and_positions_are_remembered(store: ConversationStore) -> None:
    draft = Draft("还没发\n", (PICTURE,), ("https://example.org/a.png",))
    anchor = ScrollAnchor(MessageId("m"), 3, -12, at_end=False)
    assert await store.draft(TALK) == Draft()
    assert await store.anchor(TALK) == ScrollAnchor()
    await store.save_draft(TALK, draft)
    await store.save_anchor(TALK, anchor)
    assert await store.draft(TALK) == draft
    assert await store.anchor(TALK) == anchor
    await store.save_draft(TALK, Draft())
    assert (await store.draft(TALK)).empty


async def test_a_removed_folder_leaves_its_conversations(store: ConversationStore) -> None:
    work, home = Folder(FolderId("w"), "工作", 2), Folder(FolderId("h"), "家", 1)
    await store.save_folder(work)
    await store.save_folder(home)
    await store.save(replace(CONVERSATION, folder_id=work.id))
    assert await store.folders() == (home, work)
    await store.save_folder(replace(work, name="办公", position=0))
    await store.remove_folder(home.id)
    assert [folder.name for folder in await store.folders()] == ["办公"]
    await store.remove_folder(work.id)
    assert await store.all() == (CONVERSATION,)
