"""The conversation for screen readers: a child for each message on the screen, its controls below it."""

from collections.abc import Callable
from functools import cache, partial
from typing import cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr, isValid

from app.ui.transcript.clipboard import plain_text
from app.ui.transcript.interactive_canvas import InteractiveCanvas
from app.ui.transcript.layout.entry import Entry
from app.ui.transcript.layout.plan import Section
from app.ui.transcript.layout.stage import Focus, Target
from app.ui.transcript.rows.sound_chip import SEEK

_NO_OBJECT = cast(QObject, None)
_NO_NODE = cast(QAccessibleInterface, None)
"""Qt takes null pointers here; the types of the binding do not say so."""
_NO_INTERFACE = VoidPtr(0)
"""None would reach Qt as a pointer to Python's None."""
_LINKS = ("link", "footnote")
_REMARKS = (Section.CALL, Section.NOTICE, Section.ERROR)


class _Action(QAccessibleActionInterface):
    """The one thing that a screen reader can do with a node.

    Args:
        name: Qt's name of it.
        act: does it.
    """

    def __init__(self, name: str, act: Callable[[], None]) -> None:
        super().__init__()
        self._name = name
        self._act = act

    def actionNames(self) -> list[str]:
        return [self._name]

    def doAction(self, name: str) -> None:
        if name == self._name:
            self._act()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class _Node(QAccessibleInterface):
    """Something that is painted: it has no object of its own."""

    def __init__(self, canvas: InteractiveCanvas, parent: QAccessibleInterface, action: _Action) -> None:
        super().__init__()
        self._canvas = canvas
        self._parent = parent
        self._action = action

    def __del__(self) -> None:
        """Qt remembers every node that a screen reader has seen, and does not see Python let go of one."""
        if isValid(self):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(self))

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return _NO_OBJECT

    def parent(self) -> QAccessibleInterface:
        return self._parent

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        found = (self.child(number) for number in range(self.childCount()))
        return next((child for child in found if child.rect().contains(x, y)), _NO_NODE)

    def child(self, index: int) -> QAccessibleInterface:
        return _NO_NODE

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((number for number in range(self.childCount()) if self.child(number) == child), -1)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> _Action | VoidPtr:  # type: ignore[override]
        return self._action if kind == QAccessible.InterfaceType.ActionInterface else _NO_INTERFACE

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is changed by a screen reader."""

    def _global(self, rect: QRect) -> QRect:
        return QRect(self._canvas.viewport().mapToGlobal(rect.topLeft()), rect.size())


class ControlNode(_Node):
    """A link or button of a message."""

    def __init__(self, canvas: InteractiveCanvas, parent: QAccessibleInterface, target: Target) -> None:
        press = _Action(QAccessibleActionInterface.pressAction(), partial(canvas.activate, target))
        super().__init__(canvas, parent, press)
        self.target = target

    def role(self) -> QAccessible.Role:
        if self.target.spot.name == SEEK:
            return QAccessible.Role.Slider
        link = self.target.spot.name in _LINKS
        return QAccessible.Role.Link if link else QAccessible.Role.Button

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._canvas.hasFocus() and self._canvas.stage.focused_target() == self.target
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self.target.spot.label
        if kind == QAccessible.Text.Identifier:
            return f"transcript.{self.target.spot.name}"
        if kind == QAccessible.Text.Value:
            return self._canvas.sound_hands.value(self.target.spot)
        return self.target.spot.value if kind == QAccessible.Text.Description else ""

    def rect(self) -> QRect:
        corner = QPoint(self._canvas.stage.left, self.target.item.y)
        return self._global(self.target.spot.rect.translated(corner))


class MessageNode(_Node):
    """A message: its name is who wrote it and what."""

    def __init__(self, canvas: InteractiveCanvas, parent: QAccessibleInterface, entry: Entry) -> None:
        go_there = _Action(QAccessibleActionInterface.setFocusAction(), partial(_focus, canvas, entry))
        super().__init__(canvas, parent, go_there)
        self.entry = entry
        self._controls: list[ControlNode] = []

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.readOnly = state.multiLine = True
        focus = self._canvas.stage.focus
        state.focused = self._canvas.hasFocus() and focus == Focus(self.entry)
        state.busy = self.entry.streaming
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return f"{self._canvas.captions.speaker(self.entry.message)}: {plain_text(self.entry.text)}"
        if kind == QAccessible.Text.Value:
            return plain_text(self.entry.text)
        if kind == QAccessible.Text.Description:
            return self._remarks()
        return "transcript.message" if kind == QAccessible.Text.Identifier else ""

    def _remarks(self) -> str:
        """What stands below the text: why it ended, and what went wrong."""
        placed = (item for item in self._canvas.stage.placed if item.entry is self.entry)
        return "\n".join(item.row.text for item in placed if item.plan.section in _REMARKS)

    def childCount(self) -> int:
        return len(self._canvas.stage.targets(self.entry))

    def child(self, index: int) -> QAccessibleInterface:
        targets = self._canvas.stage.targets(self.entry)
        if [control.target for control in self._controls] != targets:
            self._controls = [ControlNode(self._canvas, self, target) for target in targets]
        return self._controls[index] if 0 <= index < len(self._controls) else _NO_NODE

    def rect(self) -> QRect:
        stage = self._canvas.stage
        rows = [stage.rect(item) for item in stage.placed if item.entry is self.entry]
        if not rows:
            return QRect()
        return self._global(rows[0].united(rows[-1]) & self._canvas.viewport().rect())


def _focus(canvas: InteractiveCanvas, entry: Entry) -> None:
    canvas.setFocus()
    canvas.set_focus(Focus(entry))


class TranscriptNode(QAccessibleWidget):
    """The view: the messages on the screen, then the widgets above them."""

    def __init__(self, canvas: InteractiveCanvas) -> None:
        super().__init__(canvas, QAccessible.Role.List)
        self._canvas = canvas
        self._messages: dict[Entry, MessageNode] = {}

    def message(self, entry: Entry) -> MessageNode:
        """The child that stands for a message; one and the same as long as the message is shown."""
        if entry not in self._messages:
            self._messages[entry] = MessageNode(self._canvas, self, entry)
        return self._messages[entry]

    def forget_gone(self) -> None:
        """Let go of messages that are not on the screen any more."""
        self._messages = {entry: self.message(entry) for entry in self._entries}

    def childCount(self) -> int:
        return len(self._entries) + len(self._widgets)

    def child(self, index: int) -> QAccessibleInterface:
        entries, widgets = self._entries, self._widgets
        if 0 <= index < len(entries):
            return self.message(entries[index])
        if len(entries) <= index < len(entries) + len(widgets):
            return QAccessible.queryAccessibleInterface(widgets[index - len(entries)])
        return _NO_NODE

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, MessageNode):
            return self._entries.index(child.entry) if child.entry in self._entries else -1
        found = child.object()
        return len(self._entries) + self._widgets.index(found) if found in self._widgets else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        found = (self.child(number) for number in range(self.childCount()))
        return next((child for child in found if child.rect().contains(x, y)), _NO_NODE)

    def focusChild(self) -> QAccessibleInterface:
        focus = self._canvas.stage.focus
        return self.message(focus.entry) if focus is not None and self._canvas.hasFocus() else _NO_NODE

    @property
    def _entries(self) -> list[Entry]:
        return list(dict.fromkeys(item.entry for item in self._canvas.stage.placed))

    @property
    def _widgets(self) -> list[QWidget]:
        own = (self._canvas.viewport(), self._canvas.verticalScrollBar())
        return [
            child
            for child in self._canvas.children()
            if isinstance(child, QWidget) and child.isVisible() and child not in own
        ]


_nodes: WeakKeyDictionary[InteractiveCanvas, TranscriptNode] = WeakKeyDictionary()


def _make(name: str, target: QObject) -> QAccessibleInterface | None:
    if not isinstance(target, InteractiveCanvas):
        return None
    node = _nodes[target] = TranscriptNode(target)
    return node


@cache
def offer_conversations() -> None:
    """Let Qt ask here for the tree of every conversation view; once for the whole program."""
    QAccessible.installFactory(_make)


def tell_focus(canvas: InteractiveCanvas) -> None:
    """Say where in the conversation the keyboard is now."""
    if QAccessible.isActive() and canvas in _nodes and canvas.stage.focus is not None:
        node = _nodes[canvas].message(canvas.stage.focus.entry)
        QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))


def tell_change(canvas: InteractiveCanvas) -> None:
    """Say that other messages are shown."""
    if QAccessible.isActive():
        if canvas in _nodes:
            _nodes[canvas].forget_gone()
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.ObjectReorder))
