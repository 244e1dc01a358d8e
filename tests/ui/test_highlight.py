"""Colours of code."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.ui.theme.tokens import LIGHT
from app.ui.transcript.content.highlight import LARGEST_CODE, Highlighter
from app.ui.transcript.content.lexing import GrowingCode, find_lexer, grows_by_line, lex
from app.ui.transcript.content.spans import Span

PYTHON = '''@cache
def area(width: int) -> float:
    """The text
    of two lines."""
    return 3.14 * width  # a comment


class Shape(Exception):
    name = f"{1} {'two'}"
'''
JAVASCRIPT = "const a = `x\n${b}`;\n/* c */ function f(x) {\n  return 'y' + 1;\n}\nclass A extends B {}\n"


@pytest.fixture
def highlighter(qapp: object) -> Iterator[Highlighter]:
    highlighter = Highlighter()
    yield highlighter
    highlighter.close()


def colours(code: str, spans: Sequence[Span]) -> dict[str, str]:
    return {code[start : start + length]: token for start, length, token in spans}


def known(highlighter: Highlighter, code: str, language: str) -> Callable[[], bool]:
    return lambda: highlighter.spans(code, language) == whole(code, language)


def whole(code: str, language: str) -> tuple[Span, ...]:
    lexer = find_lexer(language)
    assert lexer is not None
    return lex(lexer, code)


def test_code_is_plain_first_and_coloured_when_its_lexer_is_there(
    highlighter: Highlighter, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(highlighter.ready) as told:
        assert highlighter.spans(PYTHON, "python") is None
    assert told.args == ["python"]
    spans = highlighter.spans(PYTHON, "python")
    assert spans is not None
    seen = colours(PYTHON, spans)
    assert seen["def"] == "code_keyword"
    assert seen["# a comment"] == "code_comment"
    assert seen["area"] == "code_function"
    assert seen["3.14"] == "code_number"
    assert seen["Shape"] == "code_type"


def test_every_colour_is_one_of_the_theme() -> None:
    for code, language in ((PYTHON, "python"), (JAVASCRIPT, "js"), ("- a\n+ b\n@@ x", "diff")):
        assert all(hasattr(LIGHT, span.token) for span in whole(code, language))


def test_code_that_streams_in_keeps_its_colours_and_ends_as_the_whole(
    highlighter: Highlighter, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(highlighter.ready):
        highlighter.spans(PYTHON[:5], "python", closed=False)
    for end in range(5, len(PYTHON), 7):
        spans = highlighter.spans(PYTHON[:end], "python", closed=False)
        assert spans is not None
        assert all(span.start + span.length <= end for span in spans)
    assert highlighter.spans(PYTHON, "python") is not None
    qtbot.waitUntil(known(highlighter, PYTHON, "python"))


def test_a_language_that_is_lexed_whole_shows_what_is_known_of_its_beginning(
    highlighter: Highlighter, qtbot: QtBot
) -> None:
    lexer = find_lexer("yaml")
    assert lexer is not None
    assert not grows_by_line(lexer)
    with qtbot.waitSignal(highlighter.ready):
        highlighter.spans("name: one\n", "yaml", closed=False)
    assert highlighter.spans("name: one\nother: two\n", "yaml", closed=False) == whole("name: one\n", "yaml")


@pytest.mark.parametrize("language", ["", "no-such-language", "../../etc", "a b", "文字", "x" * 500])
def test_an_unknown_language_stays_plain(highlighter: Highlighter, qtbot: QtBot, language: str) -> None:
    highlighter.spans("text", language)
    qtbot.waitUntil(lambda: highlighter.spans("text", language) == ())


def test_huge_code_stays_plain(highlighter: Highlighter) -> None:
    assert highlighter.spans("x" * (LARGEST_CODE + 1), "python") == ()


@pytest.mark.parametrize(
    "language", ["python", "js", "json", "rust", "go", "sql", "php", "tsx", "vue", "c++", "bash"]
)
def test_languages_that_models_write_are_known(language: str) -> None:
    assert find_lexer(language) is not None


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.sampled_from([PYTHON, JAVASCRIPT]))
def test_line_by_line_equals_the_whole(steps: list[int], code: str) -> None:
    lexer = find_lexer("python" if code is PYTHON else "js")
    assert lexer is not None
    growing, end = GrowingCode(lexer), 0
    for step in steps:
        end = min(len(code), end + step)
        growing.grow(code[:end])
    growing.grow(code)
    assert tuple(growing.spans) == lex(lexer, code)


@settings(deadline=None, max_examples=40)
@given(
    st.text(alphabet="ab1 '\"\\\n#/*{}()`$中😀", max_size=80),
    st.sampled_from(["python", "js", "bash", "c++"]),
)
def test_any_code_gives_spans_in_order(code: str, language: str) -> None:
    lexer = find_lexer(language)
    assert lexer is not None
    growing, end = GrowingCode(lexer), 0
    growing.grow(code)
    for spans in (growing.spans, lex(lexer, code)):
        end = 0
        for span in spans:
            assert end <= span.start < span.start + span.length <= len(code)
            end = span.start + span.length


def test_a_line_more_is_the_only_one_that_is_lexed() -> None:
    def work(lines: int) -> int:
        lexer = find_lexer("python")
        assert lexer is not None
        growing, code = GrowingCode(lexer), ""
        for _ in range(lines):
            code += "value = call(1, 'two')\n"
            growing.grow(code)
        before = growing.lexed_characters
        growing.grow(code + "x")
        return growing.lexed_characters - before

    assert work(300) == work(10)


def test_a_last_repaint_after_the_end_is_harmless(highlighter: Highlighter) -> None:
    highlighter.close()
    assert highlighter.spans(PYTHON, "python") is None
