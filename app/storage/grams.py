"""Texts as sequences of neighbouring characters, by which SQLite finds them from one character on.

An index forgets a text only if it is told exactly what it learned: what is here may change only together with
a migration that builds the indexes anew.
"""

from collections.abc import Iterator, Sequence

from app.storage.records import storable

_LONGEST = 3
_TERMS = 64
CONTROLS = dict.fromkeys((*range(32), 127), " ")


def index_text(text: str) -> str:
    """The sequences of a text, each once, as words."""
    return " ".join({gram for word in folded(text).split() for gram in _grams(word)})


def folded(text: str) -> str:
    """A text as it is compared."""
    return storable(text).translate(CONTROLS).lower()


def expression(words: Sequence[str]) -> str:
    """The longest sequences of folded words; quoted, so that nothing in it is syntax."""
    grams = {gram for word in words for gram in _grams(word) if len(gram) == min(len(word), _LONGEST)}
    telling = sorted(grams, key=len, reverse=True)[:_TERMS]
    return " AND ".join('"{}"'.format(gram.replace('"', '""')) for gram in telling)


def _grams(word: str) -> Iterator[str]:
    """Every sequence of up to three neighbours."""
    for length in range(1, _LONGEST + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]
