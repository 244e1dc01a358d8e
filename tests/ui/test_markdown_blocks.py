"""What a person sees of the Markdown that models write."""

import pytest
from hypothesis import given, settings

from app.ui.markdown.blocks import Block, BlockKind, Run
from app.ui.markdown.parsing import parse
from tests.ui.markdown_texts import texts


def only(source: str) -> Block:
    (block,) = parse(source)
    return block


def looks(source: str) -> list[tuple[str, str]]:
    """The runs of a text, each with what is special about it."""
    names = ("bold", "italic", "strike", "code", "link", "formula", "picture", "footnote", "line_break")
    return [(run.text, "+".join(n for n in names if getattr(run, n))) for run in only(source).runs]


def outline(source: str) -> list[tuple[str, int, str, str]]:
    return [
        (b.kind.value, b.indent, b.marker, b.text or "".join(run.text for run in b.runs))
        for b in parse(source)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**中文。**后面", [("中文。", "bold"), ("后面", "")]),
        ("他说**“引号”**后", [("他说", ""), ("“引号”", "bold"), ("后", "")]),
        ("*中文*后", [("中文", "italic"), ("后", "")]),
        (
            "这是**（括号）**和**「书名」**吗",
            [("这是", ""), ("（括号）", "bold"), ("和", ""), ("「书名」", "bold"), ("吗", "")],
        ),
        ("请看**说明:**后面", [("请看", ""), ("说明:", "bold"), ("后面", "")]),
        ("~~删除。~~后", [("删除。", "strike"), ("后", "")]),
        (
            "**日本語。**です **한국어.**입니다",
            [("日本語。", "bold"), ("です ", ""), ("한국어.", "bold"), ("입니다", "")],
        ),
        ("***both***", [("both", "bold+italic")]),
        ("snake_case_name and 2 * 3 * 4", [("snake_case_name and 2 * 3 * 4", "")]),
    ],
)
def test_emphasis_next_to_chinese_punctuation(source: str, expected: list[tuple[str, str]]) -> None:
    assert looks(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "It costs $5 and $10.",
        "US$5 or HK$7",
        "$5-$10",
        "between $5 and 10$",
        "花了$5，赚了$10",
        "echo $HOME/bin:$PATH",
        "a lone $ sign",
        r"\[1\]",
    ],
)
def test_prices_and_shell_variables_are_not_formulas(source: str) -> None:
    assert not any(run.formula for run in only(source).runs)


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("so $a_1*b*c_2$ holds", "a_1*b*c_2"),
        (r"设\(x_1\)为", "x_1"),
        ("为$x$的", "x"),
        ("$5x$", "5x"),
        (r"cost $\text{5\$}$ each", r"\text{5\$}"),
        ("see $$x^2$$ here", "x^2"),
    ],
)
def test_formulas_in_a_line(source: str, formula: str) -> None:
    (run,) = [run for run in only(source).runs if run.formula]
    assert run.formula == formula
    assert run.text in source


@pytest.mark.parametrize(
    "source", ["$$\nx^2\n$$", "\\[\nx^2\n\\]", "$$x^2$$", "\\[ x^2 \\]", "$$\nx^2\n$$。"]
)
def test_a_formula_on_lines_of_its_own(source: str) -> None:
    block = only(source)
    assert (block.kind, block.text, block.closed) == (BlockKind.FORMULA, "x^2", True)


def test_an_unfinished_formula_is_marked_as_open() -> None:
    assert not only("$$\nx^").closed


def test_lists_keep_their_numbers_marks_and_what_stands_in_them() -> None:
    source = (
        "3. three\n4. four\n\n   more\n   ```py x\n   code\n   ```\n   - [ ] open\n   - [x] done\n5. five"
    )
    assert outline(source) == [
        ("list_item", 1, "3.", "three"),
        ("list_item", 1, "4.", "four"),
        ("paragraph", 1, "", "more"),
        ("code", 1, "", "code"),
        ("list_item", 2, "☐", "open"),
        ("list_item", 2, "☑", "done"),
        ("list_item", 1, "5.", "five"),
    ]


def test_an_item_that_begins_with_code_still_shows_its_marker() -> None:
    assert outline("- ```\n  x\n  ```\n-\n- - deep") == [
        ("list_item", 1, "•", ""),
        ("code", 1, "", "x"),
        ("list_item", 1, "•", ""),
        ("list_item", 1, "•", ""),
        ("list_item", 2, "•", "deep"),
    ]


def test_only_an_empty_line_makes_distance() -> None:
    assert [block.tight for block in parse("- a\n- b\n\n- c")] == [True, True, False]


