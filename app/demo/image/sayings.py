"""What picture models say around their pictures."""

import re

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def in_language_of(prompt: str, chinese: str, english: str) -> str:
    """The one of two wordings that suits a prompt."""
    return chinese if _CHINESE.search(prompt) else english
