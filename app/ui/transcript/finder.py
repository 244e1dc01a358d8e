"""Looking for a text in the conversation."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from app.ui.transcript.layout.flow import Cursor, Flow, Placed
from app.ui.transcript.layout.plan import TEXT_SECTIONS, Section
from app.ui.transcript.rows.units import to_units


class Hit(NamedTuple):
    """Where the text stands: number of the message, and offset into its source in code points."""

    entry: int
    offset: int


class Place(NamedTuple):
    """A hit in its row, in UTF-16 units; empty when the row does not show it."""

    cursor: Cursor
    start: int
    end: int


class Finder:
    """Finds a text in the sources of all messages; only the message of the present hit is laid out."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._pattern: re.Pattern[str] | None = None
        self.hits: list[Hit] = []
        self.current = -1
        self.place: Place | None = None

    @property
    def active(self) -> bool:
        """Whether something is looked for."""
        return self._pattern is not None

    def search(self, text: str) -> int:
        """Look for another text; returns how often it stands there."""
        cased = text.lower() != text.upper()
        self._pattern = re.compile(re.escape(text), re.IGNORECASE if cased else 0) if text else None
        self.place = None
        self.current = -1
        self.hits = list(self._find_all())
        return len(self.hits)

    def search_again(self) -> None:
        """The conversation changed."""
        current = self.hits[self.current] if 0 <= self.current < len(self.hits) else None
        self.hits = list(self._find_all())
        self.current = bisect_left(self.hits, current) if current is not None else -1
        self.current = min(self.current, len(self.hits) - 1)

    def start_from(self, entry: int) -> None:
        """The next hit shall be the first one from a message on."""
        self.current = bisect_left(self.hits, Hit(entry, 0)) - 1

    def step(self, by: int) -> Place | None:
        """To the next hit or the one before, around the ends."""
        if not self.hits:
            return None
        self.current = (self.current + by) % len(self.hits)
        self.place = self._place_of(self.hits[self.current])
        return self.place

    def in_row(self, item: Placed) -> list[tuple[int, int, bool]]:
        """What is to be marked in a row: start, end, and whether it is the present hit."""
        if self._pattern is None or item.plan.section not in TEXT_SECTIONS:
            return []
        present = self.place
        here = present is not None and present.cursor == item.cursor
        return [
            (start, end, here and present is not None and present.start == start)
            for start, end in self._in_text(item.row.text)
        ]

    def _find_all(self) -> Iterator[Hit]:
        if self._pattern is None:
            return
        for number, entry in enumerate(self._flow.entries):
            for found in self._pattern.finditer(entry.text):
                yield Hit(number, found.start())

    def _in_text(self, text: str) -> list[tuple[int, int]]:
        if self._pattern is None:
            return []
        return [
            (to_units(text, found.start()), to_units(text, found.end()))
            for found in self._pattern.finditer(text)
        ]

    def _place_of(self, hit: Hit) -> Place:
        """The row of the block that holds the hit, and the hit of the same number among those it shows."""
        entry = self._flow.open(hit.entry)
        blocks = entry.source(Section.BODY).blocks
        number = max(bisect_left(blocks, hit.offset + 1, key=lambda block: block.start) - 1, 0)
        start = blocks[number].start
        earlier = sum(start <= other.offset < hit.offset for other in self.hits if other.entry == hit.entry)
        first = entry.index_of((Section.BODY, number, 0))
        row = first
        while row < len(entry.plans) and entry.plans[row].key[:2] == (Section.BODY, number):
            cursor = Cursor(hit.entry, row)
            shown = self._in_text(self._flow.row(cursor).text)
            if earlier < len(shown):
                return Place(cursor, *shown[earlier])
            earlier -= len(shown)
            row += 1
        return Place(Cursor(hit.entry, first), 0, 0)
