"""What is selected: from one place in the conversation to another."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QTextBoundaryFinder

from app.ui.transcript.layout.flow import Cursor, Flow
from app.ui.transcript.layout.plan import FIRST_KEY, LAST_KEY, RowKey, Section


class Position(NamedTuple):
    """A place between two characters; compares in reading order."""

    entry: int
    key: RowKey
    offset: int
    """In UTF-16 units of the row's text."""


@dataclass(slots=True)
class Selection:
    """From ``anchor``, where it began, to ``focus``, where it ends."""

    anchor: Position
    focus: Position

    @property
    def start(self) -> Position:
        """The upper end."""
        return min(self.anchor, self.focus)

    @property
    def end(self) -> Position:
        """The lower end."""
        return max(self.anchor, self.focus)

    @property
    def empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.focus

    def in_row(self, entry: int, key: RowKey, length: int) -> tuple[int, int]:
        """The part of a row that is selected, as two offsets."""
        start, end = self.start, self.end
        if (entry, key) < start[:2] or (entry, key) > end[:2]:
            return (0, 0)
        first = start.offset if (entry, key) == start[:2] else 0
        last = end.offset if (entry, key) == end[:2] else length
        return (min(first, length), min(last, length))

    def shift(self, entries: int) -> None:
        """Messages were put above."""
        self.anchor = self.anchor._replace(entry=self.anchor.entry + entries)
        self.focus = self.focus._replace(entry=self.focus.entry + entries)


def whole(entries: int) -> Selection:
    """All of the messages."""
    return Selection(Position(0, FIRST_KEY, 0), Position(max(entries - 1, 0), LAST_KEY, 0))


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word, or the gap between two, around a place in UTF-16 units."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
    finder.setPosition(offset)
    start = offset if finder.isAtBoundary() else max(finder.toPreviousBoundary(), 0)
    finder.setPosition(start)
    end = finder.toNextBoundary()
    return (start, end) if end >= 0 else (start, start)


def selected_markdown(selection: Selection, flow: Flow) -> str:
    """Markdown of what is selected; whole messages are taken from their source."""
    if selection.empty or not len(flow.entries):
        return ""
    start, end = selection.start, selection.end
    parts = [
        flow.entries.text(index) if start.entry < index < end.entry else _of_entry(selection, flow, index)
        for index in range(start.entry, end.entry + 1)
    ]
    return "\n\n".join(part for part in parts if part)


def _of_entry(selection: Selection, flow: Flow, index: int) -> str:
    above = selection.start <= Position(index, FIRST_KEY, 0)
    below = selection.end >= Position(index, LAST_KEY, 0)
    if above and below:
        return flow.entries[index].text
    entry = flow.open(index)
    parts: list[tuple[RowKey, str, bool]] = []
    touched = list(_touched(selection, flow, index))
    alone = len(touched) == 1 and selection.start.entry == selection.end.entry
    for number, first, last in touched:
        plan = entry.plans[number]
        copied = flow.row(Cursor(index, number)).copied(first, last, whole=not alone)
        tight = plan.content is not None and plan.content.tight
        if copied:
            parts.append((plan.key, copied, tight))
    return _joined(parts)


def _touched(selection: Selection, flow: Flow, index: int) -> "list[tuple[int, int, int]]":
    """Numbers of the rows with selected text, and the two offsets in each."""
    entry = flow.open(index)
    start, end = selection.start, selection.end
    low = entry.index_of(start.key) if start.entry == index else 0
    high = entry.index_of(end.key) + 1 if end.entry == index else len(entry.plans)
    found = []
    for number in range(low, min(high, len(entry.plans))):
        if entry.plans[number].section not in (Section.BODY, Section.THOUGHT):
            continue
        row = flow.row(Cursor(index, number))
        first, last = selection.in_row(index, entry.plans[number].key, row.length)
        if first < last or (not row.length and start[:2] < (index, entry.plans[number].key) < end[:2]):
            found.append((number, first, last))
    return found


def _joined(parts: "list[tuple[RowKey, str, bool]]") -> str:
    """Pieces of one block follow each other; blocks are parted by an empty line, tight ones by none."""
    text = ""
    before: RowKey | None = None
    for key, copied, tight in parts:
        if before is not None:
            same_block = key[:2] == before[:2]
            text += "\n" if same_block or tight else "\n\n"
        text += copied
        before = key
    return text
