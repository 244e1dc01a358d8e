"""What the demo models say, to whom, and how it is cut."""

import json
from typing import Any

import httpx
import pytest

from app.demo.answers import LANGUAGES
from app.demo.tokens import tokens_of
from app.ui.markdown.blocks import BlockKind
from app.ui.markdown.parsing import parse
from tests.gateway import DEMO_RESOURCES, Gateway


def ask(gateway: Gateway, *texts: str, model: str = "demo-chat", **settings: Any) -> dict[str, Any]:
    """Ask the last text, with the others as the conversation before it."""
    roles = ("user", "assistant")
    start = (len(texts) + 1) % 2
    messages = [{"role": roles[(start + at) % 2], "content": text} for at, text in enumerate(texts)]
    body = {"model": model, "messages": messages, **settings}
    answer = httpx.post(f"{gateway.root}/v1/chat/completions", json=body, trust_env=False)
    assert answer.status_code == 200, answer.text
    message: dict[str, Any] = answer.json()["choices"][0]["message"]
    return message


def reply(gateway: Gateway, *texts: str, **settings: Any) -> str:
    return str(ask(gateway, *texts, **settings)["content"])


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("你好", "## 你好，这里是 Relay Studio"),
        ("Hi!", "## Hello, this is Relay Studio"),
        ("怎么添加密钥？", "## 添加第一个密钥"),
        ("我买了个key怎么用", "## 添加第一个密钥"),
        ("How do I add a key?", "## Add your first key"),
        ("每个页面是做什么的？", "## 认识窗口"),
        ("What does each page do?", "## Around the window"),
        ("429是什么意思", "## 报错了怎么办"),
        ("I got an error, what now?", "## When something goes wrong"),
        ("我的数据存在哪里？", "## 数据在哪里"),
        ("which models are there", "## The models of the demo"),
        ("展示一下排版", "# 排版一览"),
        ("Show me the formatting", "# Everything that can be formatted"),
        ("写一篇长文", "# Relay Studio 说明书"),
    ],
)
def test_finds_the_prepared_answer(gateway: Gateway, question: str, opening: str) -> None:
    assert reply(gateway, question).startswith(opening)


def test_says_that_it_is_a_demo_where_nothing_is_prepared(gateway: Gateway) -> None:
    text = reply(gateway, "Explain monkeys\nand bananas", temperature=0.3)
    assert "> Explain monkeys\n> and bananas" in text
    assert "**demo model**" in text
    assert "| `temperature` | 0.3 |" in text


def test_remembers_what_was_said_before(gateway: Gateway) -> None:
    text = reply(gateway, "My cat is called Miso.", "A fine name.", "What did I say before?")
    assert "1. My cat is called Miso." in text


def test_shows_the_system_prompt_that_reached_it(gateway: Gateway) -> None:
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "blue moons"}]
    body = {"model": "demo-chat", "messages": messages}
    answer = httpx.post(f"{gateway.root}/v1/chat/completions", json=body, trust_env=False).json()
    assert "| `system` | Be brief. |" in answer["choices"][0]["message"]["content"]


def test_the_showcase_shows_everything(gateway: Gateway) -> None:
    for language in ("zh", "en"):
        text = (DEMO_RESOURCES / language / "showcase.md").read_text("utf-8")
        for sign in (
            "**中文。**后面",
            "- [x]",
            "| ---: |",
            "```python",
            "```rust",
            "> >",
            "$$",
            "$E = mc^2$",
            "[^1]",
        ):
            assert sign in text, (language, sign)
    assert "(data:image/png;base64," in reply(gateway, "x", model="demo-showcase")


def test_the_showcase_becomes_every_kind_of_row(gateway: Gateway) -> None:
    for question in ("x", "一"):
        rows = parse(reply(gateway, question, model="demo-showcase"))
        assert {row.kind for row in rows} == set(BlockKind)
        assert max(row.quote_depth for row in rows) == 2


def test_no_place_in_the_answers_stays_empty(gateway: Gateway) -> None:
    assert "{{" not in reply(gateway, "x y z", model="demo-long")
    assert "{{" not in reply(gateway, "一二三", model="demo-long")


def test_both_languages_have_the_same_answers() -> None:
    chinese, english = (
        {file.name for file in (DEMO_RESOURCES / language).glob("*.md")} for language in LANGUAGES
    )
    assert chinese == english


@pytest.mark.parametrize(
    ("model", "field"),
    [("demo-thinking", "reasoning_content"), ("demo-thinking-router", "reasoning")],
)
def test_thoughts_stand_in_their_own_field(gateway: Gateway, model: str, field: str) -> None:
    message = ask(gateway, "Think step by step", model=model)
    assert "chickens" in message[field]
    assert "<think>" not in message["content"]


def test_thoughts_may_stand_in_tags(gateway: Gateway) -> None:
    text = reply(gateway, "鸡兔同笼", model="demo-thinking-tags")
    thoughts, _, answer = text.partition("\n</think>\n")
    assert thoughts.startswith("<think>\n")
    assert answer.startswith("## 鸡兔同笼")


def test_effort_decides_how_long_it_thinks(gateway: Gateway) -> None:
    lengths = [
        len(ask(gateway, "鸡兔同笼", model="demo-thinking", reasoning_effort=effort)["reasoning_content"])
        for effort in ("low", "medium", "high")
    ]
    assert lengths == sorted(set(lengths))
    for switch in (
        {"reasoning_effort": "none"},
        {"enable_thinking": False},
        {"thinking": {"type": "disabled"}},
    ):
        assert "reasoning_content" not in ask(gateway, "鸡兔同笼", model="demo-thinking", **switch)


def test_a_small_limit_may_be_used_up_by_thoughts(gateway: Gateway) -> None:
    message = ask(gateway, "鸡兔同笼", model="demo-thinking", max_completion_tokens=10)
    assert message["content"] == ""
    assert message["reasoning_content"]


def test_json_is_json(gateway: Gateway) -> None:
    text = reply(gateway, "Answer in JSON, please", response_format={"type": "json_object"})
    assert json.loads(text)["question"] == "Answer in JSON, please"


@pytest.mark.parametrize(
    "text", ["", "a", " 中文，标点。\n\n  English words ", "👩‍👩‍👧 emoji", "x" * 99, "\t"]
)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens_of(text)) == text
