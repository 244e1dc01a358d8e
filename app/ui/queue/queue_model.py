"""What waits to be sent, in the order in which it will be."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask

TASK_ROLE = Qt.ItemDataRole.UserRole + 1
MIME = "application/x-relay-studio-tasks"
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """Rows can be dragged; their new place is only announced, for the order is the queue's."""

    moved = Signal(object, object)
    """Ids, and the id of the task before which they shall stand; None at the end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks: tuple[RemoteTask, ...] = ()

    def show_tasks(self, tasks: Sequence[RemoteTask]) -> bool:
        """Show what waits now; whether other rows or another order are to be seen."""
        before = [task.id for task in self._tasks]
        if before == [task.id for task in tasks]:
            self._tasks = tuple(tasks)
            if tasks:
                self.dataChanged.emit(self.index(0), self.index(len(tasks) - 1))
            return False
        self.beginResetModel()
        self._tasks = tuple(tasks)
        self.endResetModel()
        return True

    @property
    def ids(self) -> tuple[TaskId, ...]:
        """All of them, in their order."""
        return tuple(task.id for task in self._tasks)

    def rows_of(self, ids: Collection[TaskId]) -> list[QModelIndex]:
        """Where tasks stand."""
        return [self.index(row) for row, task in enumerate(self._tasks) if task.id in ids]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._tasks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The prompt in one line, the words below it, or the task."""
        if not index.isValid():
            return None
        task = self._tasks[index.row()]
        if role == TASK_ROLE:
            return task
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return " ".join(task.prompt.split()) or task.model
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1}. {task.prompt}. {self.words(task)}"
        return None

    def words(self, task: RemoteTask) -> str:
        """Model, provider, price, and when it is tried again where it was put off."""
        due = task.next_poll_at
        later = ""
        if due is not None and due > datetime.now(UTC):
            later = self.tr("again at %1").replace("%1", f"{due.astimezone():%H:%M:%S}")
        return " · ".join(filter(None, (task.model, task.profile_name, task.cost, later)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [self._tasks[row].id for row in sorted(index.row() for index in indexes)]
        data.setData(MIME, "\n".join(ids).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Announce the move; False keeps the view from taking rows out by itself."""
        ids = [TaskId(line) for line in bytes(data.data(MIME).data()).decode().split("\n")]
        before = self._tasks[row].id if 0 <= row < len(self._tasks) else None
        self.moved.emit(ids, before)
        return False
