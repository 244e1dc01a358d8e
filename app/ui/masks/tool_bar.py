"""The tools of the mask editor, each with its key."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QWidget

from app.ui.masks.gestures import Tool
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.icon_button import IconButton

_ICONS = {
    "brush": "brush",
    "eraser": "eraser",
    "rectangle": "rectangle",
    "lasso": "lasso",
    "undo": "undo",
    "redo": "redo",
    "invert": "invert",
    "clear": "trash",
    "zoom_out": "minus",
    "zoom_in": "plus",
    "fit": "fit",
}
_KEYS = {
    "brush": ("B",),
    "eraser": ("E",),
    "rectangle": ("R", "M"),
    "lasso": ("L",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "invert": ("Ctrl+I",),
    "clear": ("Delete", "Backspace"),
    "zoom_out": ("-",),
    "zoom_in": ("+", "="),
    "fit": ("0",),
}
"""The first one is told in the tool tip."""
_TOOLS = tuple(tool.value for tool in Tool)
_GROUPS = (_TOOLS, ("undo", "redo"), ("invert", "clear"), ("zoom_out", "zoom_in", "fit"))


class ToolBar(QWidget):
    """Wraps where it is narrow; groups stay together."""

    taken = Signal(object)
    """A Tool was taken in hand."""

    def __init__(self, acts: dict[str, Callable[[], None]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons = {name: IconButton(theme, icon, f"mask.{name}", self) for name, icon in _ICONS.items()}
        self._scale = QLabel(self)
        self._scale.setObjectName("mask.scale")
        self._scale.setProperty("kind", "hint")
        self._held = QButtonGroup(self)
        self._flow = FlowLayout(self)
        for names in _GROUPS:
            self._flow.addWidget(self._make_group(names))
        self._connect(acts)
        self.show_tool(Tool.BRUSH)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_tool(self, tool: Tool) -> None:
        """Mark the one that is in hand."""
        self._buttons[tool.value].setChecked(True)

    def show_steps(self, *, can_undo: bool, can_redo: bool, can_clear: bool) -> None:
        """Which steps there are."""
        self._buttons["undo"].setEnabled(can_undo)
        self._buttons["redo"].setEnabled(can_redo)
        self._buttons["clear"].setEnabled(can_clear)

    def show_scale(self, percent: int) -> None:
        """From how near the picture is looked at."""
        self._scale.setText(f"{percent} %")

    def retranslate(self) -> None:
        """Names in the language of the window."""
        texts = {
            "brush": self.tr("Brush; X swaps it with the eraser"),
            "eraser": self.tr("Eraser; X swaps it with the brush"),
            "rectangle": self.tr("Rectangle"),
            "lasso": self.tr("Lasso"),
            "undo": self.tr("Undo"),
            "redo": self.tr("Redo"),
            "invert": self.tr("Swap what is painted and what is not"),
            "clear": self.tr("Clear"),
            "zoom_out": self.tr("Zoom out"),
            "zoom_in": self.tr("Zoom in"),
            "fit": self.tr("Whole picture"),
        }
        for name, text in texts.items():
            keys = QKeySequence(_KEYS[name][0]).toString(QKeySequence.SequenceFormat.NativeText)
            self._buttons[name].describe(f"{text} ({keys})")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _make_group(self, names: Sequence[str]) -> QWidget:
        group = QWidget(self)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name in names:
            row.addWidget(self._buttons[name])
            if name == "zoom_out":
                row.addWidget(self._scale)
        return group

    def _connect(self, acts: dict[str, Callable[[], None]]) -> None:
        taking = {tool.value: partial(self._take, tool) for tool in Tool}
        for name in _TOOLS:
            self._buttons[name].setCheckable(True)
            self._held.addButton(self._buttons[name])
        for name, act in (taking | acts).items():
            self._buttons[name].clicked.connect(act)
            for keys in _KEYS[name]:
                shortcut = QShortcut(QKeySequence(keys), self.window())
                shortcut.activated.connect(act)

    def _take(self, tool: Tool, _checked: bool = True) -> None:
        self.show_tool(tool)
        self.taken.emit(tool)

    def _restyle(self) -> None:
        space = self._theme.space
        self._flow.setSpacing(space(3))
        self._scale.setMinimumWidth(space(11))
        self._scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
