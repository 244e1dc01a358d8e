"""Takes keys out of text before it is written anywhere."""

import json
import re
from collections.abc import Callable
from urllib.parse import quote

from app.domain.keys import mask

_SHORTEST = 4
"""Masking shorter secrets would riddle every line."""

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE), r"\1 …"),
    (re.compile(r"\b(sk|rk|pk|hf|gsk|xai)([-_])[\w-]{8,}"), r"\1\2…"),
    (re.compile(r"\bAIza[\w-]{20,}"), "AIza…"),
    (re.compile(r"(://)[^\s/@:]*:[^\s/@]+@"), r"\1…@"),
    (
        re.compile(
            r"((?:x-api-key|x-goog-api-key|api[-_]?key|authorization|access[-_]?token|secret|password)"
            r"[\"']?[\s]*[:=,][\s]*b?[\"']?)(?!bearer\b|basic\b)[^\s\"',;&}\])]{4,}",
            re.IGNORECASE,
        ),
        r"\1…",
    ),
    (re.compile(r"([?&](?:key|token)=)[^\s&\"']+", re.IGNORECASE), r"\1…"),
)


class Redactor:
    """Masks the secrets that are known, in every spelling that a log meets, and whatever looks like one.

    Args:
        known: gives the secrets of this session; called for each text, from any thread.
    """

    def __init__(self, known: Callable[[], tuple[str, ...]] = tuple) -> None:
        self._known = known

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        secrets = [secret for secret in self._known() if len(secret) >= _SHORTEST]
        text = mask(text, tuple(spelling for secret in secrets for spelling in _spellings(secret)))
        for pattern, shown in _PATTERNS:
            text = pattern.sub(shown, text)
        return text


def _spellings(secret: str) -> set[str]:
    """As it is, inside JSON, inside a Python literal, and inside an address."""
    return {secret, json.dumps(secret)[1:-1], repr(secret)[1:-1], quote(secret, safe="")}
