"""The left side of the conversation page: search, list, and what can be done to its rows."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.conversation import Conversation, Folder, SearchHit
from app.domain.errors import StudioError
from app.domain.ids import ConversationId, FolderId
from app.services.conversations import Conversations
from app.ui.bridge import Bridge
from app.ui.chat.list_delegate import ConversationDelegate
from app.ui.chat.list_model import ConversationListModel, Heading
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

SEARCH_DELAY_MS = 120


class ConversationListPanel(QWidget):
    """Shows every conversation; a press opens one."""

    opened = Signal(str, str)
    """Conversation id, and the id of the message that was found, or an empty text."""
    new_requested = Signal()

    def __init__(
        self,
        conversations: Conversations,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversations = conversations
        self._notices = notices
        self._theme = theme
        self._current: ConversationId | None = None
        self._archived = False
        self._search_run: Operation[tuple[SearchHit, ...]] | None = None
        self.setObjectName("conversations.panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "side")
        self._build()
        self._connect(bridge)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.refresh()

    def set_current(self, conversation_id: ConversationId | None) -> None:
        """Mark the conversation that is shown."""
        self._current = conversation_id
        self._mark_current()

    def set_streaming(self, ids: frozenset[ConversationId]) -> None:
        """Mark conversations with an answer on its way."""
        self._model.set_streaming(ids)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def refresh(self) -> None:
        """Show the list as it is now; the search is left alone."""
        if self.search.text().strip():
            return
        self._delegate.searching = False
        position = self.list.verticalScrollBar().value()
        self._model.show_conversations(
            self._conversations.all, self._conversations.folders, archived=self._archived
        )
        self.list.verticalScrollBar().setValue(position)
        self._mark_current()
        self._show_empty()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.search.setPlaceholderText(self.tr("Search all conversations"))
        self.search.setAccessibleName(self.tr("Search all conversations"))
        self.list.setAccessibleName(self.tr("Conversations"))
        self.new.setText(self.tr("New conversation"))
        self.new.setToolTip(self.tr("New conversation (Ctrl+N)"))
        self._more.describe(self.tr("More"))
        self._back.setText(self.tr("Back to all conversations"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._model = ConversationListModel(self)
        self._delegate = ConversationDelegate(self._theme, self)
        self.new = QPushButton(self)
        self.new.setObjectName("conversations.new")
        self._more = IconButton(self._theme, "more", "conversations.more", self)
        self.search = QLineEdit(self)
        self.search.setObjectName("conversations.search")
        self.search.setClearButtonEnabled(True)
        self._back = QPushButton(self)
        self._back.setObjectName("conversations.archive.back")
        self._back.setProperty("kind", "link")
        self._back.hide()
        self.list = QListView(self)
        self.list.setObjectName("conversations.list")
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._head = QHBoxLayout()
        self._head.addWidget(self.new, 1)
        self._head.addWidget(self._more)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        for widget in (self.search, self._back, self._empty):
            self._column.addWidget(widget)
        self._column.addWidget(self.list, 1)
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(SEARCH_DELAY_MS)

    def _connect(self, bridge: Bridge) -> None:
        bridge.conversations_changed.connect(self._conversations_changed)
        self.new.clicked.connect(self.new_requested)
        self._more.clicked.connect(self._show_list_menu)
        self._back.clicked.connect(self._leave_archive)
        self.search.textChanged.connect(self._search_typed)
        self._search_timer.timeout.connect(self._search)
        self.list.clicked.connect(self._open_index)
        self.list.activated.connect(self._open_index)
        self.list.customContextMenuRequested.connect(self._show_row_menu)
        self._model.renamed.connect(self._rename)
        self._model.folder_renamed.connect(self._rename_folder)
        self._model.moved.connect(self._move)
        delete = QAction(self.list)
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self._delete_selected)
        self.list.addAction(delete)

    def _conversations_changed(self, event: object) -> None:
        self.refresh()

    def _search_typed(self, text: str) -> None:
        self._search_timer.start()
        if not text.strip():
            self.refresh()

    def _search(self) -> None:
        if self._search_run is not None:
            self._search_run.cancel()
        query = self.search.text().strip()
        if query:
            search = self._conversations.search(query)
            self._search_run = Operation(self, search, done=self._show_hits, failed=self._notices.show_error)

    def _show_hits(self, hits: Sequence[SearchHit]) -> None:
        self._delegate.searching = True
        self._model.show_hits(hits)
        self.list.scrollToTop()
        self._show_empty()

    def _show_empty(self) -> None:
        """A sentence instead of an empty list."""
        empty = self._model.rowCount() == 0
        if self.search.text().strip():
            self._empty.setText(self.tr("Nothing found"))
        elif self._archived:
            self._empty.setText(self.tr("Nothing is archived"))
        else:
            self._empty.setText(self.tr("Your conversations will stand here"))
        self._empty.setVisible(empty)
        self._back.setVisible(self._archived)

    def _mark_current(self) -> None:
        index = self._model.index_of(self._current)
        selection = self.list.selectionModel()
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            selection.clear()

    def _open_index(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if isinstance(row, Conversation):
            self.opened.emit(row.id, "")
        elif isinstance(row, SearchHit):
            self.opened.emit(row.conversation_id, row.message_id or "")

    def _selected(self) -> list[Conversation]:
        rows = [self._model.row_at(index) for index in self.list.selectedIndexes()]
        return [row for row in rows if isinstance(row, Conversation)]

    def _show_list_menu(self) -> None:
        menu = self._menu()
        self._add(menu, self.tr("New folder"), self._add_folder)
        self._add(menu, self.tr("Show archived conversations"), self._enter_archive)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _show_row_menu(self, position: QPoint) -> None:
        index = self.list.indexAt(position)
        row = self._model.row_at(index)
        menu = self._menu()
        if isinstance(row, Conversation):
            self._fill_conversation_menu(menu, index, row)
        elif isinstance(row, Heading) and (folder_id := row.folder_id) is not None:
            self._add(menu, self.tr("Rename folder"), lambda: self.list.edit(index))
            self._add(menu, self.tr("Remove folder"), lambda: self._remove_folder(folder_id))
        else:
            return
        menu.popup(self.list.viewport().mapToGlobal(position))

    def _fill_conversation_menu(self, menu: QMenu, index: QModelIndex, row: Conversation) -> None:
        chosen = self._selected() or [row]
        if len(chosen) == 1:
            self._add(menu, self.tr("Rename"), lambda: self.list.edit(index))
        pin = self.tr("Unpin") if row.pinned else self.tr("Pin")
        self._add(menu, pin, lambda: self._change(chosen, pinned=not row.pinned))
        self._fill_folder_menu(menu.addMenu(self.tr("Move to folder")), chosen)
        archive = self.tr("Take out of the archive") if row.archived else self.tr("Archive")
        self._add(menu, archive, lambda: self._change(chosen, archived=not row.archived))
        menu.addSeparator()
        self._add(menu, self.tr("Delete"), lambda: self._delete([one.id for one in chosen]))

    def _fill_folder_menu(self, menu: QMenu, chosen: Sequence[Conversation]) -> None:
        menu.setObjectName("conversations.menu.folders")
        ids = [row.id for row in chosen]
        for folder in self._conversations.folders:
            self._add(menu, folder.name, partial(self._move, ids, folder.id))
        self._add(menu, self.tr("No folder"), lambda: self._move(ids, None))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("conversations.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _add(self, menu: QMenu, text: str, act: Callable[[], None]) -> None:
        menu.addAction(text).triggered.connect(lambda checked=False: act())

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._show_error)

    def _show_error(self, error: StudioError) -> None:
        self._notices.show_error(error)

    def _rename(self, conversation_id: str, title: str) -> None:
        self._run(self._conversations.rename(ConversationId(conversation_id), title))

    def _move(self, ids: Sequence[ConversationId], folder_id: FolderId | None) -> None:
        self._run(self._change_all(ids, folder_id=folder_id))

    def _change(self, rows: Sequence[Conversation], **fields: object) -> None:
        self._run(self._change_all([row.id for row in rows], **fields))

    async def _change_all(self, ids: Sequence[ConversationId], **fields: object) -> None:
        for conversation_id in ids:
            await self._conversations.change(conversation_id, **fields)

    def _delete_selected(self) -> None:
        if ids := [row.id for row in self._selected()]:
            self._delete(ids)

    def _delete(self, ids: Sequence[ConversationId]) -> None:
        self._run(self._conversations.delete(ids))
        several = self.tr("%1 conversations deleted").replace("%1", str(len(ids)))
        text = self.tr("Conversation deleted") if len(ids) == 1 else several
        self._notices.show(text, "info", self.tr("Undo"), lambda: self._run(self._conversations.restore(ids)))

    def _add_folder(self) -> None:
        new = self._conversations.add_folder(self.tr("New folder"))
        Operation(self, new, done=self._name_folder, failed=self._show_error)

    def _name_folder(self, folder: Folder) -> None:
        """A new folder asks for its name at its place."""
        index = self._model.index_of_folder(folder.id)
        self.list.scrollTo(index)
        self.list.edit(index)

    def _rename_folder(self, folder_id: str, name: str) -> None:
        folders = self._conversations.folders
        folder = next((folder for folder in folders if folder.id == folder_id), None)
        if folder is not None:
            self._run(self._conversations.save_folder(replace(folder, name=name)))

    def _remove_folder(self, folder_id: FolderId) -> None:
        self._run(self._conversations.remove_folder(folder_id))

    def _enter_archive(self) -> None:
        self._archived = True
        self.search.clear()
        self.refresh()

    def _leave_archive(self) -> None:
        self._archived = False
        self.refresh()

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(2), space(2), space(2), space(2))
        self._column.setSpacing(space(2))
        self.new.setIcon(self._theme.icon("plus"))
        self.list.doItemsLayout()
