"""The list widget of the conversations, for mouse and keyboard alike."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.ui.chat.list_delegate import ConversationDelegate
from app.ui.chat.list_model import ConversationListModel, Index
from app.ui.theme.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConversationListView(QListView):
    """A press or Enter opens, F2 renames, Delete deletes, the menu key shows the menu at the row."""

    opened = Signal(QModelIndex)
    deletion_wanted = Signal()
    menu_wanted = Signal(QModelIndex, QPoint)
    """The row, and where on the screen."""

    def __init__(self, model: ConversationListModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.delegate = ConversationDelegate(theme, self)
        self.setObjectName("conversations.list")
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open_clicked)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew. All rows are of one height; Qt would lay out every one of them."""
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something for a row."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in ENTER and not editing and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and not editing:
            self.deletion_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or below the present row where the key was pressed."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        place = self.visualRect(index).bottomLeft() if by_key else event.pos()
        self.menu_wanted.emit(index, self.viewport().mapToGlobal(place))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the rows would go."""
        super().dragMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._show_target(index if event.isAccepted() else QModelIndex())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_target(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self._show_target(QModelIndex())

    def _show_target(self, index: QModelIndex) -> None:
        self.delegate.drop_target = QPersistentModelIndex(index)
        self.viewport().update()

    def _open_clicked(self, index: QModelIndex) -> None:
        """A press that only chooses more rows opens nothing."""
        if len(self.selectedIndexes()) <= 1:
            self.opened.emit(index)
