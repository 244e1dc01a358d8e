"""The assistants that come with the studio, from resources/assistants."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from app.catalog.load import Row, read_rows
from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings
from app.domain.ids import AssistantId
from app.domain.text import Bilingual, Language


@dataclass(frozen=True, slots=True)
class _Shipped:
    place: int
    id: str
    icon: str
    name: Bilingual
    description: Bilingual
    system: Bilingual
    first: Bilingual | None
    temperature: float | None

    def in_language(self, language: Language) -> Assistant:
        return Assistant(
            AssistantId(self.id),
            self.name.in_language(language),
            self.icon,
            self.description.in_language(language),
            ChatSettings(
                system_prompt=self.system.in_language(language).strip(), temperature=self.temperature
            ),
            self.first.in_language(language) if self.first else "",
        )


def shipped_assistants(resources: Path) -> dict[Language, tuple[Assistant, ...]]:
    """All of them in every language, in the order of their places.

    Raises:
        CatalogError: a row that cannot be understood, with its file and line.
    """
    files = sorted((resources / "assistants").glob("*.toml"))
    shipped = [_shipped(row) for file in files for row in read_rows(file, "assistant")]
    shipped.sort(key=lambda one: one.place)
    return {language: tuple(one.in_language(language) for one in shipped) for language in get_args(Language)}


def _shipped(row: Row) -> _Shipped:
    shipped = _Shipped(
        place=row.number("place") or 0,
        id=row.text("id"),
        icon=row.text("icon"),
        name=row.bilingual("name"),
        description=row.bilingual("description"),
        system=row.bilingual("system"),
        first=row.bilingual("first") if row.has("first") else None,
        temperature=row.measure("temperature"),
    )
    row.end()
    return shipped
