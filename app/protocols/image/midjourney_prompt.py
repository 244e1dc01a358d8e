"""A prompt for Midjourney: links of pictures, the words, the flags of the form, and last those typed by hand.

Flags: trueai-org/midjourney-proxy ``MjPromptParser``.
"""

import re
from collections.abc import Mapping, Sequence

from app.protocols.body import as_text

_SAME = {
    "version": "v",
    "niji": "v",
    "aspect": "ar",
    "stylize": "s",
    "chaos": "c",
    "weird": "w",
    "quality": "q",
    "repeat": "r",
    "profile": "p",
    "raw": "style",
    "public": "stealth",
}
"""Long spellings, and flags that take each other's place."""
_NAMES = (
    "v niji ar s c w q r p seed stop no iw sref sw sv cref cw oref ow style tile draft exp stealth "
    "fast relax turbo"
)
_KNOWN = "|".join(sorted({*_SAME, *_NAMES.split()}, key=len, reverse=True))
_FLAG = re.compile(rf"(?:^|(?<=\s))(?:--([a-z]+)|[—–]{{1,2}}({_KNOWN})(?![a-z]))", re.IGNORECASE)
"""Editors turn two hyphens into a dash, which counts before the name of a flag alone."""
_NIJI = "niji"


def prompt_with(words: str, flags: Mapping[str, object], links: Sequence[str] = ()) -> str:
    """The whole prompt. What the person wrote as a flag wins over the form.

    Args:
        flags: name without hyphens → value; True is a flag without one, False none at all.
        links: addresses of pictures that the prompt begins with.
    """
    first = _FLAG.search(words)
    end = first.start() if first else len(words)
    typed = {_meant(name) for name in _names_in(words)}
    chosen = (_written(name, value) for name, value in flags.items() if _meant(name) not in typed)
    return " ".join(filter(None, (*links, words[:end].strip(), *chosen, words[end:].strip())))


def asks_for_niji(words: str) -> bool:
    """Whether the person wrote the flag that chooses the anime model."""
    return _NIJI in _names_in(words)


def _names_in(words: str) -> list[str]:
    return [(match[1] or match[2]).lower() for match in _FLAG.finditer(words)]


def _meant(name: str) -> str:
    return _SAME.get(name, name)


def _written(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"--{name}" if value else ""
    return " ".join((f"--{name}", *as_text(value).split()))
