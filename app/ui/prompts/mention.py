"""Where in a text a word begins that asks for a suggestion."""

from dataclasses import dataclass

LONGEST_QUERY = 40
_SAME = {"／": "/", "＠": "@"}
"""Signs of full width, as a Chinese keyboard writes them."""
_AT_BEGINNING = {"、": "/"}
"""What a Chinese input method makes of the key of the slash; no text begins with it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A sign, and what was typed behind it up to the cursor. ``start`` is the sign's place."""

    sign: str
    start: int
    query: str


def mention_before(text: str, cursor: int, *, first: bool = True) -> Mention | None:
    """The mention that the cursor stands in or behind; None where there is none.

    A sign counts at the beginning of a line or of a word, and a second slash behind it makes a path of it.

    Args:
        first: whether the line is the first one of the text.
    """
    start = cursor
    while start > 0 and cursor - start <= LONGEST_QUERY and not text[start - 1].isspace():
        start -= 1
    word = text[start:cursor]
    if not word or len(word) > LONGEST_QUERY:
        return None
    sign = _SAME.get(word[0], word[0])
    if start == 0 and first:
        sign = _AT_BEGINNING.get(sign, sign)
    is_path = sign == "/" and "/" in word[1:]
    return Mention(sign, start, word[1:]) if sign in "/@" and not is_path else None
