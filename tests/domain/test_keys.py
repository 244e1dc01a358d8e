"""Keys as people paste them."""

import pytest

from app.domain.errors import ErrorKind, InputError
from app.domain.keys import clean_key, key_hint

KEY = "sk-abcDEF1234567890wxyz"


@pytest.mark.parametrize(
    "typed",
    [
        f"  {KEY}\n",
        "sk-abcDEF12 345678\r\n90wxyz",
        "ｓｋ－ａｂｃＤＥＦ１２３４５６７８９０ｗｘｙｚ",
        f"Bearer {KEY}",
        f"“{KEY}”",
        f"sk-{KEY}",
        f"\ufeff{KEY}\u200b",
        f"{KEY[:9]}\u3000{KEY[9:]}",
    ],
)
def test_a_key_is_cleaned_of_what_pasting_adds(typed: str) -> None:
    assert clean_key(typed) == KEY


@pytest.mark.parametrize(
    "typed", ["", "  \n", "sk-", "sk-null", "sk-ab****yz", "{key}", "sk-密钥在这里", "sk-a…z"]
)
def test_what_is_no_key_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        clean_key(typed)
    assert refused.value.kind in (ErrorKind.KEY_INVALID, ErrorKind.KEY_MASKED)
    assert refused.value.field == "key"


def test_little_of_a_key_is_ever_shown() -> None:
    assert key_hint(KEY) == "sk-…wxyz"
    assert key_hint("short") == "…"
