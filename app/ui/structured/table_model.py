"""A list of objects as a table that can be sorted."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.json_answer import ABSENT, Grid, cell_text

Index = QModelIndex | QPersistentModelIndex
LONGEST_SHOWN = 300


class JsonTableModel(QAbstractTableModel):
    """Numbers stand at the right and are sorted as numbers."""

    def __init__(self, grid: Grid, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid
        self._order = list(range(len(grid.rows)))

    @property
    def shown(self) -> Grid:
        """The table in the order in which it is seen."""
        return Grid(self._grid.columns, tuple(self._grid.rows[row] for row in self._order))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many as there are objects."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many as there are fields."""
        return 0 if parent.isValid() else len(self._grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        if not index.isValid():
            return None
        value = self._grid.rows[self._order[index.row()]][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if _is_number(value) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = " ".join(cell_text(value).split())
            return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Fields above, and the numbers of the rows beside."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._grid.columns[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; below no column it is as it came."""
        self.layoutAboutToBeChanged.emit()
        rows = self._grid.rows
        self._order = list(range(len(rows)))
        if column >= 0:
            falling = order == Qt.SortOrder.DescendingOrder
            self._order.sort(key=lambda row: _rank(rows[row][column]), reverse=falling)
        self.layoutChanged.emit()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rank(value: Any) -> tuple[int, float, str]:
    """Numbers, then words, then everything else; what is absent or null comes last."""
    if value is ABSENT or value is None:
        return (3, 0.0, "")
    if _is_number(value):
        return (0, float(value), "")
    return (1 if isinstance(value, str) else 2, 0.0, cell_text(value).casefold())
