"""Code that a model ran, and what it printed, as Markdown of its answer."""

import re

from app.protocols.read import well_formed

_FENCE = re.compile("`{3,}")


def shown_code(code: str, language: str) -> str:
    """A fenced block on lines of its own; its fence is longer than any that stands inside."""
    longest = max(map(len, _FENCE.findall(code)), default=2)
    fence = "`" * (longest + 1)
    return f"\n{fence}{language}\n{well_formed(code.rstrip())}\n{fence}\n"
