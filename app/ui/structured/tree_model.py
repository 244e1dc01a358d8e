"""JSON as a tree, of which only what is unfolded is built."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.json_answer import cell_text

BATCH = 500
"""So many items of a list come at a time."""
Index = QModelIndex | QPersistentModelIndex
NAME, VALUE = 0, 1
LONGEST_SHOWN = 500


@dataclass(eq=False, slots=True)
class Node:
    """A value with its name in its parent. Its children are made when somebody looks."""

    name: str
    value: Any
    parent: "Node | None" = None
    row: int = 0
    children: list["Node"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many children there are, made or not."""
        return len(self.value) if isinstance(self.value, dict | list) else 0

    def make(self, wanted: int) -> None:
        """Make so many more of the children."""
        start, end = len(self.children), min(self.count, len(self.children) + wanted)
        items = (
            list(self.value.items())[start:end]
            if isinstance(self.value, dict)
            else list(enumerate(self.value[start:end], start))
        )
        for row, (name, value) in enumerate(items, start):
            self.children.append(Node(str(name), value, self, row))


class JsonTreeModel(QAbstractItemModel):
    """Two columns: the name of a field or the number of an item, and the value or how much it holds."""

    def __init__(self, value: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._root = Node("$", value)
        self._root.make(BATCH)
        self._headings = ("", "")

    def set_headings(self, name: str, value: str) -> None:
        """Name the columns."""
        self._headings = (name, value)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    def index_of(self, steps: list[str]) -> QModelIndex:
        """Where a path leads, or as far as it does."""
        node = self._root
        for step in steps:
            node.make(node.count)
            found = next((child for child in node.children if child.name == step), None)
            if found is None:
                break
            node = found
        return self._place(node)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """A cell."""
        node = self._node(parent)
        if not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, column, node.children[row])

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]  # Qt has two methods of this name
        """The row that a row stands in."""
        above = self._node(child).parent
        return QModelIndex() if above is None else self._place(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows were made; more come as one scrolls."""
        node = self._node(parent)
        if not node.children and node.count and node is not self._root:
            node.make(BATCH)
        return len(node.children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Two."""
        return 2

    def canFetchMore(self, parent: Index) -> bool:
        """Whether a list holds more than was made."""
        node = self._node(parent)
        return len(node.children) < node.count

    def fetchMore(self, parent: Index) -> None:
        """Make some more."""
        node = self._node(parent)
        first = len(node.children)
        self.beginInsertRows(self._place(node), first, min(node.count, first + BATCH) - 1)
        node.make(BATCH)
        self.endInsertRows()

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        """Whether there is something to unfold."""
        return self._node(parent).count > 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or not index.isValid():
            return None
        node = self._node(index)
        if index.column() == NAME:
            return node.name
        if isinstance(node.value, dict):
            return f"{{ {node.count} }}"
        if isinstance(node.value, list):
            return f"[ {node.count} ]"
        text = cell_text(node.value)
        return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headings[section] if wanted else None

    def _place(self, node: Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, NAME, node)

    def _node(self, index: Index) -> Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root
