"""Descriptions and shortened prompts: one text with numbered lines, taken apart into prompts to draw."""

import re

_NUMBER = re.compile(r"[1-9]\ufe0f?\u20e3")
_LINK = re.compile(r"\[([^\[\]\n]{0,200})\]\(<?https?://[^)\s]{0,500}\)")
_GAP = re.compile(r"\n\s*\n")


def prompts_in(text: str) -> tuple[str, ...]:
    """The prompts, without their numbers and links; a text without numbers by its paragraphs."""
    parts = _NUMBER.split(text)[1:] or _GAP.split(text)
    return tuple(said for part in parts if (said := _LINK.sub(r"\1", part).strip()))


def lead_of(text: str) -> str:
    """What stands before the first numbered prompt, for example which words matter."""
    first = _NUMBER.search(text)
    return text[: first.start()].strip() if first else ""
