"""Files of other programs as conversations: branches, times, models, and nothing that is a secret."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from app.domain.conversation import LinkPart, MessageState, ReasoningPart, Role
from app.domain.imported import ImportedConversation, ImportSource, Loss
from app.services.imports.reader import NotUnderstood, ending, entries
from tests.protocols.damage import damaged
from tests.services.import_files import KEYS, case

SOURCES = ("chatgpt", "cherry_studio", "chatbox", "nextchat")


def read(name: str) -> list[ImportedConversation]:
    """The conversations of a case; those that cannot be read are left out."""
    found = []
    for _, give in entries(case(name)):
        try:
            found += list(give())
        except ValueError:
            continue
    return found


def said(found: ImportedConversation) -> list[tuple[str, str]]:
    """Who says what on the shown branch."""
    return [(message.role.value, message.text.strip()) for message in found.tree.branch]


def test_chatgpt_keeps_the_tree_and_gathers_what_one_answer_came_in() -> None:
    (kyoto,) = read("chatgpt")

    assert (kyoto.source, kyoto.source_id) == (ImportSource.CHATGPT, "c-kyoto")
    assert kyoto.tree.conversation.title == "Kyoto in spring"
    assert kyoto.tree.conversation.updated_at == datetime.fromtimestamp(1712000600, UTC)
    question, answer, thanks = kyoto.tree.branch
    assert question.text == "What is in this picture? 在哪里？"
    assert answer.reasoning == ReasoningPart("Looking\n\nA temple with a red gate.")
    assert "```python\nprint(1)\n```" in answer.text
    assert answer.text.endswith("It is **Fushimi Inari**.")
    assert answer.model == "o3"
    assert thanks.text == "Thank you"
    other = next(message for message in kyoto.tree.messages if message.model == "gpt-4o")
    assert other.parent_id == question.id
    assert [(file.name, file.member) for file in kyoto.files] == [("temple.png", "file-abc")]


def test_cherry_studio_finds_titles_prompts_and_answers_beside_each_other() -> None:
    (poem,) = read("cherry_studio")

    row = poem.tree.conversation
    assert (row.title, row.pinned, row.settings.system_prompt) == ("翻译一首诗", True, "把中文译成英文。")
    assert said(poem) == [
        ("user", "床前明月光"),
        ("assistant", "Moonlight before my bed"),
        ("user", "再来一句"),
        ("assistant", "I think it is frost"),
    ]
    answers = [message for message in poem.tree.messages if message.parent_id == poem.tree.branch[0].id]
    assert [message.model for message in answers] == ["deepseek-r1", "gpt-5"]
    assert answers[0].reasoning == ReasoningPart("A poem by Li Bai.", 2.5)
    assert poem.tree.branch[-1].state is MessageState.FAILED
    assert [(file.name, file.member) for file in poem.files] == [("moon.png", "f-moon")]
    assert poem.losses == {Loss.SOURCES: 1, Loss.TOOLS: 1}


def test_chatbox_keeps_forks_and_earlier_threads() -> None:
    soup, bread = read("chatbox")

    assert soup.tree.conversation.settings.system_prompt == "You are a cook."
    assert said(soup) == [("user", "How do I make soup?"), ("assistant", "With water.")]
    assert [message.text for message in soup.tree.messages] == [
        "How do I make soup?",
        "With stock.",
        "With water.",
    ]
    assert soup.losses == {Loss.PICTURES: 1, Loss.TOOLS: 1}
    assert (bread.source_id, bread.tree.conversation.title) == ("s1/th1", "Bread")
    assert said(bread) == [("user", "And bread?")]


def test_nextchat_reads_times_in_the_browsers_words_and_pictures_in_the_text() -> None:
    (plan,) = read("nextchat")

    assert plan.tree.conversation.settings.system_prompt == "Be brief."
    question, answer, _, failed = plan.tree.branch
    assert question.created_at == datetime(2024, 5, 20, 10, 0, 0, tzinfo=UTC)
    assert answer.created_at == datetime(2024, 5, 20, 10, 0, 5, tzinfo=UTC)
    assert LinkPart("https://example.com/map.png") in question.parts
    assert plan.files[0].name == "picture.png"
    assert plan.files[0].data.startswith("iVBORw0KGgo")
    assert failed.state is MessageState.FAILED


@pytest.mark.parametrize("name", SOURCES)
def test_no_key_of_a_file_is_carried_along(name: str) -> None:
    told = "".join(repr(_readable(give)) for _, give in entries(case(name)))
    assert told
    assert not [key for key in KEYS if key in told]


@pytest.mark.parametrize("name", SOURCES)
def test_every_message_stands_below_one_that_is_there_and_came_before(name: str) -> None:
    for found in read(name):
        _check(found)


@pytest.mark.parametrize("name", SOURCES)
def test_whatever_becomes_of_a_file_it_is_read_or_refused(name: str) -> None:
    random = Random(name)
    for _ in range(400):
        body = damaged(random, case(name).encode()).decode("utf-8", "replace")
        try:
            for _title, give in entries(body):
                for found in _readable(give):
                    _check(found)
        except (NotUnderstood, ValueError, RecursionError):
            continue


def test_a_tree_that_bites_its_tail_ends() -> None:
    text = json.loads(case("chatgpt"))
    text[0]["mapping"]["n6"]["children"] = ["n1", "n6", "nobody"]
    found = [one for _, give in entries(json.dumps(text)) for one in _readable(give)]
    assert len(found[0].tree.branch) == 3


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1]", "null", '{"a": 1}', "not json", '[{"title": "x"}]'])
def test_a_file_of_nobody_is_refused(text: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    assert ending(path, io.BytesIO())["error"] == "import_not_understood"


def _readable(give: Callable[[], Any]) -> list[ImportedConversation]:
    try:
        return list(give())
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return []


def _check(found: ImportedConversation) -> None:
    """The promises of a tree."""
    seen: set[str] = set()
    for message in found.tree.messages:
        assert message.parent_id is None or message.parent_id in seen
        assert message.id not in seen
        assert message.role in (Role.USER, Role.ASSISTANT)
        seen.add(message.id)
    assert found.tree.conversation.leaf_id in seen
    assert {file.message_id for file in found.files} <= seen
