"""A reply that grows on the screen."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ui.markdown.blocks import Block, BlockKind
from app.ui.markdown.parsing import TailParser, parse
from app.ui.markdown.unfinished import close_unfinished
from tests.ui.markdown_texts import markdown_texts, texts, without_link_definitions

REPLY = """# 标题

第一段，**加粗。**后面有 `code` 和 [链接](https://example.com)。

1. one
2. two
   - nested

   ```python
   x = 1
   ```
3. three

| a | b |
|---|---|
| 1 | 2 |
| 3 | 4 |

```python
def f():
    return 1
```

$$
x^2
$$

> quote

end
"""


def grown(pieces: list[str]) -> tuple[Block, ...]:
    """What a view shows that follows what ``append`` and ``finish`` tell it."""
    parser, shown = TailParser(), list[Block]()
    for piece in pieces:
        first, blocks = parser.append(piece)
        shown[first:] = blocks
    first, blocks = parser.finish()
    shown[first:] = blocks
    assert tuple(shown) == parser.blocks
    return parser.blocks


def without_last_blank(blocks: tuple[Block, ...]) -> list[str]:
    """Blocks as texts; spaces at the very end may show a moment earlier or later."""
    return [re.sub(r" +(?=', bold)", "", str(block)) for block in blocks]


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
def test_a_streamed_reply_ends_as_the_whole_one(size: int) -> None:
    pieces = [REPLY[start : start + size] for start in range(0, len(REPLY), size)]
    assert grown(pieces) == parse(REPLY)


@settings(deadline=None)
@given(markdown_texts.map(without_link_definitions), st.lists(st.integers(0, 300), max_size=12))
def test_any_cuts_give_the_same_blocks(source: str, places: list[int]) -> None:
    cuts = [0, *sorted({place for place in places if place < len(source)}), len(source)]
    assert grown([source[a:b] for a, b in pairwise(cuts)]) == parse(source)


@settings(deadline=None)
@given(markdown_texts.map(without_link_definitions), st.integers(1, 9))
def test_what_is_shown_midway_does_not_hang_on_the_pieces(source: str, size: int) -> None:
    pieces, whole = TailParser(), TailParser()
    for start in range(0, len(source), size):
        pieces.append(source[start : start + size])
    whole.append(source)
    assert without_last_blank(pieces.blocks) == without_last_blank(whole.blocks)


def test_words_behind_a_closed_code_do_not_become_code() -> None:
    parser = TailParser()
    for char in "```x.y/z ``` words":
        parser.append(char)
    assert [(run.text, run.code) for run in parser.blocks[0].runs] == [("x.y/z ", True), (" words", False)]


@settings(deadline=None)
@given(texts)
def test_no_beginning_of_a_text_fails(source: str) -> None:
    parser = TailParser()
    for char in source:
        parser.append(char)
    assert all(block.start <= block.end <= len(source) for block in parser.blocks)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**bol", "**bol**"),
        ("**bold*", "**bold**"),
        ("text **", "text"),
        ("a `cod", "a `cod`"),
        ("a ``x`", "a ``x``"),
        ("***both", "***both***"),
        ("~~gone", "~~gone~~"),
        ("**a `b", "**a `b`**"),
        ("see [text](https://exam", "see text"),
        ("see [**text**](https://exam", "see **text**"),
        ("see ![alt", "see"),
        ("see ![alt](https://exam", "see"),
        ("**中文“", "**中文“**"),
        ("done **b** `c` [d](e)", "done **b** `c` [d](e)"),
        ("2 * 3 and 2**3 and f(*x", "2 * 3 and 2**3 and f(*x*"),
        ("formula $a_1*b", "formula $a_1*b"),
        (r"formula \(a*b", r"formula \(a*b"),
        (r"escaped \*x", r"escaped \*x"),
    ],
)
def test_open_marks_do_not_flicker(source: str, shown: str) -> None:
    assert close_unfinished(source) == shown


def test_open_emphasis_shows_as_emphasis_until_the_end_says_otherwise() -> None:
    parser = TailParser()
    parser.append("This is **important")
    assert [(run.text, run.bold) for run in parser.blocks[0].runs] == [
        ("This is ", False),
        ("important", True),
    ]
    parser.finish()
    assert "".join(run.text for run in parser.blocks[0].runs) == "This is **important"


def test_only_the_blocks_that_changed_are_told() -> None:
    parser = TailParser()
    parser.append("first paragraph\n\nsecond paragraph")
    first, blocks = parser.append(" goes on")
    assert (first, [block.runs[0].text for block in blocks]) == (1, ["second paragraph goes on"])


def test_a_closing_fence_is_not_shown_as_code_while_it_arrives() -> None:
    parser = TailParser()
    parser.append("```python\nx = 1\n``")
    assert parser.blocks[0].text == "x = 1"
    parser.append("`")
    assert parser.blocks[0].closed
    parser.append("\n\nafter")
    assert [block.kind for block in parser.blocks] == [BlockKind.CODE, BlockKind.PARAGRAPH]


def test_items_of_a_growing_list_go_on_counting() -> None:
    parser = TailParser()
    for number in range(5):
        parser.append(f"1. item {number}\n")
    assert [block.marker for block in parser.blocks] == ["1.", "2.", "3.", "4.", "5."]


def test_a_link_definition_above_reaches_the_text_below() -> None:
    assert grown(["[a]: https://a.b\n", "\nfirst\n\n", "see [a]"]) == parse(
        "[a]: https://a.b\n\nfirst\n\nsee [a]"
    )


@pytest.mark.parametrize(
    ("unit", "opening"),
    [
        ("第一段，**加粗。**后面有 `code`。\n\n", ""),
        ("- an item of a list\n", ""),
        ("7. an item of a list\n", ""),
        ("| a | b |\n", "| a | b |\n|---|---|\n"),
        ("x = 1  # a line\n", "```python\n"),
        ("一些普通的文字，", "很长的一段文字，从这里开始，"),
        ("\n", "text\n\n"),
    ],
)
def test_the_work_for_a_piece_does_not_grow_with_the_reply(unit: str, opening: str) -> None:
    def work(count: int) -> int:
        parser = TailParser()
        parser.append(opening)
        for _ in range(count):
            parser.append(unit)
        before = parser.parsed_characters
        parser.append(unit)
        return parser.parsed_characters - before

    assert work(400) == work(20)
