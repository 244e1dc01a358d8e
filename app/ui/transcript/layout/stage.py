"""What is on the screen now: rows, selection, the control under the mouse, the focus."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from app.ui.transcript.layout.entry import Entry
from app.ui.transcript.layout.flow import Flow, Placed
from app.ui.transcript.layout.plan import RowKey, Section
from app.ui.transcript.layout.selection import Position, Selection
from app.ui.transcript.rows.rich_text import Mark
from app.ui.transcript.rows.row import Scene, Spot

_PRESENT_FIND = 0.55
_OTHER_FIND = 0.22


@dataclass(frozen=True, slots=True)
class Target:
    """A control and the row that it stands in."""

    item: Placed
    spot: Spot
    at: QPoint | None = field(default=None, compare=False)
    """Where the mouse is, from the row's corner; None for the keyboard."""

    def stands_in(self, item: Placed) -> bool:
        """Whether it belongs to this row, which may have been built anew since."""
        return item.entry is self.item.entry and item.plan.key == self.item.plan.key


class Focus(NamedTuple):
    """Where the keyboard is: a message, and perhaps one of its controls."""

    entry: Entry
    key: RowKey | None = None
    number: int = 0


FindsInRow = Callable[[Placed], Sequence[tuple[int, int, bool]]]


def no_finds(item: Placed) -> Sequence[tuple[int, int, bool]]:
    """Nothing is looked for."""
    return ()


class Stage:
    """Paints the placed rows and answers what is at a point."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.placed: list[Placed] = []
        self.left = 0
        """Left edge of the column of text."""
        self.width = 0
        """Of the whole view."""
        self.selection: Selection | None = None
        self.finds_in_row: FindsInRow = no_finds
        self.hovered: Entry | None = None
        self.hot: Target | None = None
        self.focus: Focus | None = None
        self.focus_shown = False
        """The focus shows only while the keyboard is used."""

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw what touches an area."""
        painter.fillRect(area, self.flow.look.color("surface"))
        for item in self.placed:
            if item.y <= area.bottom() and item.bottom > area.top():
                self._paint_focus_bar(painter, item)
                painter.translate(self.left, item.y)
                item.row.paint(painter, self._scene(item, area))
                painter.translate(-self.left, -item.y)

    def item_at(self, y: int) -> Placed | None:
        """The row at a height; the nearest one above the first and below the last."""
        if not self.placed:
            return None
        return next((item for item in self.placed if y < item.bottom), self.placed[-1])

    def target_at(self, point: QPoint) -> Target | None:
        """The control under a point."""
        item = self.item_at(point.y())
        if item is None:
            return None
        inside = self.inside(item, point)
        spot = next((spot for spot in item.row.spots() if spot.rect.contains(inside)), None)
        return Target(item, spot, inside) if spot else None

    def position_at(self, point: QPoint) -> Position | None:
        """The nearest place in the text."""
        item = self.item_at(point.y())
        if item is None:
            return None
        inside = self.inside(item, point)
        return Position(item.cursor.entry, item.plan.key, item.row.position_at(inside.x(), inside.y()))

    def inside(self, item: Placed, point: QPoint) -> QPoint:
        """A point as seen from a row's corner."""
        return QPoint(point.x() - self.left, point.y() - item.y)

    def rect(self, item: Placed) -> QRect:
        """The whole width of a row."""
        return QRect(0, item.y, self.width, item.row.height)

    def rects_of(self, entry: Entry | None) -> Iterator[QRect]:
        """The rows of a message that look different while the mouse is on it."""
        return (self.rect(item) for item in self.placed if item.entry is entry and item.row.wakes)

    def selected_in(self, item: Placed) -> tuple[int, int]:
        """The selected part of a row."""
        if self.selection is None:
            return (0, 0)
        return self.selection.in_row(item.cursor.entry, item.plan.key, item.row.length)

    def targets(self, entry: Entry) -> list[Target]:
        """All controls of a message that are on the screen."""
        return [
            Target(item, spot) for item in self.placed if item.entry is entry for spot in item.row.spots()
        ]

    def focused_target(self) -> Target | None:
        """The control with the keyboard's focus, while it is on the screen."""
        if self.focus is None or self.focus.key is None:
            return None
        for item in self.placed:
            if item.entry is self.focus.entry and item.plan.key == self.focus.key:
                spots = item.row.spots()
                return Target(item, spots[self.focus.number]) if self.focus.number < len(spots) else None
        return None

    def forget(self) -> None:
        """Other messages are shown."""
        self.selection = self.hovered = self.hot = self.focus = None
        self.placed = []

    def _scene(self, item: Placed, area: QRect) -> Scene:
        clip = (area.top() - item.y, area.bottom() + 1 - item.y)
        focused = self.focused_target() if self.focus_shown else None
        awake = item.entry is self.hovered or (
            self.focus_shown and self.focus is not None and item.entry is self.focus.entry
        )
        return Scene(
            clip,
            self._marks(item),
            awake,
            self.hot.spot if self.hot and self.hot.stands_in(item) else None,
            focused.spot if focused and focused.stands_in(item) else None,
        )

    def _marks(self, item: Placed) -> list[Mark]:
        look = self.flow.look
        marks = [
            Mark(start, end, look.wash("warning", _PRESENT_FIND if current else _OTHER_FIND))
            for start, end, current in self.finds_in_row(item)
        ]
        start, end = self.selected_in(item)
        if start < end:
            marks.append(Mark(start, end, look.color("selection")))
        return marks

    def _paint_focus_bar(self, painter: QPainter, item: Placed) -> None:
        focus = self.focus
        if not self.focus_shown or focus is None or item.entry is not focus.entry:
            return
        if item.plan.section in (Section.HEAD, Section.FOOT):
            return
        look = self.flow.look
        bar = QRect(self.left - look.space(3), item.y, max(look.space(0.5), 2), item.row.height)
        painter.fillRect(bar, look.color("focus"))
