"""Qt counts UTF-16 units where Python counts code points; this is the border between the two."""

from typing import Any

from PySide6.QtGui import QTextLine


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text) if _has_pairs(text) else len(text)


def cut(text: str, start: int, end: int) -> str:
    """The part between two positions in UTF-16 units."""
    if not _has_pairs(text):
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def to_units(text: str, position: int) -> int:
    """A position in code points as a position in UTF-16 units."""
    return units(text[:position])


def x_of(line: QTextLine, position: int) -> float:
    """Where in a line a position stands; the binding returns the corrected position too."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _has_pairs(text: str) -> bool:
    return not text.isascii() and max(text, default="") > "\uffff"
