"""Finding what was said."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.conversation import MessageState, ReasoningPart, SearchHit
from app.domain.ids import MessageId
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from tests.storage.talk import CONVERSATION, said


def found(hits: tuple[SearchHit, ...]) -> list[str]:
    """The marked text of each hit."""
    return [hit.excerpt[hit.start : hit.start + hit.length] for hit in hits]


@pytest.fixture
async def talk(store: ConversationStore) -> ConversationStore:
    """A conversation about the weather and a program."""
    await store.save_messages(
        said("ask", "今天天气怎么样？"),
        said("answer", "北京今天晴。\nHello World, straße, ÜBER", "ask"),
        said("code", 'C++ "quoted" 50% a_b (x OR y) NEAR* it\'s -minus ^caret: {b} \\n', "answer"),
    )
    return store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("晴", ["answer"]),
        ("天", ["answer", "ask"]),
        ("天气", ["ask"]),
        ("气天", []),
        ("天气怎", ["ask"]),
        ("天气怎么样", ["ask"]),
        ("怎么不", []),
        ("h", ["answer"]),
        ("He", ["answer"]),
        ("hello w", ["answer"]),
        ("über", ["answer"]),
        ("今天 晴", ["answer"]),
        ("晴 北京今天", ["answer"]),
        ("  天气  ", ["ask"]),
        ("hello 晴", ["answer"]),
        ("hello 气", []),
        ("", []),
        ("   ", []),
        ("？", ["ask"]),
    ],
)
async def test_words_are_found_from_one_character_on(
    talk: ConversationStore, query: str, expected: list[str]
) -> None:
    assert [hit.message_id for hit in await talk.search(query)] == expected


@pytest.mark.parametrize(
    "query",
    [
        "C++",
        '"q',
        '"quoted"',
        "50%",
        "%",
        "a_b",
        "_",
        "(x OR y)",
        "NEAR*",
        "*",
        "it's",
        "'",
        "-m",
        "^c",
        "{b}",
        "\\n",
    ],
)
async def test_signs_of_any_query_language_are_plain_text(talk: ConversationStore, query: str) -> None:
    assert [hit.message_id for hit in await talk.search(query)] == ["code"]


@pytest.mark.parametrize(
    "query", ["a%b", "天%", '" AND "', "x AND z", "NOT", "text:天", "\0", "\x01", "\ud83d"]
)
async def test_what_looks_like_syntax_finds_nothing_by_itself(talk: ConversationStore, query: str) -> None:
    assert await talk.search(query) == ()


async def test_a_hit_shows_where_it_stands(talk: ConversationStore) -> None:
    await talk.save_messages(said("long", "前" * 100 + "\n目标\n" + "后" * 300, "code"))
    (hit,) = await talk.search("目标")
    assert found((hit,)) == ["目标"]
    assert hit.excerpt.startswith("…前")
    assert hit.excerpt.endswith("后…")
    assert "\n" not in hit.excerpt
    assert len(hit.excerpt) < 200
    assert found(await talk.search("hello")) == ["Hello"]


async def test_titles_are_found_before_messages(talk: ConversationStore) -> None:
    await talk.save(replace(CONVERSATION, title="北京旅行"))
    first, second = await talk.search("北京")
    assert first.message_id is None
    assert (first.conversation_id, first.title, first.excerpt) == (CONVERSATION.id, "北京旅行", "北京旅行")
    assert second.message_id == "answer"


async def test_the_newest_come_first_and_no_more_than_asked_for(store: ConversationStore) -> None:
    await store.save_messages(*(said(f"m{number}", f"第{number}句") for number in range(30)))
    hits = await store.search("句", limit=10)
    assert [hit.message_id for hit in hits] == [f"m{number}" for number in range(29, 19, -1)]


async def test_the_search_follows_every_change(store: ConversationStore) -> None:
    await store.save_messages(said("one", "旧的文字"))
    await store.save_messages(said("one", "新的文字"))
    assert await store.search("旧") == await store.search("旧的文") == ()
    assert found(await store.search("新的")) == ["新的"]
    await store.save_messages(said("one", "正在写", state=MessageState.STREAMING))
    assert await store.search("新的") == await store.search("正在") == ()
    await store.save_messages(said("one", "写完了"))
    assert found(await store.search("写完了")) == ["写完了"]
    await store.remove_message(MessageId("one"))
    assert await store.search("写完了") == ()
    await store.restore_message(MessageId("one"))
    assert found(await store.search("写")) == ["写"]


async def test_a_whole_page_is_found_by_itself(store: ConversationStore) -> None:
    page = "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))
    await store.save_messages(said("page", page), said("other", page[:-1]))
    assert [hit.message_id for hit in await store.search(page)] == ["page"]
    assert [hit.message_id for hit in await store.search(" ".join(page))] == ["page"]


async def test_thoughts_are_not_searched(store: ConversationStore) -> None:
    await store.save_messages(replace(said("one", "答案"), parts=(ReasoningPart("秘密的想法"),)))
    assert await store.search("想法") == ()


async def test_the_index_is_empty_once_everything_was_purged(
    database: Database, store: ConversationStore
) -> None:
    chance = random.Random(3)
    for number in range(50):
        text = "".join(chance.choices("天气很好 hello, wörld\n😀「」", k=40))
        await store.save_messages(said(f"m{number % 10}", text))
    await store.delete([CONVERSATION.id])
    await store.purge(datetime.now(UTC).replace(year=2999))
    known = "CREATE VIRTUAL TABLE temp.known USING fts5vocab ('main', 'message_grams', 'row')"
    await database.run(lambda it: it.execute(known))
    assert await database.run(lambda it: it.execute("SELECT count(*) FROM temp.known").fetchone()) == (0,)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(min_size=1, max_size=40), data=st.data())
async def test_every_piece_of_a_text_finds_it(database: Database, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    store = ConversationStore(database)
    await store.save(CONVERSATION)
    await store.save_messages(said("one", text))
    hits = await store.search(piece)
    plain = "".join(piece.split()).isalnum() and piece.lower().upper().lower() == piece.lower()
    if plain and len(piece.lower()) == len(piece):
        assert [hit.message_id for hit in hits] == ["one"]
