"""Which rows stand where: laid out from an anchor up and down, never from the top of everything."""

from collections import OrderedDict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.conversation import BranchNode, ScrollAnchor
from app.ui.transcript.layout.entries import Entries
from app.ui.transcript.layout.entry import Entry
from app.ui.transcript.layout.heights import Heights
from app.ui.transcript.layout.plan import Plan, estimate_message
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Row

KEPT_ROWS = 400
KEPT_ENTRIES = 120
_SAMPLE = 40
_REFINED_AT_ONCE = 200

Build = Callable[[Entry, Plan, int], Row]


class Cursor(NamedTuple):
    """A row by the numbers of its message and of its place in it."""

    entry: int
    row: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A row on the screen; ``y`` is its top."""

    cursor: Cursor
    entry: Entry
    plan: Plan
    row: Row
    y: int

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.y + self.row.height


class Flow:
    """The messages one below the other.

    The truth is the anchor: this row at this distance from the top of the view, or the very end. Heights that
    turn out different change the length of the whole, never the picture.
    """

    def __init__(self, look: Look, build: Build) -> None:
        self.look = look
        self.build = build
        self.entries = Entries()
        self.following = True
        self.width = 0
        self.height = 0
        self._heights = Heights()
        self._anchor = (Cursor(0, 0), 0)
        self._layout = 1
        self._estimated_width = 0
        self._refined: list[int] | None = None
        self._rows: OrderedDict[Plan, None] = OrderedDict()
        self._opened: OrderedDict[Entry, None] = OrderedDict()

    @property
    def start_margin(self) -> int:
        """Space above the first row."""
        return self.look.space(4)

    @property
    def end_margin(self) -> int:
        """Space below the last row."""
        return self.look.space(5)

    @property
    def length(self) -> int:
        """Height of everything, in pixels, as far as it is known."""
        return self.start_margin + self._heights.total + self.end_margin

    @property
    def offset(self) -> int:
        """How far the view is from the very top, as far as that is known."""
        if self.following or not len(self.entries):
            return max(self.length - self.height, 0)
        cursor, y = self._anchor
        entry = self.entries[cursor.entry]
        above = self._heights.before(cursor.entry) + entry.heights.before(cursor.row)
        return max(self.start_margin + above - y, 0)

    def set_nodes(self, nodes: Iterable[BranchNode]) -> None:
        """Show other messages, from their end."""
        self.entries = Entries(nodes)
        self._rows.clear()
        self._opened.clear()
        self.following = True
        self._estimate()

    def prepend(self, nodes: Sequence[BranchNode]) -> None:
        """Put older messages above; the anchor stays with its row."""
        self.entries.prepend(nodes)
        estimates = (estimate_message(node.message, self.look, self.width) for node in nodes)
        self._heights = Heights([*estimates, *self._heights])
        cursor, y = self._anchor
        self._anchor = (Cursor(cursor.entry + len(nodes), cursor.row), y)
        self._restart_refining()

    def append(self, node: BranchNode) -> None:
        """Put a message below."""
        self.entries.append(node)
        self._heights.append(estimate_message(node.message, self.look, self.width))
        self._restart_refining()

    def truncate(self, count: int) -> None:
        """Keep the first messages."""
        for entry in self.entries.truncate(count):
            self._forget(entry)
        self._heights.truncate(count)
        self._restart_refining()
        if self._anchor[0].entry >= count:
            self.following = True

    def resize(self, width: int, height: int) -> None:
        """Another size of the column and the view. Positions inside rows are kept as a share of them."""
        self.height = height
        if width == self.width:
            return
        self.width = width
        self.refresh(self.look)
        if not self._estimated_width or abs(width - self._estimated_width) > self._estimated_width // 4:
            self._estimate()

    def refresh(self, look: Look) -> None:
        """Build all rows anew; a row that stood at the top stays there."""
        self.look = look
        self._layout += 1
        for plan in self._rows:
            plan.row = plan.before = None
        self._rows.clear()

    def forget_widths(self) -> None:
        """Fonts changed: wide blocks are to be measured anew."""
        for entry in self._opened:
            for state in entry.wide.values():
                state.width = state.measured = 0

    def rebuild(self, plan: Plan) -> None:
        """Build one row anew when it is next needed; what did not change in it is kept."""
        plan.before, plan.row = plan.row, None
        plan.measured = 0

    def rebuild_where(self, wanted: Callable[[Plan], bool]) -> bool:
        """Build some of the built rows anew; whether there were any."""
        found = [plan for plan in self._rows if wanted(plan)]
        for plan in found:
            self.rebuild(plan)
        return bool(found)

    def changed(self, index: int) -> None:
        """A message has other rows than before."""
        self._heights.change(index, self._height_of(index))

    def open(self, index: int) -> Entry:
        """A message whose rows are known."""
        entry = self.entries[index]
        if not entry.opened:
            entry.open(self.look, self.width)
            self._heights.change(index, entry.heights.total)
            self._opened[entry] = None
        return entry

    def row(self, cursor: Cursor) -> Row:
        """A row, built and measured."""
        entry = self.open(cursor.entry)
        plan = entry.plans[cursor.row]
        if plan.row is not None and plan.measured == self._layout:
            return plan.row
        row = plan.row = self.build(entry, plan, self.width)
        plan.before = None
        plan.measured = self._layout
        self._measure(cursor, plan, row.height)
        self._rows[plan] = None
        return row

    def known(self, cursor: Cursor) -> bool:
        """Whether a row is built already."""
        entry = self.entries.opened(cursor.entry)
        return entry is not None and entry.plans[cursor.row].measured == self._layout

    def next(self, cursor: Cursor) -> Cursor | None:
        """The row below."""
        if cursor.row + 1 < len(self.open(cursor.entry).plans):
            return Cursor(cursor.entry, cursor.row + 1)
        return Cursor(cursor.entry + 1, 0) if cursor.entry + 1 < len(self.entries) else None

    def previous(self, cursor: Cursor) -> Cursor | None:
        """The row above."""
        if cursor.row:
            return Cursor(cursor.entry, cursor.row - 1)
        if not cursor.entry:
            return None
        return Cursor(cursor.entry - 1, len(self.open(cursor.entry - 1).plans) - 1)

    def place(self) -> list[Placed]:
        """The rows on the screen from top to bottom; brings the anchor up to date."""
        placed = self._place() if len(self.entries) and self.height > 0 else []
        if placed:
            self._keep_anchor(placed)
            self._evict(placed)
        return placed

    def move(self, pixels: int) -> None:
        """Scroll down by so many pixels, up when negative; ``place`` stops it at both ends."""
        if self.following and pixels >= 0:
            return
        self.following = False
        cursor, y = self._anchor
        self._anchor = (cursor, y - pixels)

    def jump(self, offset: int) -> None:
        """Show what stands about so far from the very top."""
        if not len(self.entries):
            return
        self.following = offset >= self.length - self.height
        index, inside = self._heights.find(max(offset - self.start_margin, 0))
        known = self._heights[index]
        entry = self.open(index)
        inside = inside * entry.heights.total // max(known, 1)
        row, rest = entry.heights.find(inside)
        self._anchor = (Cursor(index, row), -rest)

    def show(self, cursor: Cursor, y: int) -> None:
        """Put a row at a distance from the top of the view."""
        self.following = False
        entry = self.open(cursor.entry)
        row = min(cursor.row, len(entry.plans) - 1)
        self._anchor = (Cursor(cursor.entry, row), y)

    def anchor(self) -> ScrollAnchor:
        """Where the view stands, to be restored later."""
        if self.following or not len(self.entries):
            return ScrollAnchor()
        cursor, y = self._anchor
        return ScrollAnchor(self.entries.message(cursor.entry).id, cursor.row, y, at_end=False)

    def lay_out_ahead(self, placed: Sequence[Placed]) -> bool:
        """Build one row less than a screen away from the placed ones; whether there was one."""
        if not placed:
            return False
        below = self._unknown(placed[-1].cursor, self.next)
        cursor = below or self._unknown(placed[0].cursor, self.previous)
        if cursor is not None:
            self.row(cursor)
        return cursor is not None

    def _unknown(self, cursor: Cursor, step: Callable[[Cursor], Cursor | None]) -> Cursor | None:
        distance = 0
        following = step(cursor)
        while following is not None and distance < self.height:
            if not self.known(following):
                return following
            distance += self.row(following).height
            following = step(following)
        return None

    def _place(self) -> list[Placed]:
        if self.following:
            return self._from_end()
        cursor, y = self._anchor
        cursor = Cursor(cursor.entry, min(cursor.row, len(self.open(cursor.entry).plans) - 1))
        placed = [*self._upwards(self.previous(cursor), y), *self._downwards(cursor, y)]
        if placed[0].cursor == Cursor(0, 0) and placed[0].y > self.start_margin:
            placed = self._downwards(Cursor(0, 0), self.start_margin)
        at_end = self.next(placed[-1].cursor) is None
        if at_end and placed[-1].bottom + self.end_margin <= self.height:
            self.following = True
            return self._from_end()
        return placed

    def _from_end(self) -> list[Placed]:
        last = Cursor(len(self.entries) - 1, len(self.open(len(self.entries) - 1).plans) - 1)
        placed = self._upwards(last, self.height - self.end_margin)
        if placed[0].cursor == Cursor(0, 0) and placed[0].y > self.start_margin:
            return self._downwards(Cursor(0, 0), self.start_margin)
        return placed

    def _downwards(self, cursor: Cursor | None, y: int) -> list[Placed]:
        placed: list[Placed] = []
        while cursor is not None and (y < self.height or not placed):
            row = self.row(cursor)
            placed.append(self._placed(cursor, row, y))
            y += row.height
            cursor = self.next(cursor)
        return placed

    def _upwards(self, cursor: Cursor | None, bottom: int) -> list[Placed]:
        placed: list[Placed] = []
        while cursor is not None and bottom > 0:
            row = self.row(cursor)
            bottom -= row.height
            placed.append(self._placed(cursor, row, bottom))
            cursor = self.previous(cursor)
        return placed[::-1]

    def _placed(self, cursor: Cursor, row: Row, y: int) -> Placed:
        entry = self.entries[cursor.entry]
        return Placed(cursor, entry, entry.plans[cursor.row], row, y)

    def _keep_anchor(self, placed: Sequence[Placed]) -> None:
        top = next((item for item in placed if item.bottom > 0), placed[-1])
        self._anchor = (top.cursor, top.y)

    def _measure(self, cursor: Cursor, plan: Plan, height: int) -> None:
        if plan.height != height:
            plan.height = height
            entry = self.entries[cursor.entry]
            entry.heights.change(cursor.row, height)
            self._heights.change(cursor.entry, entry.heights.total)

    def refine(self) -> bool:
        """Estimate some more messages one by one; whether there were any."""
        if self._refined is None:
            return False
        first = len(self._refined)
        last = min(first + _REFINED_AT_ONCE, len(self.entries))
        self._refined += [self._height_of(index) for index in range(first, last)]
        if last == len(self.entries):
            self._heights, self._refined = Heights(self._refined), None
            self._take_opened()
        return True

    def _estimate(self) -> None:
        """Guess a long conversation from a few messages; ``refine`` follows when there is time."""
        count = len(self.entries)
        self._estimated_width = self.width
        if count <= _REFINED_AT_ONCE:
            self._heights, self._refined = Heights(map(self._height_of, range(count))), None
            return
        some = range(0, count, count // _SAMPLE)
        guess = sum(map(self._height_of, some)) // len(some)
        self._heights, self._refined = Heights.even(count, guess), []
        self._take_opened()

    def _take_opened(self) -> None:
        for entry in self._opened:
            self._heights.change(self.entries.index(entry), entry.heights.total)

    def _restart_refining(self) -> None:
        if self._refined is not None:
            self._refined = []

    def _height_of(self, index: int) -> int:
        entry = self.entries.opened(index)
        if entry is not None:
            return entry.heights.total
        return estimate_message(self.entries.message(index), self.look, self.width)

    def _evict(self, placed: Sequence[Placed]) -> None:
        """Forget what was on the screen longest ago."""
        shown = dict.fromkeys(item.entry for item in placed)
        for item in placed:
            self._rows.move_to_end(item.plan)
        for entry in shown:
            self._opened.move_to_end(entry)
        while len(self._rows) > max(KEPT_ROWS, len(placed)):
            plan, _ = self._rows.popitem(last=False)
            plan.row = plan.before = None
            plan.measured = 0
        if len(self._opened) > KEPT_ENTRIES:
            self._close_entries(shown)

    def _close_entries(self, shown: Container[Entry]) -> None:
        for entry in tuple(self._opened)[: len(self._opened) - KEPT_ENTRIES]:
            if entry not in shown and not entry.streaming:
                self._forget(entry)

    def _forget(self, entry: Entry) -> None:
        for plan in entry.plans:
            self._rows.pop(plan, None)
        entry.close()
        self._opened.pop(entry, None)
