"""The keyboard in the conversation: from message to message, from control to control, and selecting."""

from typing import Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTextBoundaryFinder
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.ui.transcript.layout.flow import Cursor
from app.ui.transcript.layout.plan import LAST_KEY
from app.ui.transcript.layout.selection import Position, Selection, whole
from app.ui.transcript.layout.stage import Focus, Stage, Target

_STEP_STEPS = 15
_SHOWN_STEPS = 4


class Surface(Protocol):
    """What the keyboard works on."""

    stage: Stage

    def select(self, selection: Selection | None) -> None:
        """Another selection."""

    def activate(self, target: Target) -> None:
        """A control was chosen."""

    def nudge(self, target: Target, direction: int) -> None:
        """A control is moved by an arrow key."""

    def scroll_by(self, pixels: int) -> None:
        """Scroll down by so many pixels."""

    def scroll_to_start(self) -> None:
        """Show the oldest message."""

    def scroll_to_end(self) -> None:
        """Show the newest message."""

    def set_focus(self, focus: Focus | None) -> None:
        """The keyboard is somewhere else."""

    def bring_to(self, cursor: Cursor, y: int) -> None:
        """Put a row at a distance from the top."""

    def update_rect(self, rect: QRect) -> None:
        """Paint a part anew."""

    def copy_selection(self, plain: bool = False) -> None:
        """Put what is selected on the clipboard."""

    def open_find(self) -> None:
        """Let the person look for a text."""

    def visible_height(self) -> int:
        """Height of what is seen, in pixels."""


