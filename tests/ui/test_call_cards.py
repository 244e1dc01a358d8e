"""What the card of a call shows of what a model wrote."""

from app.ui.tools.call_cards import in_plain_sight
from app.ui.transcript.rows.tool_card import _cut


def test_letters_that_hide_something_are_written_out() -> None:
    assert in_plain_sight("pay \u202e001\u202c to me") == "pay \\u202e001\\u202c to me"
    assert in_plain_sight("rm\u200b -rf\u00ad /\x1b[2J") == "rm\\u200b -rf\\u00ad /\\u001b[2J"
    assert in_plain_sight('{\n  "name": "天气 ☀"\n}') == '{\n  "name": "天气 ☀"\n}'


def test_a_long_text_says_how_much_of_it_is_not_shown() -> None:
    assert _cut("short\ntext") == "short\ntext"
    assert _cut("x" * 10_000).endswith("… (+4,000)")
    assert _cut("line\n" * 500).count("\n") == 80
