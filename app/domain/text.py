"""Text that carries both languages of the studio: labels that are data rather than code."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One label or sentence in Chinese and English, as catalogue, presets and error advice hold it."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The text in the language of the interface."""
        return self.zh if language == "zh" else self.en
