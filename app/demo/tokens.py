"""Pieces of text about as large as a real tokeniser's."""

import re

_TOKEN = re.compile(r"\s*(?:data:[^\s)]+|[A-Za-z0-9_]{1,10}|[^\sA-Za-z0-9_]{1,2})|\s+")


def tokens_of(text: str) -> list[str]:
    """Cut a text into pieces about as large as tokens; joined they are the text again."""
    return _TOKEN.findall(text)
