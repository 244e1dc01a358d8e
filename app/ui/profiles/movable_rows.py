"""Rows that are moved up and down and removed by buttons at their end."""

from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class MovableRow(QWidget):
    """One row. ``move_wanted`` carries -1 for up and 1 for down.

    Args:
        name: beginning of the buttons' object names.
        parts: what the row holds; the one that is ``wide`` takes the room that is left.
    """

    changed = Signal()
    move_wanted = Signal(int)
    remove_wanted = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._up = IconButton(theme, "arrow-up", f"{name}.up", self)
        self._down = IconButton(theme, "arrow-down", f"{name}.down", self)
        self._remove = IconButton(theme, "trash", f"{name}.remove", self)
        self._up.clicked.connect(partial(self.move_wanted.emit, -1))
        self._down.clicked.connect(partial(self.move_wanted.emit, 1))
        self._remove.clicked.connect(self.remove_wanted)

    def lay_out(self, *parts: QWidget, wide: QWidget) -> None:
        """Put the parts before the buttons."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.space(1))
        for part in (*parts, self._up, self._down, self._remove):
            row.addWidget(part, 1 if part is wide else 0)

    def retranslate(self) -> None:
        """Every text in the present language."""
        self._up.describe(self.tr("Move up"))
        self._down.describe(self.tr("Move down"))
        self._remove.describe(self.tr("Remove"))


Row = TypeVar("Row", bound=MovableRow)


class MovableRows(QObject, Generic[Row]):
    """The rows in their order, and the column that shows them."""

    changed = Signal()
    first_lifted = Signal(object)
    """The first row is to go up, and there is no row above it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.space(1.5))
        self.rows: list[Row] = []

    def append(self, row: Row) -> None:
        """One more at the end."""
        self.rows.append(row)
        self.column.addWidget(row)
        row.changed.connect(self.changed)
        row.move_wanted.connect(partial(self._move, row))
        row.remove_wanted.connect(partial(self._remove, row))

    def clear(self) -> None:
        """Take all of them away."""
        while self.rows:
            self._drop(self.rows[-1])

    def _move(self, row: Row, steps: int) -> None:
        place = self.rows.index(row) + steps
        if place < 0:
            self.first_lifted.emit(row)
        elif place < len(self.rows):
            self.rows.remove(row)
            self.rows.insert(place, row)
            self.column.removeWidget(row)
            self.column.insertWidget(place, row)
            self.changed.emit()

    def _remove(self, row: Row) -> None:
        self._drop(row)
        self.changed.emit()

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        self.column.removeWidget(row)
        row.setParent(None)
        row.deleteLater()
