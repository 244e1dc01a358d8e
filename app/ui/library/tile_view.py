"""A view of any number of tiles of one size: their places are reckoned, never stored."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction


class TileView(QAbstractItemView):
    """As many columns as fit, line by line. Whoever inherits it says how large a tile is, and paints."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = 1
        self._gap = 0
        self._tile = QSize(1, 1)
        self._cell = QSize(1, 1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)

    def set_tile(self, tile: QSize, gap: int) -> None:
        """The size of a tile, and the least room between two."""
        self._tile, self._gap = tile, gap
        self.updateGeometries()
        self.viewport().update()

    def visualRect(self, index: Index) -> QRect:
        """Where a tile is, in the viewport."""
        return self.place_of(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The tile at a point of the viewport; none between tiles."""
        row = self.row_near(point)
        inside = 0 <= row < self._count and self.place_of(row).contains(point)
        return self.model().index(row, 0) if inside else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a tile into sight, by no more than is needed."""
        tile, room, bar = self.visualRect(index), self.viewport().height(), self.verticalScrollBar()
        if hint is QAbstractItemView.ScrollHint.PositionAtTop or tile.top() < 0:
            bar.setValue(bar.value() + tile.top() - self._gap)
        elif tile.bottom() >= room:
            bar.setValue(bar.value() + tile.bottom() - room + self._gap)

    def horizontalOffset(self) -> int:
        """It never moves sideways."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """No tile is."""
        return False

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads."""
        if not self._count:
            return QModelIndex()
        page = self._columns * max(1, self.viewport().height() // self._cell.height())
        steps = {
            Move.MoveLeft: -1,
            Move.MovePrevious: -1,
            Move.MoveRight: 1,
            Move.MoveNext: 1,
            Move.MoveUp: -self._columns,
            Move.MoveDown: self._columns,
            Move.MovePageUp: -page,
            Move.MovePageDown: page,
            Move.MoveHome: -self._count,
            Move.MoveEnd: self._count,
        }
        row = self.currentIndex().row()
        wanted = 0 if row < 0 and action is not Move.MoveEnd else row + steps[action]
        no_line = action in (Move.MoveUp, Move.MoveDown) and not 0 <= wanted < self._count
        return self.model().index(row if no_line else min(max(wanted, 0), self._count - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """From one corner to the other as one reads, or what a frame drawn with the mouse touches."""
        selection = QItemSelection()
        if self.state() is QAbstractItemView.State.DragSelectingState:
            for first, last in self.lines_in(rect.normalized()):
                self.add_rows(selection, first, last)
        else:
            ends = sorted((self.row_near(rect.topLeft()), self.row_near(rect.bottomRight())))
            self.add_rows(selection, *ends)
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What has to be painted anew when the choice changes."""
        return QRegion(self.viewport().rect())

    def updateGeometries(self) -> None:
        """Share what a line leaves over among its tiles; the scroll bar has its place before it is there."""
        super().updateGeometries()
        bar = self.verticalScrollBar()
        room = max(1, self.width() - bar.sizeHint().width() - 2 * self._gap)
        least = self._tile + QSize(self._gap, self._gap)
        self._columns = max(1, room // least.width())
        self._cell = QSize(max(least.width(), room // self._columns), least.height())
        lines = -(-self._count // self._columns)
        bar.setRange(0, max(0, lines * self._cell.height() + 2 * self._gap - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(1, self._cell.height() // 3))

    def keyboardSearch(self, search: str) -> None:
        """Letters are no search: what rows say may not be known."""

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted, and paint only what comes into sight."""
        self.viewport().scroll(0, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first tile in sight where it was."""
        first = self.row_near(QPoint(self._gap, 0)) if self.verticalOffset() else 0
        super().resizeEvent(event)
        self.updateGeometries()
        if 0 < first < self._count:
            self.scrollTo(self.model().index(first, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def place_of(self, row: int) -> QRect:
        """Where a row's tile is, in the viewport."""
        line, column = divmod(row, self._columns)
        left = self._gap + column * self._cell.width() + (self._cell.width() - self._tile.width()) // 2
        top = self._gap + line * self._cell.height() - self.verticalOffset()
        return QRect(QPoint(left, top), self._tile)

    def row_near(self, point: QPoint) -> int:
        """The row whose cell holds a point, the nearest one for points beside the tiles."""
        column = min(max((point.x() - self._gap) // self._cell.width(), 0), self._columns - 1)
        line = max((point.y() - self._gap + self.verticalOffset()) // self._cell.height(), 0)
        return line * self._columns + column

    def lines_in(self, rect: QRect) -> list[tuple[int, int]]:
        """First and last row in each line that a rectangle of the viewport touches."""
        first, last = self.row_near(rect.topLeft()), self.row_near(rect.bottomRight())
        width = last % self._columns - first % self._columns
        starts = range(first, last - width + 1, self._columns)
        return [(start, min(start + width, self._count - 1)) for start in starts if start < self._count]

    def add_rows(self, selection: QItemSelection, first: int, last: int) -> None:
        """Put rows, both ends included, into a selection."""
        last = min(last, self._count - 1)
        if first <= last:
            selection.select(self.model().index(first, 0), self.model().index(last, 0))

    @property
    def _count(self) -> int:
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else model.rowCount()


def pieces_of(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run in sorted rows."""
    for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        yield numbers[0], numbers[-1]
