"""Beside a picture: what is known of it, each line to be copied."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from app.ui.theme.theme import Theme
from app.ui.viewer.facts import Fact
from app.ui.widgets.icon_button import IconButton

WIDTH_STEPS = 72


class InfoPanel(QScrollArea):
    """A label, a value that can be marked, and a button that copies it.

    Args:
        width_steps: its width in steps of the theme's grid; None takes the width that it is given.
    """

    copied = Signal(str)
    """A value was put on the clipboard."""

    def __init__(
        self, name: str, theme: Theme, parent: QWidget, *, width_steps: float | None = WIDTH_STEPS
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._width_steps = width_steps
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self._rebuild)
        self._rebuild()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these lines and no others."""
        if tuple(facts) != self._facts:
            self._facts = tuple(facts)
            self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()

    def _rebuild(self) -> None:
        content = QWidget()
        grid = QGridLayout(content)
        space = self._theme.space
        grid.setContentsMargins(space(4), space(3), space(2), space(4))
        grid.setHorizontalSpacing(space(1))
        grid.setVerticalSpacing(space(0.5))
        grid.setColumnStretch(0, 1)
        for number, fact in enumerate(self._facts):
            self._add(fact, grid, 3 * number, content)
        grid.setRowStretch(3 * len(self._facts), 1)
        if self._width_steps is not None:
            self.setFixedWidth(space(self._width_steps))
        self.setWidget(content)

    def _add(self, fact: Fact, grid: QGridLayout, row: int, content: QWidget) -> None:
        label = QLabel(fact.label, content)
        label.setProperty("kind", "muted")
        value = QLabel(content)
        value.setObjectName(f"{self._name}.{fact.key}")
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setText(breakable(fact.value))
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{fact.label}: {fact.value}")
        copy = IconButton(self._theme, "copy", f"{self._name}.{fact.key}.copy", content)
        copy.describe(self.tr("Copy: %1").replace("%1", fact.label))
        copy.clicked.connect(partial(self._copy, fact.value))
        grid.addWidget(label, row, 0)
        grid.addWidget(value, row + 1, 0)
        grid.addWidget(copy, row, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowMinimumHeight(row + 2, self._theme.space(2))

    def _copy(self, value: str) -> None:
        QGuiApplication.clipboard().setText(value)
        self.copied.emit(value)


def breakable(text: str, every: int = 24) -> str:
    """The text with places at which a long word may be broken, invisible otherwise."""
    return " ".join(_broken(word, every) for word in text.split(" "))


def _broken(word: str, every: int) -> str:
    pieces = (word[start : start + every] for start in range(0, len(word), every))
    return word if len(word) <= every else "\u200b".join(pieces)