def test_quotes_nest() -> None:
    blocks = parse("> one\n> > two\n> - item\n\nout")
    assert [(b.kind, b.quote_depth) for b in blocks] == [
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.PARAGRAPH, 2),
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_headings_and_rules() -> None:
    blocks = parse("# one\n\ntwo\n---\n\n***")
    assert [(b.kind, b.level) for b in blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.RULE, 0),
    ]


@pytest.mark.parametrize(
    ("source", "language", "text", "closed"),
    [
        ("```python title=x\na\n\nb\n```", "python", "a\n\nb", True),
        ("```\na", "", "a", False),
        ("~~~js\n```\n~~~", "js", "```", True),
        ("```py\n", "py", "", False),
        ("```py\n```", "py", "", True),
        ("> ```\n> a\n> ```", "", "a", True),
        ("    indented", "", "indented", True),
    ],
)
def test_code_blocks(source: str, language: str, text: str, closed: bool) -> None:
    block = only(source)
    assert (block.kind, block.language, block.text, block.closed) == (BlockKind.CODE, language, text, closed)


def test_tables_with_alignments_pipes_in_code_and_line_breaks() -> None:
    table = only("| a | b | c |\n|:--|:-:|--:|\n| `x\\|y` | 1<br>2 | **z** |\n| short |").table
    assert table is not None
    assert table.alignments == ("left", "center", "right")
    assert table.rows[0][0] == (Run("x|y", code=True),)
    assert [run.text for run in table.rows[0][1]] == ["1", "\n", "2"]
    assert table.rows[1] == ((Run("short"),), (), ())


def test_html_is_text_and_a_line_break_is_a_line_break() -> None:
    assert looks("a<br/>b <script>x</script>\nc  \nd") == [
        ("a", ""),
        ("\n", "line_break"),
        ("b <script>x</script>", ""),
        ("\n", "line_break"),
        ("c", ""),
        ("\n", "line_break"),
        ("d", ""),
    ]


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("访问https://example.com/a_b_c查看", "https://example.com/a_b_c"),
        ("(see https://example.com/x_(y).)", "https://example.com/x_(y)"),
        ("**https://example.com**后", "https://example.com"),
        ("见 https://example.com。", "https://example.com"),
        ("[文字](https://example.com/中文)", "https://example.com/%E4%B8%AD%E6%96%87"),
        ("<https://example.com>", "https://example.com"),
    ],
)
def test_links_end_where_they_should(source: str, address: str) -> None:
    assert [run.link for run in only(source).runs if run.link] == [address]


@pytest.mark.parametrize(
    "source", ["[x](javascript:alert)", "main.py and README.md", "[x](file:///etc/passwd)"]
)
def test_what_is_no_link_leads_nowhere(source: str) -> None:
    assert not any(run.link for run in only(source).runs)


def test_pictures_alone_are_rows_and_others_are_in_the_line() -> None:
    alone = parse("![one](https://a.b/1.png)\n![two](https://a.b/2.png)")
    assert [(b.kind, b.picture, b.alt) for b in alone] == [
        (BlockKind.PICTURE, "https://a.b/1.png", "one"),
        (BlockKind.PICTURE, "https://a.b/2.png", "two"),
    ]
    assert looks("text ![one](https://a.b/1.png)") == [("text ", ""), ("one", "picture")]


def test_a_picture_of_megabytes_keeps_its_address() -> None:
    address = "data:image/png;base64," + "A" * 3_000_000
    assert only(f"![x]({address})").picture == address
    assert only(f"```\n{address}\n```").text == address


def test_footnotes_and_link_definitions_show_where_they_stand() -> None:
    assert outline("a[^1] [b][c]\n\n[^1]: note\n\n    more\n\n[c]: https://a.b") == [
        ("paragraph", 0, "", "a1 b"),
        ("footnote", 0, "1", "note"),
        ("footnote", 0, "", "more"),
        ("footnote", 0, "c", "https://a.b"),
    ]
    assert looks("a[^1]") == [("a", ""), ("1", "footnote")]
    assert looks("regular [^a-z]") == [("regular [^a-z]", "")]


@pytest.mark.parametrize("source", [">" * 300 + "x", "- " * 300 + "x", "[" * 5_000, "[注]:你好"])
def test_no_text_vanishes(source: str) -> None:
    assert "".join(run.text for block in parse(source) for run in block.runs).endswith(source[-1:])


def test_offsets_lead_back_into_the_source() -> None:
    source = "# 标题\r\n\r\n- 😀\r\n- b\r\n\r\n```\r\nx\r\n```"
    assert [source[block.start : block.end] for block in parse(source)] == [
        "# 标题",
        "- 😀",
        "- b",
        "```\r\nx\r\n```",
    ]


@settings(deadline=None)
@given(texts)
def test_any_text_gives_blocks_in_order(source: str) -> None:
    last = 0
    for block in parse(source):
        assert last <= block.start <= block.end <= len(source)
        last = block.start
