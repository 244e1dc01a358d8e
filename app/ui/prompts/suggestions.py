"""The list that floats beside the cursor while one types; the keyboard stays in the field."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QIcon, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from app.ui.notices import announce
from app.ui.palette_delegate import DETAIL, POSITIONS, PaletteDelegate
from app.ui.theme.theme import Theme

KEY = Qt.ItemDataRole.UserRole + 5
SHOWN_ROWS = 8
WIDTH_STEPS, MARGIN_STEPS = 100, 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row. ``positions`` are the letters of the title that were meant."""

    key: str
    title: str
    detail: str
    icon: QIcon
    positions: tuple[int, ...] = ()


class SuggestionList(QFrame):
    """Shown and hidden by whoever watches the field."""

    chosen = Signal(str)
    """The key of a row."""

    def __init__(self, field: QWidget, theme: Theme) -> None:
        super().__init__(field.window())
        self._field = field
        self._theme = theme
        self.setObjectName("suggestions")
        self.setProperty("kind", "popover")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._items = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setObjectName("suggestions.list")
        self.list.setModel(self._items)
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "faint")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list)
        self._column.addWidget(self._hint)
        self.hide()

    def show_rows(self, rows: Sequence[Suggestion], hint: str, caret: QRect) -> None:
        """Show these rows near the cursor; none hide the list.

        Args:
            caret: where the cursor is, in the field's own coordinates.
        """
        if not rows:
            self.hide()
            return
        self._items.clear()
        for row in rows:
            self._items.appendRow(_item(row))
        self._hint.setText(hint)
        self.list.setCurrentIndex(self._items.index(0, 0))
        self._fit(len(rows))
        self._place(caret)
        self.show()
        self.raise_()

    def move_by(self, rows: int) -> None:
        """Walk through the rows, round and round."""
        count = self._items.rowCount()
        row = (self.list.currentIndex().row() + rows) % max(1, count)
        index = self._items.index(row, 0)
        self.list.setCurrentIndex(index)
        announce(self._field, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def choose_current(self) -> None:
        """Take the row that is marked."""
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.hide()
            self.chosen.emit(str(index.data(KEY)))

    def _fit(self, rows: int) -> None:
        space = self._theme.space
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        room = self._field.window().width() - 2 * space(MARGIN_STEPS)
        self.setFixedWidth(min(space(WIDTH_STEPS), room))
        self._column.setContentsMargins(space(1.5), space(1.5), space(1.5), space(1.5))
        self._column.setSpacing(space(1))
        self.list.setFixedHeight(space(PaletteDelegate.ROW_STEPS) * min(rows, SHOWN_ROWS))
        self.adjustSize()

    def _place(self, caret: QRect) -> None:
        """Above the line that is written, or below it where there is no room."""
        window, gap = self._field.window(), self._theme.space(1.5)
        top = window.mapFromGlobal(self._field.mapToGlobal(caret.topLeft()))
        bottom = window.mapFromGlobal(self._field.mapToGlobal(caret.bottomLeft()))
        margin = self._theme.space(MARGIN_STEPS)
        above = top.y() - gap - self.height()
        y = above if above >= margin else bottom.y() + gap
        x = max(margin, min(top.x(), window.width() - margin - self.width()))
        self.move(QPoint(x, y))


def _item(row: Suggestion) -> QStandardItem:
    item = QStandardItem(row.icon, row.title)
    item.setData(row.key, KEY)
    item.setData(row.detail, DETAIL)
    item.setData(row.positions, POSITIONS)
    item.setAccessibleText(f"{row.title}, {row.detail}")
    return item
