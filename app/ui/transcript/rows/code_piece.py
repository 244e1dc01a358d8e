"""Parts of a code block: a long one is cut, so that it is laid out only where it is seen."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.ui.transcript.content.spans import Span
from app.ui.transcript.rows.units import to_units

LINES = 60
FOLDED_LINES = 10


class Piece(NamedTuple):
    """A part of a code block: its lines, and where in the block they stand."""

    lines: tuple[str, ...]
    start: int
    """Code points above it."""
    first: bool
    last: bool
    total: int
    """Lines of the whole block."""


def piece_of(lines: Sequence[str], number: int, *, folded: bool) -> Piece:
    """The ``number``-th part of a code."""
    count = len(lines)
    if folded:
        return Piece(tuple(lines[:FOLDED_LINES]), 0, True, True, count)
    start = sum(len(line) + 1 for line in lines[: number * LINES])
    part = tuple(lines[number * LINES : (number + 1) * LINES])
    return Piece(part, start, number == 0, (number + 1) * LINES >= count, count)


def colors_by_line(piece: Piece, spans: Sequence[Span]) -> Iterator[tuple[tuple[int, int, str], ...]]:
    """Colours inside each line, in UTF-16 units."""
    number = max(bisect_right(spans, piece.start, key=lambda span: span.start) - 1, 0)
    start = piece.start
    for text in piece.lines:
        end = start + len(text)
        found = []
        while number < len(spans) and spans[number].start < end:
            span = spans[number]
            left, right = max(span.start, start), min(span.start + span.length, end)
            if left < right and span.token:
                begin = to_units(text, left - start)
                found.append((begin, to_units(text, right - start) - begin, span.token))
            if span.start + span.length > end:
                break
            number += 1
        yield tuple(found)
        start = end + 1
