"""What can be done to conversations and folders of the list; what takes something away can be undone."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import Conversation, Folder
from app.domain.ids import ConversationId, FolderId
from app.services.conversation.conversations import Conversations
from app.ui.notices import Notices
from app.ui.operation import Operation

Work = Coroutine[object, object, object]


class ListActions(QObject):
    """Carries out what the list and its menus ask for."""

    folder_added = Signal(object)

    def __init__(self, conversations: Conversations, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._conversations = conversations
        self._notices = notices

    @property
    def folders(self) -> tuple[Folder, ...]:
        """The folders, in their order."""
        return self._conversations.folders

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation a title; an empty one makes it automatic again."""
        self._run(self._conversations.rename(ConversationId(conversation_id), title))

    def move(self, ids: Sequence[ConversationId], folder_id: FolderId | None) -> None:
        """Put conversations into a folder, or outside of any."""
        self._run(self._change(ids, folder_id=folder_id))

    def pin(self, rows: Sequence[Conversation], *, pinned: bool) -> None:
        """Keep conversations on top, or no longer."""
        self._run(self._change(_ids(rows), pinned=pinned))

    def archive(self, rows: Sequence[Conversation], *, archived: bool) -> None:
        """Put conversations away, or bring them back."""
        ids = _ids(rows)
        text = self.tr("Archived") if archived else self.tr("Unarchived")
        self._run_undoable(
            self._change(ids, archived=archived), text, lambda: self._change(ids, archived=not archived)
        )

    def delete(self, rows: Sequence[Conversation]) -> None:
        """Delete conversations."""
        ids = _ids(rows)
        several = self.tr("{count} conversations deleted").format(count=len(ids))
        text = self.tr("Conversation deleted") if len(ids) == 1 else several
        self._run_undoable(self._conversations.delete(ids), text, lambda: self._conversations.restore(ids))

    def add_folder(self) -> None:
        """Add a folder; ``folder_added`` follows, so that it can be named."""
        adding = self._conversations.add_folder(self.tr("New folder"))
        Operation(self, adding, done=self.folder_added.emit, failed=self._notices.show_error)

    def rename_folder(self, folder_id: str, name: str) -> None:
        """Name a folder anew."""
        folder = self._folder(folder_id)
        if folder is not None:
            self._run(self._conversations.save_folder(replace(folder, name=name)))

    def remove_folder(self, folder_id: str) -> None:
        """Remove a folder; its conversations stay."""
        folder = self._folder(folder_id)
        if folder is None:
            return
        inside = _ids([row for row in self._conversations.all if row.folder_id == folder_id])
        text = self.tr("Folder removed, its conversations are kept")
        self._run_undoable(
            self._conversations.remove_folder(folder.id), text, lambda: self._bring_back(folder, inside)
        )

    async def _bring_back(self, folder: Folder, inside: Sequence[ConversationId]) -> None:
        await self._conversations.save_folder(folder)
        await self._change(inside, folder_id=folder.id)

    async def _change(self, ids: Sequence[ConversationId], **fields: object) -> None:
        for conversation_id in ids:
            await self._conversations.change(conversation_id, **fields)

    def _folder(self, folder_id: str) -> Folder | None:
        return next((folder for folder in self.folders if folder.id == folder_id), None)

    def _run_undoable(self, work: Work, text: str, undo: Callable[[], Work]) -> None:
        """Once it is done, say so and offer to take it back."""

        def offer(_: object) -> None:
            self._notices.show(text, "info", self.tr("Undo"), lambda: self._run(undo()))

        Operation(self, work, done=offer, failed=self._notices.show_error)

    def _run(self, work: Work) -> None:
        Operation(self, work, failed=self._notices.show_error)


def _ids(rows: Sequence[Conversation]) -> list[ConversationId]:
    return [row.id for row in rows]
