"""A character as the person asks for it, and whether its gateway would take it."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.character import LIMITS, CharacterDialect, CharacterWish, ClipFacts, check_wish
from app.storage.characters import read_clip


@dataclass(frozen=True, slots=True)
class CharacterOrder:
    """Made from a file, a link, or a film at the gateway by its id there.

    ``span_s`` is the part of it in which the character is seen: a file is cut here, all else at the gateway.
    """

    name: str
    clip: Path | None = None
    link: str = ""
    film_id: str = ""
    span_s: tuple[float, float] | None = None

    @property
    def source(self) -> str:
        """What the list says that it was made from."""
        return self.clip.name if self.clip is not None else self.link.strip() or self.film_id


async def checked(order: CharacterOrder, dialect: CharacterDialect) -> CharacterWish:
    """What is sent for an order.

    Raises:
        InputError: the dialect does not take it; ``field`` says what of it.
        StorageError: its clip cannot be read.
    """
    limits, facts = LIMITS[dialect], ClipFacts()
    wish = CharacterWish(order.name.strip(), None, order.link.strip(), order.film_id.strip(), order.span_s)
    if order.clip is not None:
        media, facts = await asyncio.to_thread(read_clip, order.clip, order.span_s)
        wish = replace(wish, clip=media)
    check_wish(wish, facts, limits)
    return wish
