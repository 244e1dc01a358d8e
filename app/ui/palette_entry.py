"""What the quick switcher leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A place to go to or a thing to do.

    ``keywords`` are found by too, without being shown.
    """

    title: str
    detail: str
    icon: str
    run: Callable[[], object]
    keywords: str = ""


Provider = Callable[[str], Sequence[PaletteEntry]]
"""Offers entries for a text."""
