"""The names under which gateways sell one and the same model."""

import re
from collections.abc import Iterable, Iterator

from app.catalog.models import bare_name
from app.domain.card import ModelCard

_ENDINGS = re.compile(
    r"-(?:all|vip|svip|ssvip|c|r|hk|az|aws|official|reverse|free|cheap|stable|async|sync|preview|latest|exp"
    r"|\d{4}-\d\d-\d\d|20\d{6}|2[3-9]\d{4})$"
)
_BEGINNINGS = re.compile(r"^(?:vip|free|official|openai|google|api|yijia|hk|az|aws)[-_/]")
_ENDPOINT = "endpoint:"
EXACT = 1_000_000
"""How closely an exact name fits; a pattern fits as closely as it has letters of its own."""


def spellings(model: str) -> Iterator[str]:
    """What a name may stand for, the name itself first, then with less and less of a gateway's decoration.

    Gateways put groups and owners before a name and ``-all``, ``-vip``, dates and the like after it.
    """
    known: set[str] = set()
    name = model.strip().lower()
    for spelling in (name, bare_name(name), *_stripped(bare_name(name))):
        if spelling and spelling not in known:
            known.add(spelling)
            yield spelling


class NameIndex:
    """Finds the cards whose names or patterns fit a name."""

    def __init__(self, cards: Iterable[ModelCard]) -> None:
        self._exact: dict[str, list[ModelCard]] = {}
        self._patterns: list[tuple[tuple[str, ...], ModelCard]] = []
        for card in cards:
            for match in card.matches:
                self._add(tuple(match.lower().split("*")), card)

    def fitting(self, name: str) -> Iterator[tuple[int, ModelCard]]:
        """Cards that fit, each with how closely; a card may come more than once."""
        for card in self._exact.get(name, ()):
            yield EXACT, card
        for parts, card in self._patterns:
            if name.startswith(parts[0]) and _fits(parts, name):
                yield sum(map(len, parts)) + 1, card

    def _add(self, parts: tuple[str, ...], card: ModelCard) -> None:
        if len(parts) == 1:
            self._exact.setdefault(parts[0], []).append(card)
        else:
            self._patterns.append((parts, card))


def is_for_endpoint(matches: tuple[str, ...], endpoint_type: str) -> bool:
    """Whether a card serves unknown models that a gateway says can be called like this."""
    return _ENDPOINT + endpoint_type in matches


def names_no_model(matches: tuple[str, ...]) -> bool:
    """Whether a card is for any model rather than for some by name."""
    return all(match.startswith(_ENDPOINT) for match in matches)


def _stripped(name: str) -> Iterator[str]:
    while True:
        shorter = _ENDINGS.sub("", name)
        if shorter == name:
            shorter = _BEGINNINGS.sub("", name)
        if shorter == name:
            return
        name = shorter
        yield name


def _fits(parts: tuple[str, ...], name: str) -> bool:
    """Whether a name holds the parts of a pattern in order; linear, whatever the pattern is."""
    first, *middle, last = parts
    if not (name.startswith(first) and name.endswith(last) and len(name) >= len(first) + len(last)):
        return False
    place, end = len(first), len(name) - len(last)
    for part in middle:
        found = name.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True
