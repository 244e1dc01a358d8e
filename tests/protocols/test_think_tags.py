"""Thoughts inside an answer are told apart from it, wherever the gateway cuts its chunks."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocols.think_tags import ThinkTagSplitter


def split(pieces: Iterable[str]) -> tuple[str, str]:
    """Thought and answer of a content that comes in these pieces."""
    splitter = ThinkTagSplitter()
    text = reasoning = ""
    for found in (*[splitter.feed(piece) for piece in pieces], splitter.finish()):
        text = found.text if found.restart else text + found.text
        reasoning += found.reasoning
    return reasoning, text


EXAMPLES = [
    ("<think>a</think>b", "a", "b"),
    ("\n<think>\na\n</think>\n\nb", "a", "b"),
    ("<thinking>a</thinking>b", "a", "b"),
    ("<THINK>a</Think>b", "a", "b"),
    ("<thought>a</thought>b", "a", "b"),
    ("<reasoning>a</reasoning>b", "a", "b"),
    ("<seed:think>a</seed:think>b", "a", "b"),
    ("◁think▷a◁/think▷b", "a", "b"),
    ("<think></think>b", "", "b"),
    ("<think>a < b </thin c</think>d", "a < b </thin c", "d"),
    ("<think>İstanbul</think>b", "İstanbul", "b"),
    ("<think>a</think>b <think>c</think>", "a", "b <think>c</think>"),
    ("a\n</think>\n\nb", "a", "b"),
    ("</think>b", "", "b"),
    ("<thin air", "", "<thin air"),
    ("x <think>a</think>", "", "x <think>a</think>"),
    ("`</think>` closes", "", "`</think>` closes"),
    ("```\n</think>\n```", "", "```\n</think>\n```"),
    ("  indented", "", "  indented"),
    ("1 < 2 and </t", "", "1 < 2 and </t"),
    ("", "", ""),
]


@pytest.mark.parametrize(("content", "reasoning", "text"), EXAMPLES)
def test_a_thought_is_found_whole_and_letter_by_letter(content: str, reasoning: str, text: str) -> None:
    assert split([content]) == (reasoning, text)
    assert split(content) == (reasoning, text)


@pytest.mark.parametrize("content", [content for content, _, _ in EXAMPLES])
def test_a_cut_at_any_two_places_changes_nothing(content: str) -> None:
    for first in range(len(content)):
        for second in range(first, len(content)):
            assert split([content[:first], content[first:second], content[second:]]) == split([content])


def test_a_thought_that_never_ends_stays_a_thought() -> None:
    assert split(["<think>still", " at it "]) == ("still at it", "")


PIECES = st.sampled_from(
    [
        "<think>",
        "</think>",
        "<thinking>",
        "</thinking>",
        "<",
        "</",
        "think",
        ">",
        "\n",
        " ",
        "a",
        "`",
        "İ",
        "◁/think▷",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_content_reads_the_same_however_it_is_cut(content: str) -> None:
    assert split(content) == split([content])


@given(st.text(alphabet="abc <>/\n", max_size=40))
def test_an_answer_without_tags_comes_through_untouched(content: str) -> None:
    assert split(content) == ("", content)
