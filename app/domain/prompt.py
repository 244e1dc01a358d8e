"""Prompts of the library: texts with places that are filled in when they are used."""

from dataclasses import dataclass

from app.domain.ids import PromptId

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Prompt:
    """One entry. ``text`` follows the grammar of ``app.domain.template``."""

    id: PromptId
    title: str
    text: str
    tags: tuple[str, ...] = ()


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as they are typed, with commas of either language between them; each once, in order."""
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return tuple(dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts))))
