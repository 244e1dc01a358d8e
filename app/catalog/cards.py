"""All model cards: the shipped ones from resources/catalog, and the person's own, which add and override."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from app.catalog.card_book import CardBook
from app.catalog.load import CatalogError, Row, read_rows
from app.catalog.model_names import EXACT, NameIndex, is_for_endpoint, names_no_model, spellings
from app.domain.card import MediaFamily, ModelCard

_PROTOCOLS_OF_ENDPOINT = {
    "image-generation": ("openai-images", "ark-images"),
    "openai-video": ("films",),
    "gemini": ("gemini-images", "veo"),
    "openai": ("chat-pictures",),
}
"""new-api's supported_endpoint_types (constant/endpoint_type.go), and the formats that they stand for."""
_ORDER = (
    "openai", "gemini", "doubao", "midjourney", "ideogram", "replicate", "fal", "kling", "chat", "adapters",
)  # fmt: skip
"""Files in the order in which the picker shows their cards; further ones follow."""
LAST_RESORTS = ("chat-pictures", "adapter")
"""Formats that almost any name could be called with; a vendor's own come before them."""


@dataclass(frozen=True, slots=True)
class _Match:
    card: ModelCard
    closeness: int
    distance: int

    def rank(self) -> tuple[bool, int, bool]:
        """Exact names first, then those that needed less stripping, a vendor's own formats before others."""
        return (self.closeness != EXACT, self.distance, self.card.protocol in LAST_RESORTS)


class Cards:
    """The catalogue of what makes something: the person's own cards first, then in the order of the files.

    ``problems`` tells what of the person's own files was not understood; everything else is there.
    """

    def __init__(self, cards: Iterable[ModelCard], problems: Iterable[CatalogError] = ()) -> None:
        self._by_id = {card.id: card for card in cards}
        self.problems = tuple(problems)
        self._names = NameIndex(self._by_id.values())
        self._named = lru_cache(maxsize=4096)(self._find)

    @classmethod
    def load(cls, resources: Path, own: Path | None = None) -> Self:
        """Read the shipped cards, then all ``*.toml`` of the person's own folder, if there is one.

        Raises:
            CatalogError: a mistake in a shipped file, with its line.
        """
        book, shipped = _shipped(resources / "catalog")
        problems: list[CatalogError] = []
        added = _own(book.copy(), own, problems) if own else {}
        return cls([*added.values(), *(card for card in shipped.values() if card.id not in added)], problems)

    def all(self, page: MediaFamily | None = None) -> tuple[ModelCard, ...]:
        """All cards, or those of one page."""
        return tuple(card for card in self._by_id.values() if page in (None, card.page))

    def get(self, card_id: str) -> ModelCard | None:
        """The card of an id."""
        return self._by_id.get(card_id)

    def for_model(
        self, name: str, endpoint_types: Sequence[str] = (), page: MediaFamily | None = None
    ) -> tuple[ModelCard, ...]:
        """Cards for a model as a gateway names it, the best first.

        For each action of each format the card stands whose names fit closest. Without any, the gateway's
        word how a model can be called finds the general cards; that word also decides what comes first.
        """
        cards = self._named(name, page) or self._guessed(endpoint_types, page)
        told = [protocol for kind in endpoint_types for protocol in _PROTOCOLS_OF_ENDPOINT.get(kind, ())]
        return tuple(sorted(cards, key=lambda card: _place(told, card.protocol)))

    def general(self, page: MediaFamily) -> tuple[ModelCard, ...]:
        """Cards that work with any model whose name the person gives."""
        return tuple(card for card in self.all(page) if not card.model and names_no_model(card.matches))

    def _find(self, name: str, page: MediaFamily | None) -> tuple[ModelCard, ...]:
        found: dict[tuple[str, ...], _Match] = {}
        for distance, spelling in enumerate(spellings(name)):
            for use, match in self._closest(spelling, distance, page).items():
                found.setdefault(use, match)
        return tuple(match.card for match in sorted(found.values(), key=_Match.rank))

    def _closest(self, name: str, distance: int, page: MediaFamily | None) -> dict[tuple[str, ...], _Match]:
        """For each action of each format, the card that fits a name best; the earlier one of two alike."""
        best: dict[tuple[str, ...], _Match] = {}
        for fit, card in self._names.fitting(name):
            use = (card.page, card.protocol, card.action)
            if page in (None, card.page) and (use not in best or fit > best[use].closeness):
                best[use] = _Match(card, fit, distance)
        return best

    def _guessed(self, endpoint_types: Sequence[str], page: MediaFamily | None) -> tuple[ModelCard, ...]:
        return tuple(
            card for kind in endpoint_types for card in self.all(page) if is_for_endpoint(card.matches, kind)
        )


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _order(path: Path) -> tuple[int, str]:
    return (_place(_ORDER, path.stem), str(path))


def _shared(folder: Path, table: str) -> list[Row]:
    """What cards have in common: of all pages, then of one page each."""
    paths = (folder / f"{table}s.toml", *sorted(folder.glob(f"*_{table}s.toml")))
    return [row for path in paths for row in read_rows(path, table)]


@lru_cache(maxsize=1)
def _shipped(folder: Path) -> tuple[CardBook, dict[str, ModelCard]]:
    """What lies in a folder does not change while the program runs, unlike the person's own cards."""
    book = CardBook(_shared(folder, "parameter"), _shared(folder, "slot"))
    cards: dict[str, ModelCard] = {}
    for path in sorted(folder.glob("*/*.toml"), key=_order):
        for row in read_rows(path, "card"):
            card = book.read(row)
            if card.id in cards:
                raise row.error(f"{card.id} is there twice")
            cards[card.id] = card
    return book, cards


def _own(book: CardBook, folder: Path, problems: list[CatalogError]) -> dict[str, ModelCard]:
    cards: dict[str, ModelCard] = {}
    for row in _own_rows(folder, problems):
        try:
            card = book.read(row)
            if card.id in cards:
                raise row.error(f"{card.id} is there twice")
        except CatalogError as problem:
            problems.append(problem)
        else:
            cards[card.id] = card
    return cards


def _own_rows(folder: Path, problems: list[CatalogError]) -> Iterator[Row]:
    for path in sorted(folder.glob("*.toml")):
        try:
            if path.is_file():
                yield from read_rows(path, "card")
        except OSError as error:
            problems.append(CatalogError(path, 1, str(error)))
        except CatalogError as problem:
            problems.append(problem)
