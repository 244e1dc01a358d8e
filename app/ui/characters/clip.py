"""What a character is to be made from, as it was chosen in the window."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.character import ClipFacts
from app.services.jobs.character_orders import CharacterOrder


@dataclass(frozen=True, slots=True)
class Clip:
    """A file, a link, or a film that lies at the gateway, by its id there; ``path`` is its copy here then."""

    path: Path | None = None
    facts: ClipFacts = ClipFacts()
    film_id: str = ""
    link: str = ""

    @property
    def length_s(self) -> float | None:
        """Its seconds; None where nobody knows."""
        return None if self.facts.duration_ms is None else self.facts.duration_ms / 1000

    def order(self, name: str, span_s: tuple[float, float] | None) -> CharacterOrder:
        """A character from it; the copy here is not sent where its id or link is enough."""
        file = None if self.film_id or self.link else self.path
        return CharacterOrder(name, file, self.link, self.film_id, span_s)
