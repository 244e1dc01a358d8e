"""Where `/` and `@` are wishes, and where they are letters like any other."""

import pytest

from app.ui.prompts.mention import Mention, mention_before
from app.ui.structured.line_of_path import line_of_path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/", Mention("/", 0, "")),
        ("/trans", Mention("/", 0, "trans")),
        ("please /翻译", Mention("/", 7, "翻译")),
        ("@gpt-5", Mention("@", 0, "gpt-5")),
        ("@openai/gpt", Mention("@", 0, "openai/gpt")),
        ("／译", Mention("/", 0, "译")),
        ("、译", Mention("/", 0, "译")),
        ("＠d", Mention("@", 0, "d")),
    ],
)
def test_a_sign_at_the_beginning_of_a_word_asks_for_a_suggestion(text: str, found: Mention) -> None:
    assert mention_before(text, len(text)) == found


@pytest.mark.parametrize(
    "text",
    ["", "word", "me@home.org", "and/or", "/home/me", "see /etc/hosts", "/ ", "你好、世界", "/" + "x" * 60],
)
def test_inside_of_words_paths_and_addresses_it_does_not(text: str) -> None:
    assert mention_before(text, len(text)) is None


def test_the_chinese_comma_counts_in_the_first_line_alone() -> None:
    assert mention_before("、", 1, first=False) is None


def test_a_path_leads_to_its_line() -> None:
    text = '{\n "properties": {\n  "b": {"type": "string"},\n  "a": {\n   "type": "strin"\n  }\n }\n}'
    assert line_of_path(text, ("properties", "a", "type")) == 5
    assert line_of_path(text, ()) == 1
