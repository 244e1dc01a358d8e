"""The mouse in the conversation: hovering, clicking, selecting."""

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.ui.transcript.layout.selection import Position, Selection, word_at
from app.ui.transcript.layout.stage import Stage, Target

_TEXT_CONTROLS = ("link", "footnote", "picture")
_AUTOSCROLL_MS = 30


class Surface(Protocol):
    """What the mouse works on."""

    stage: Stage

    def select(self, selection: Selection | None) -> None:
        """Another selection."""

    def activate(self, target: Target) -> None:
        """A control was clicked."""

    def scroll_by(self, pixels: int) -> None:
        """Scroll down by so many pixels."""

    def update_rect(self, rect: QRect) -> None:
        """Paint a part anew."""

    def hovered_changed(self, target: Target | None) -> None:
        """The mouse is on another control."""

    def visible_height(self) -> int:
        """Height of what is seen, in pixels."""


class Pointer(QObject):
    """Turns mouse events into selections and clicks."""

    def __init__(self, surface: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._pressed: Target | None = None
        self._origin: tuple[Position, Position] | None = None
        self._unit = 1
        self._moved = False
        self._at = QPoint()
        self._since_double = QElapsedTimer()
        self._autoscroll = QTimer(self, interval=_AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._scroll_on)

    @property
    def shape(self) -> Qt.CursorShape:
        """The mouse's shape over what it is on."""
        stage = self._surface.stage
        if stage.hot is not None:
            return Qt.CursorShape.PointingHandCursor
        item = stage.item_at(self._at.y())
        inside = item is not None and 0 <= self._at.x() - stage.left <= stage.flow.width
        text = inside and item is not None and item.row.selectable
        return Qt.CursorShape.IBeamCursor if text else Qt.CursorShape.ArrowCursor

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        self._at = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        stage = self._surface.stage
        self._pressed = stage.target_at(self._at)
        self._moved = False
        if self._pressed and self._pressed.spot.name not in _TEXT_CONTROLS:
            return
        position = stage.position_at(self._at)
        if position is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and stage.selection is not None:
            self._surface.select(Selection(stage.selection.anchor, position))
            self._origin = (stage.selection.anchor, stage.selection.anchor)
            return
        self._unit = 3 if self._is_third_click() else 1
        self._begin(position)

    def double_click(self, event: QMouseEvent) -> None:
        """The second click of two: a word."""
        control = self._surface.stage.target_at(event.position().toPoint())
        if control is not None and control.spot.name not in _TEXT_CONTROLS:
            self.press(event)
            return
        position = self._surface.stage.position_at(event.position().toPoint())
        if position is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._since_double.start()
        self._pressed = None
        self._unit = 2
        self._begin(position)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved."""
        before, self._at = self._at, event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self._origin is not None:
            self._moved = self._moved or (self._at - before).manhattanLength() > 0
            self._extend()
            outside = not 0 <= self._at.y() < self._surface.visible_height()
            if outside and not self._autoscroll.isActive():
                self._autoscroll.start()
            elif not outside:
                self._autoscroll.stop()
        else:
            self.hover()

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        self._autoscroll.stop()
        self._at = event.position().toPoint()
        pressed, self._pressed = self._pressed, None
        self._origin = None
        selection = self._surface.stage.selection
        if selection is not None and selection.empty:
            self._surface.select(None)
        elif selection is not None and self._moved:
            return
        target = self._surface.stage.target_at(self._at)
        if pressed and target and pressed.spot == target.spot and pressed.stands_in(target.item):
            self._surface.activate(target)
        self.hover()

    def hover(self) -> None:
        """Find out anew what the mouse is on."""
        stage = self._surface.stage
        item = stage.item_at(self._at.y())
        self._set_hovered(stage.target_at(self._at), item.entry if item is not None else None)

    def leave(self) -> None:
        """The mouse went away."""
        self._at = QPoint(-1, -1)
        self._set_hovered(None, None)

    def _set_hovered(self, target: Target | None, entry: object) -> None:
        stage = self._surface.stage
        if entry is not stage.hovered:
            for rect in (*stage.rects_of(stage.hovered), *stage.rects_of(entry)):  # type: ignore[arg-type]
                self._surface.update_rect(rect)
            stage.hovered = entry  # type: ignore[assignment]
        before, stage.hot = stage.hot, target
        same = before == target
        for changed in (before, target):
            if changed is not None and not same:
                self._surface.update_rect(stage.rect(changed.item))
        if not same:
            self._surface.hovered_changed(target)

    def _is_third_click(self) -> bool:
        interval = QApplication.doubleClickInterval()
        return self._since_double.isValid() and not self._since_double.hasExpired(interval)

    def _begin(self, position: Position) -> None:
        self._origin = self._around(position)
        self._surface.select(Selection(*self._origin))

    def _extend(self) -> None:
        position = self._surface.stage.position_at(self._at)
        if position is None or self._origin is None:
            return
        start, end = self._around(position)
        first, last = self._origin
        selection = Selection(last, start) if start < first else Selection(first, max(end, last))
        self._surface.select(selection)

    def _around(self, position: Position) -> tuple[Position, Position]:
        """The character, word or row at a place."""
        if self._unit == 1:
            return (position, position)
        stage = self._surface.stage
        item = next(
            (
                item
                for item in stage.placed
                if (item.cursor.entry, item.plan.key) == (position.entry, position.key)
            ),
            None,
        )
        if item is None:
            return (position, position)
        start, end = (0, item.row.length) if self._unit == 3 else word_at(item.row.text, position.offset)
        return (position._replace(offset=start), position._replace(offset=end))

    def _scroll_on(self) -> None:
        above, below = -self._at.y(), self._at.y() - self._surface.visible_height()
        self._surface.scroll_by(max(below, 0) - max(above, 0))
        self._extend()