class Keyboard(QObject):
    """Turns keys into movement, selection and clicks."""

    def __init__(self, surface: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._moves = {
            Qt.Key.Key_Up: lambda: self.step(-1),
            Qt.Key.Key_Down: lambda: self.step(1),
            Qt.Key.Key_PageUp: lambda: self._page(-1),
            Qt.Key.Key_PageDown: lambda: self._page(1),
            Qt.Key.Key_Home: surface.scroll_to_start,
            Qt.Key.Key_End: surface.scroll_to_end,
            Qt.Key.Key_Left: lambda: self._nudge(-1),
            Qt.Key.Key_Right: lambda: self._nudge(1),
            Qt.Key.Key_Return: self._activate,
            Qt.Key.Key_Enter: self._activate,
            Qt.Key.Key_Space: self._activate,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._surface.copy_selection()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._surface.select(whole(len(self._surface.stage.flow.entries)))
        elif event.matches(QKeySequence.StandardKey.Find):
            self._surface.open_find()
        elif event.key() == Qt.Key.Key_Escape:
            return self._escape()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return self._extend(event)
        elif (move := self._moves.get(Qt.Key(event.key()))) is not None:
            move()
        else:
            return False
        return True

    def tab(self, direction: int) -> bool:
        """The next control of the focused message; whether there was one."""
        stage = self._surface.stage
        focus = stage.focus or self._first_focus()
        if focus is None:
            return False
        targets = stage.targets(focus.entry)
        places = [Focus(focus.entry, target.item.plan.key, _number(target)) for target in targets]
        at = places.index(focus) if focus in places else (-1 if direction > 0 else len(places))
        if not 0 <= at + direction < len(places):
            return False
        self._surface.set_focus(places[at + direction])
        return True

    def enter(self) -> None:
        """The focus came here by the keyboard."""
        self._surface.set_focus(self._surface.stage.focus or self._first_focus())

    def step(self, direction: int) -> None:
        """To the next message, or further through one that is larger than the view."""
        stage, flow = self._surface.stage, self._surface.stage.flow
        if stage.focus is None or not stage.focus_shown:
            self._surface.set_focus(stage.focus or self._first_focus())
            return
        rows = [item for item in stage.placed if item.entry is stage.focus.entry]
        distance = flow.look.space(_STEP_STEPS)
        if rows and direction > 0 and rows[-1].bottom > self._surface.visible_height():
            self._surface.scroll_by(min(distance, rows[-1].bottom - self._surface.visible_height() + 1))
        elif rows and direction < 0 and rows[0].y < 0:
            self._surface.scroll_by(-min(distance, -rows[0].y))
        else:
            self._step_over(direction)

    def _step_over(self, direction: int) -> None:
        stage, flow = self._surface.stage, self._surface.stage.flow
        assert stage.focus is not None
        index = flow.entries.index(stage.focus.entry) + direction
        if not 0 <= index < len(flow.entries):
            return
        entry = flow.open(index)
        self._surface.set_focus(Focus(entry))
        rows = [item for item in stage.placed if item.entry is entry]
        whole_row = rows and rows[0].y >= 0 and rows[-1].bottom <= self._surface.visible_height()
        if not whole_row or rows[0].cursor.row or rows[-1].cursor.row + 1 < len(entry.plans):
            self._show(index, direction)

    def _show(self, index: int, direction: int) -> None:
        flow = self._surface.stage.flow
        entry = flow.open(index)
        top = flow.look.space(_SHOWN_STEPS)
        if direction < 0:
            height = sum(flow.row(Cursor(index, row)).height for row in range(len(entry.plans)))
            top = (
                max(top, 0)
                if height <= self._surface.visible_height()
                else (self._surface.visible_height() - height)
            )
        self._surface.bring_to(Cursor(index, 0), top)

    def _first_focus(self) -> Focus | None:
        """The lowest message that is on the screen."""
        placed = self._surface.stage.placed
        return Focus(placed[-1].entry) if placed else None

    def _page(self, direction: int) -> None:
        overlap = self._surface.stage.flow.look.space(_STEP_STEPS)
        self._surface.scroll_by(direction * max(self._surface.visible_height() - overlap, overlap))

    def _activate(self) -> None:
        target = self._surface.stage.focused_target()
        if target is not None:
            self._surface.activate(target)
        else:
            self.tab(1)

    def _nudge(self, direction: int) -> None:
        target = self._surface.stage.focused_target()
        if target is not None:
            self._surface.nudge(target, direction)

    def _escape(self) -> bool:
        stage = self._surface.stage
        if stage.selection is not None:
            self._surface.select(None)
        elif stage.focus_shown:
            self._surface.set_focus(None)
        else:
            return False
        return True

    def _extend(self, event: QKeyEvent) -> bool:
        stage = self._surface.stage
        selection = stage.selection or self._selection_to_begin()
        if selection is None:
            return False
        word = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            focus = self._beside(selection.focus, 1 if key == Qt.Key.Key_Right else -1, word=word)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            focus = self._above_or_below(selection.focus, 1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_End:
            focus = Position(len(stage.flow.entries) - 1, LAST_KEY, 0)
        elif key == Qt.Key.Key_Home:
            focus = whole(len(stage.flow.entries)).anchor
        else:
            return False
        self._surface.select(Selection(selection.anchor, focus))
        return True

    def _selection_to_begin(self) -> Selection | None:
        stage = self._surface.stage
        entry = stage.focus.entry if stage.focus else None
        rows = [item for item in stage.placed if item.row.selectable and entry in (None, item.entry)]
        if not rows:
            return None
        position = Position(rows[0].cursor.entry, rows[0].plan.key, 0)
        return Selection(position, position)

    def _beside(self, position: Position, step: int, *, word: bool) -> Position:
        cursor = self._cursor(position)
        row = self._surface.stage.flow.row(cursor)
        kinds = QTextBoundaryFinder.BoundaryType
        finder = QTextBoundaryFinder(kinds.Word if word else kinds.Grapheme, row.text)
        finder.setPosition(min(position.offset, row.length))
        found = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
        if found >= 0 and row.length:
            return self._position(cursor, found)
        beside = self._text_row(cursor, step)
        if beside is None:
            return position
        return self._position(beside, 0 if step > 0 else self._surface.stage.flow.row(beside).length)

    def _above_or_below(self, position: Position, step: int) -> Position:
        """The place one line further; from the edge of a row into the next one."""
        flow = self._surface.stage.flow
        cursor = self._cursor(position)
        row = flow.row(cursor)
        offset = min(position.offset, row.length)
        around = row.rects(max(offset - 1, 0), max(offset, 1))
        if around:
            rect = around[-1]
            x = rect.right() if offset else rect.left()
            y = rect.top() - rect.height() // 2 if step < 0 else rect.bottom() + rect.height() // 2
            found = row.position_at(x, y)
            if 0 <= y < row.height and found != offset:
                return self._position(cursor, found)
        beside = self._text_row(cursor, step)
        if beside is None:
            return self._position(cursor, row.length if step > 0 else 0)
        other = flow.row(beside)
        lines = other.rects(0, other.length)
        if not lines or not around:
            return self._position(beside, 0)
        line = lines[0] if step > 0 else lines[-1]
        return self._position(beside, other.position_at(around[-1].right(), line.center().y()))

    def _cursor(self, position: Position) -> Cursor:
        entry = self._surface.stage.flow.open(position.entry)
        return Cursor(position.entry, min(entry.index_of(position.key), len(entry.plans) - 1))

    def _position(self, cursor: Cursor, offset: int) -> Position:
        return Position(
            cursor.entry, self._surface.stage.flow.entries[cursor.entry].plans[cursor.row].key, offset
        )

    def _text_row(self, cursor: Cursor, step: int) -> Cursor | None:
        flow = self._surface.stage.flow
        found = flow.next(cursor) if step > 0 else flow.previous(cursor)
        while found is not None and not flow.row(found).selectable:
            found = flow.next(found) if step > 0 else flow.previous(found)
        return found


def _number(target: Target) -> int:
    return list(target.item.row.spots()).index(target.spot)
