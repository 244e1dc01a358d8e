"""Finding what a person means by a few letters."""

from dataclasses import dataclass
from itertools import pairwise

_AT_START = 8
_AT_WORD = 6
_IN_A_ROW = 4
_ANYWHERE = 1


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text fits, higher is better, and which of its letters were meant."""

    score: float
    positions: tuple[int, ...]


def match(query: str, text: str) -> Match | None:
    """The best reading of every word of the query within the text, or None where one is not in it."""
    score = 0.0
    positions: set[int] = set()
    for word in query.casefold().split():
        found = _match_word(word, text)
        if found is None:
            return None
        score += found.score
        positions |= set(found.positions)
    return Match(score - len(text) / 200, tuple(sorted(positions)))


def holds(query: str, text: str) -> bool:
    """Whether every word of the query stands in a text as it is: the measure for texts longer than a name."""
    lowered = text.casefold()
    return all(word in lowered for word in query.casefold().split())


def _match_word(word: str, text: str) -> Match | None:
    """Letters in order, not necessarily side by side; tried from each place where the first one stands."""
    lowered = text.lower()
    starts = [index for index, letter in enumerate(lowered) if letter == word[0]]
    matches = [found for start in starts if (found := _match_from(word, text, lowered, start))]
    return max(matches, key=lambda found: found.score, default=None)


def _match_from(word: str, text: str, lowered: str, start: int) -> Match | None:
    positions = [start]
    for letter in word[1:]:
        following = lowered.find(letter, positions[-1] + 1)
        if following < 0:
            return None
        positions.append(following)
    rows = sum(later - earlier == 1 for earlier, later in pairwise(positions))
    starts = sum(_place_score(text, position) for position in positions)
    spread = positions[-1] - positions[0] - len(word) + 1
    return Match(starts + rows * _IN_A_ROW - spread / 4, tuple(positions))


def _place_score(text: str, position: int) -> int:
    if position == 0:
        return _AT_START
    before, here = text[position - 1], text[position]
    starts_word = not before.isalnum() or (here.isupper() and before.islower())
    return _AT_WORD if starts_word else _ANYWHERE
