"""Model cards, read when they are first needed: that is no part of a start."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.catalog.cards import Cards
    from app.domain.card import ModelCard


class CardCatalog:
    """Gives the cards to whoever waits for them.

    Args:
        resources: where the shipped cards are.
        own: the person's own folder, which need not exist.
    """

    def __init__(self, resources: Path, own: Path) -> None:
        self._resources = resources
        self._own = own
        self._cards: Cards | None = None
        self._reading = asyncio.Lock()

    async def all(self) -> "Cards":
        """Every card.

        Raises:
            CatalogError: a mistake in a shipped file.
        """
        async with self._reading:
            if self._cards is None:
                own = self._own if self._own.is_dir() else None
                self._cards = await asyncio.to_thread(_load, self._resources, own)
            return self._cards

    async def get(self, card_id: str) -> "ModelCard | None":
        """The card of an id; errors as of ``all``."""
        return (await self.all()).get(card_id)


def _load(resources: Path, own: Path | None) -> "Cards":
    from app.catalog.cards import Cards  # with all that can be said on a card

    return Cards.load(resources, own)
