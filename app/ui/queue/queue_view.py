"""The list of what waits, for mouse and keyboard alike."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask
from app.ui.queue.queue_delegate import QueueDelegate
from app.ui.queue.queue_model import TASK_ROLE, QueueModel
from app.ui.theme.theme import Theme

_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


class QueueView(QListView):
    """Rows are dragged, or moved by Alt and an arrow; Delete takes them out."""

    deletion_wanted = Signal()
    step_wanted = Signal(int)
    """-1 for up, 1 for down."""

    def __init__(self, model: QueueModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model
        self.setObjectName("queue.list")
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(model, theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.doItemsLayout)
        self.retranslate()

    def chosen_ids(self) -> tuple[TaskId, ...]:
        """The tasks of the chosen rows, in the order of the queue."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        tasks = (index.data(TASK_ROLE) for index in rows)
        return tuple(task.id for task in tasks if isinstance(task, RemoteTask))

    def choose(self, ids: tuple[TaskId, ...]) -> None:
        """Choose the rows of tasks that are still there."""
        rows = self._rows.rows_of(ids)
        selection = self.selectionModel()
        for row in rows:
            selection.select(row, selection.SelectionFlag.Select)
        if rows:
            selection.setCurrentIndex(rows[0], selection.SelectionFlag.NoUpdate)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("Waiting"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something for rows."""
        if event.key() == Qt.Key.Key_Delete:
            self.deletion_wanted.emit()
        elif event.key() in (_UP, _DOWN) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_wanted.emit(-1 if event.key() == _UP else 1)
        else:
            super().keyPressEvent(event)
