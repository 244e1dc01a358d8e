"""The sentences for what is wrong with a form, from resources/catalog/problems.toml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from app.catalog.load import read_rows
from app.domain.form_check import Problem
from app.domain.text import Bilingual


class ProblemWords:
    """Finds and fills the sentence of a problem."""

    def __init__(self, sentences: Mapping[str, Bilingual]) -> None:
        self._sentences = dict(sentences)

    @classmethod
    def load(cls, resources: Path) -> Self:
        """Read the shipped sentences.

        Raises:
            CatalogError: a row that cannot be understood, with its file and line.
        """
        sentences: dict[str, Bilingual] = {}
        for row in read_rows(resources / "catalog" / "problems.toml", "problem"):
            sentences[row.text("key")] = row.bilingual("says")
            row.end()
        return cls(sentences)

    def sentence(self, problem: Problem) -> Bilingual:
        """What to say at the field; a rule of a card says it in its own words."""
        if problem.says is not None:
            return problem.says
        said = self._sentences[problem.key]
        return Bilingual(_filled(said.zh, problem.values), _filled(said.en, problem.values))


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return sentence
