"""How much of a tool's result goes to a model."""

MOST_CHARACTERS = 100_000
"""More would fill a model's context with one result."""


def shortened(text: str) -> str:
    """A result as it is sent: a very long one is cut, and says so."""
    if len(text) <= MOST_CHARACTERS:
        return text
    return f"{text[:MOST_CHARACTERS]}\n\n[cut: the first {MOST_CHARACTERS:,} of {len(text):,} characters]"
