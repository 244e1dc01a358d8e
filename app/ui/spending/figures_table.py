"""A quiet table of figures that can be sorted by any column."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_NAME_STEPS = 50
_PADDING_STEPS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: what it says, what it is sorted by, and what it explains."""

    text: str
    value: Decimal | int | str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; figures stand at the right."""

    title: str
    is_number: bool = False


class FiguresModel(QAbstractTableModel):
    """Holds what is shown, in the order in which the person wants it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._rows: list[tuple[Figure, ...]] = []
        self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is shown from left to right."""
        return self._columns

    @property
    def rows(self) -> Sequence[tuple[Figure, ...]]:
        """What is shown from top to bottom."""
        return self._rows

    def show(self, columns: Sequence[Column], rows: Sequence[tuple[Figure, ...]]) -> None:
        """Replace everything; the order that the person chose stays."""
        self.beginResetModel()
        self._columns, self._rows = tuple(columns), list(rows)
        self._arrange()
        self.endResetModel()

    def add(self, rows: Sequence[tuple[Figure, ...]]) -> None:
        """Add rows that were read later."""
        self.show(self._columns, (*self._rows, *rows))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.hint or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order)
        self.layoutAboutToBeChanged.emit()
        self._arrange()
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, order = self._sorted_by
        if 0 <= column < len(self._columns):
            self._rows.sort(
                key=lambda row: _sort_key(row[column]), reverse=order is not Qt.SortOrder.AscendingOrder
            )

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self._columns[column].is_number else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class FiguresTable(QTableView):
    """Nothing in it can be changed; a click on a title sorts.

    Args:
        stretched: the column that takes the room that is left.
    """

    def __init__(self, name: str, theme: Theme, parent: QWidget, stretched: int = 0) -> None:
        super().__init__(parent)
        self._stretched = stretched
        self._theme = theme
        self.setObjectName(name)
        self.figures = FiguresModel(self)
        self.setModel(self.figures)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.figures.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[tuple[Figure, ...]]) -> None:
        """Replace what is shown."""
        self.figures.show(columns, rows)

    def _fit(self) -> None:
        space, header = self._theme.space, self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + space(3))
        self.resizeColumnsToContents()
        for column in range(self.figures.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            width = header.sectionSize(column) + space(_PADDING_STEPS)
            header.resizeSection(column, min(width, space(_NAME_STEPS)))
        if self.figures.columnCount():
            header.setSectionResizeMode(self._stretched, QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(space(20))


def _sort_key(cell: Figure) -> tuple[bool, Decimal, str]:
    """Numbers by their size, texts by their letters; a column has the one or the other."""
    if isinstance(cell.value, str):
        return True, Decimal(0), (cell.value or cell.text).casefold()
    return False, Decimal(cell.value), ""
