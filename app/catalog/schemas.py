"""JSON schemas to begin with, from resources/schemas."""

from dataclasses import dataclass
from pathlib import Path

from app.catalog.load import read_rows
from app.domain.text import Bilingual


@dataclass(frozen=True, slots=True)
class SchemaTemplate:
    """A schema as text, in the words of each language."""

    id: str
    title: Bilingual
    schema: Bilingual


def schema_templates(resources: Path) -> tuple[SchemaTemplate, ...]:
    """All of them, in their order.

    Raises:
        CatalogError: a row that cannot be understood, with its file and line.
    """
    templates = []
    for row in read_rows(resources / "schemas" / "templates.toml", "template"):
        templates.append(SchemaTemplate(row.text("id"), row.bilingual("title"), row.bilingual("schema")))
        row.end()
    return tuple(templates)
