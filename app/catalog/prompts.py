"""The prompts that come with the studio, from resources/prompts."""

from pathlib import Path
from typing import get_args

from app.catalog.load import Row, read_rows
from app.domain.ids import PromptId
from app.domain.prompt import Prompt
from app.domain.template import TemplateError, parse_template
from app.domain.text import Bilingual, Language

_FILES = ("writing", "work", "pictures")


def shipped_prompts(resources: Path) -> dict[Language, tuple[Prompt, ...]]:
    """All of them in every language, file by file.

    Raises:
        CatalogError: a row that cannot be understood, with its file and line.
    """
    folder = resources / "prompts"
    rows = [_row(row) for name in _FILES for row in read_rows(folder / f"{name}.toml", "prompt")]
    return {
        language: tuple(
            Prompt(PromptId(identity), title.in_language(language), text.in_language(language).strip(), tags)
            for identity, title, text, tags in ((one[0], one[1], one[2], one[3][language]) for one in rows)
        )
        for language in get_args(Language)
    }


def _row(row: Row) -> tuple[str, Bilingual, Bilingual, dict[Language, tuple[str, ...]]]:
    identity, title, text, tag = (
        row.text("id"),
        row.bilingual("title"),
        row.bilingual("text"),
        row.bilingual("tag"),
    )
    row.end()
    for words in (text.zh, text.en):
        try:
            parse_template(words)
        except TemplateError as error:
            raise row.error(str(error)) from error
    return identity, title, text, {"zh": (tag.zh,), "en": (tag.en,)}
