"""The menus of the conversation list."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.conversation import Conversation
from app.domain.ids import FolderId
from app.ui.chat.list_actions import ListActions


class ListMenus(QObject):
    """Builds a menu when it is wanted; its owner pops it up."""

    rename_wanted = Signal(QModelIndex)
    """The row is to be edited at its place."""
    archive_wanted = Signal()
    assistant_wanted = Signal()
    """A new conversation shall be begun with an assistant."""
    export_wanted = Signal(list)
    """Ids of conversations that shall become files."""
    import_wanted = Signal()

    def __init__(self, actions: ListActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._owner = parent

    def for_list(self) -> QMenu:
        """What concerns the whole list."""
        menu = self._menu()
        text = self.tr("New conversation with an assistant…")
        self._add(menu, text, self.assistant_wanted.emit, "Ctrl+Shift+N")
        self._add(menu, self.tr("New folder"), self._actions.add_folder)
        self._add(menu, self.tr("Show archived conversations"), self.archive_wanted.emit)
        menu.addSeparator()
        self._add(menu, self.tr("Import conversations…"), self.import_wanted.emit)
        return menu

    def for_folder(self, index: QModelIndex, folder_id: FolderId) -> QMenu:
        """What can be done to a folder."""
        menu = self._menu()
        self._add(menu, self.tr("Rename folder"), partial(self.rename_wanted.emit, index), "F2")
        self._add(menu, self.tr("Remove folder"), partial(self._actions.remove_folder, folder_id), "Delete")
        return menu

    def for_conversations(
        self, index: QModelIndex, row: Conversation, chosen: Sequence[Conversation]
    ) -> QMenu:
        """What can be done to a conversation, or to all that are chosen."""
        menu, actions = self._menu(), self._actions
        if len(chosen) == 1:
            self._add(menu, self.tr("Rename"), partial(self.rename_wanted.emit, index), "F2")
        pin = self.tr("Unpin") if row.pinned else self.tr("Pin")
        self._add(menu, pin, partial(actions.pin, chosen, pinned=not row.pinned))
        self._add_folders(menu, row, chosen)
        archive = self.tr("Unarchive") if row.archived else self.tr("Archive")
        self._add(menu, archive, partial(actions.archive, chosen, archived=not row.archived))
        ids = [one.id for one in chosen]
        self._add(menu, self.tr("Export…"), partial(self.export_wanted.emit, ids))
        menu.addSeparator()
        self._add(menu, self.tr("Delete"), partial(actions.delete, chosen), "Delete")
        return menu

    def _add_folders(self, menu: QMenu, row: Conversation, chosen: Sequence[Conversation]) -> None:
        folders = menu.addMenu(self.tr("Move to folder"))
        folders.setObjectName("conversations.menu.folders")
        ids = [one.id for one in chosen]
        for folder in self._actions.folders:
            here = row.folder_id == folder.id
            self._add(folders, folder.name, partial(self._actions.move, ids, folder.id), checked=here)
        outside = row.folder_id is None
        self._add(folders, self.tr("No folder"), partial(self._actions.move, ids, None), checked=outside)

    def _menu(self) -> QMenu:
        menu = QMenu(self._owner)
        menu.setObjectName("conversations.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _add(
        self,
        menu: QMenu,
        text: str,
        act: Callable[[], object],
        keys: str = "",
        *,
        checked: bool | None = None,
    ) -> None:
        """The keys are only named: the list itself listens to them."""
        action = menu.addAction(f"{text}\t{keys}" if keys else text)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(lambda on=False: act())
