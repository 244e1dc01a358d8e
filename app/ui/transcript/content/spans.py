"""Coloured stretches of code."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of code of one colour, in code points."""

    start: int
    length: int
    token: str
    """Name of the theme's token."""
