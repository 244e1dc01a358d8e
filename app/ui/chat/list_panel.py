"""The left side of the conversation page: search, list, and what can be done to its rows."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.conversation import Conversation, Folder, SearchHit
from app.domain.ids import ConversationId
from app.services.conversation.conversations import Conversations
from app.storage.settings import SettingsStore
from app.ui.bridge import Bridge
from app.ui.chat.list_actions import ListActions
from app.ui.chat.list_menus import ListMenus
from app.ui.chat.list_model import ConversationListModel, Heading
from app.ui.chat.list_view import ConversationListView
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton

SEARCH_DELAY_MS = 120
SELECT = QItemSelectionModel.SelectionFlag


class ConversationListPanel(QWidget):
    """Shows every conversation; a press opens one."""

    opened = Signal(str, str, str)
    """Conversation id; where a search found it, the message's id and the words that were found."""
    new_requested = Signal()
    assistant_requested = Signal()
    hiding_wanted = Signal()
    export_wanted = Signal(list)
    import_wanted = Signal()

    def __init__(
        self,
        conversations: Conversations,
        settings: SettingsStore,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversations = conversations
        self._settings = settings
        self._notices = notices
        self._theme = theme
        self._current: ConversationId | None = None
        self._archived = False
        self._open_when_found = False
        self._search_run: Operation[tuple[SearchHit, ...]] | None = None
        self._actions = ListActions(conversations, notices, self)
        self._menus = ListMenus(self._actions, self)
        self.setObjectName("conversations.panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "side")
        self._build()
        self._connect(bridge)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def set_current(self, conversation_id: ConversationId | None) -> None:
        """Mark the conversation that is shown."""
        self._current = conversation_id
        self._select(())

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
        self.list.delegate.searching = False
        chosen = {row.id for row in self._selected()}
        position, row = self.list.verticalScrollBar().value(), self.list.currentIndex().row()
        self._model.show_conversations(
            self._conversations.all,
            self._conversations.folders,
            archived=self._archived,
            folded=self._settings.current.folded_folders,
        )
        self.list.verticalScrollBar().setValue(position)
        self._select(chosen, row)
        self._show_empty()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.search.setPlaceholderText(self.tr("Search all conversations"))
        self.search.setAccessibleName(self.tr("Search all conversations"))
        self.search.setToolTip(self.tr("Search all conversations (Ctrl+Shift+F)"))
        self.list.setAccessibleName(self.tr("Conversations"))
        self.new.setText(self.tr("New conversation"))
        self.new.setAccessibleName(self.new.text())
        self.new.setToolTip(self.tr("New conversation (Ctrl+N)"))
        self._more.describe(self.tr("More"))
        self._hide.describe(self.tr("Hide the list (Ctrl+B)"))
        self._back.setText(self.tr("Back to all conversations"))
        self._back.setAccessibleName(self._back.text())
        self._model.retranslate()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field Down leads into the list, Escape back to all conversations."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Down:
                self._enter_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._model = ConversationListModel(self)
        self.new = QPushButton(self)
        self.new.setObjectName("conversations.new")
        self._more = IconButton(self._theme, "more", "conversations.more", self)
        self._hide = IconButton(self._theme, "sidebar", "conversations.list.hide", self)
        self.search = QLineEdit(self)
        self.search.setObjectName("conversations.search")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self._back = Button("conversations.archive.back", self, "link")
        self._back.hide()
        self._empty = QLabel(self)
        self._empty.setObjectName("conversations.empty")
        self._empty.setProperty("kind", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list = ConversationListView(self._model, self._theme, self)
        self._head = QHBoxLayout()
        self._head.addWidget(self.new, 1)
        self._head.addWidget(self._more)
        self._head.addWidget(self._hide)
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
        self._hide.clicked.connect(self.hiding_wanted)
        self._back.clicked.connect(self._leave_archive)
        self.search.textChanged.connect(self._search_typed)
        self.search.returnPressed.connect(self._open_first)
        self._search_timer.timeout.connect(self._search)
        self.list.opened.connect(self._open_index)
        self.list.deletion_wanted.connect(self._delete_chosen)
        self.list.menu_wanted.connect(self._show_row_menu)
        self._model.renamed.connect(self._actions.rename)
        self._model.folder_renamed.connect(self._actions.rename_folder)
        self._model.moved.connect(self._actions.move)
        self._actions.folder_added.connect(self._name_folder)
        self._menus.rename_wanted.connect(self.list.edit)
        self._menus.archive_wanted.connect(self._enter_archive)
        self._menus.assistant_wanted.connect(self.assistant_requested)
        self._menus.export_wanted.connect(self.export_wanted)
        self._menus.import_wanted.connect(self.import_wanted)

    def _conversations_changed(self, event: object) -> None:
        self.refresh()

    def _search_typed(self, text: str) -> None:
        self._open_when_found = False
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
        if not self.search.text().strip():
            return
        self.list.delegate.searching = True
        self._model.show_hits(hits)
        self.list.doItemsLayout()
        self.list.scrollToTop()
        self._show_empty()
        if self._open_when_found and hits:
            self._open_index(self._model.index(0))
        self._open_when_found = False

    def _show_empty(self) -> None:
        """A sentence instead of an empty list."""
        if self.search.text().strip():
            self._empty.setText(self.tr("Nothing found"))
        elif self._archived:
            self._empty.setText(self.tr("Nothing is archived"))
        else:
            self._empty.setText(self.tr("Your conversations appear here"))
        self._empty.setVisible(self._model.rowCount() == 0)
        self._back.setVisible(self._archived)

    def _select(self, chosen: Collection[ConversationId], row: int = -1) -> None:
        """Mark the shown conversation, or the several that were chosen; the keyboard stays near its row."""
        selection = self.list.selectionModel()
        indexes = [self._model.index_of(one) for one in (chosen if len(chosen) > 1 else (self._current,))]
        found = [index for index in indexes if index.isValid()]
        selection.clearSelection()
        for index in found:
            selection.select(index, SELECT.Select)
        near = found[0] if found else self._model.index(self._model.row_near(row))
        if not self.list.currentIndex().isValid() or found:
            selection.setCurrentIndex(near, SELECT.NoUpdate)

    def _open_index(self, index: QModelIndex) -> None:
        match self._model.row_at(index):
            case Conversation(id=conversation_id):
                self.opened.emit(conversation_id, "", "")
            case SearchHit() as hit:
                words = hit.excerpt[hit.start : hit.start + hit.length]
                self.opened.emit(hit.conversation_id, hit.message_id or "", words)
            case Heading(folder_id=folder_id) if folder_id is not None:
                folded = self._settings.current.folded_folders ^ {folder_id}
                self._settings.change(folded_folders=folded)
                self.refresh()

    def _open_first(self) -> None:
        """Enter in the search field opens what is found first, also before it is found."""
        self._search_timer.stop()
        self._open_when_found = True
        self._search()

    def _enter_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(self._model.row_near(0)))

    def _selected(self) -> list[Conversation]:
        rows = [self._model.row_at(index) for index in self.list.selectedIndexes()]
        return [row for row in rows if isinstance(row, Conversation)]

    def _chosen(self, index: QModelIndex) -> list[Conversation]:
        """All that are selected where the row is one of them, else the row alone."""
        row = self._model.row_at(index)
        selected = self._selected()
        return selected if row in selected else [row] if isinstance(row, Conversation) else []

    def _show_list_menu(self) -> None:
        self._menus.for_list().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _show_row_menu(self, index: QModelIndex, place: QPoint) -> None:
        match self._model.row_at(index):
            case Conversation() as row:
                self._menus.for_conversations(index, row, self._chosen(index)).popup(place)
            case Heading(folder_id=folder_id) if folder_id is not None:
                self._menus.for_folder(index, folder_id).popup(place)

    def _delete_chosen(self) -> None:
        """All that are chosen, or what the keyboard is on; a folder is removed without its conversations."""
        index, several = self.list.currentIndex(), self._selected()
        row = self._model.row_at(index)
        if len(several) > 1:
            self._actions.delete(several)
        elif isinstance(row, Heading) and row.folder_id is not None:
            self._actions.remove_folder(row.folder_id)
        elif chosen := self._chosen(index):
            self._actions.delete(chosen)

    def _name_folder(self, folder: Folder) -> None:
        """A new folder asks for its name at its place."""
        index = self._model.index_of_folder(folder.id)
        self.list.scrollTo(index)
        self.list.setCurrentIndex(index)
        self.list.edit(index)

    def _enter_archive(self) -> None:
        self._archived = True
        self.search.clear()
        self.refresh()

    def _leave_archive(self) -> None:
        self._archived = False
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(2), space(2), space(2), space(2))
        self._column.setSpacing(space(2))
        self._head.setSpacing(space(0.5))
        self.new.setIcon(self._theme.icon("plus"))
        self.list.doItemsLayout()
