"""The conversation list and what belongs to each conversation besides its messages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import dropwhile, takewhile
from typing import Any

from app.domain.conversation import (
    BranchNode,
    ChatSettings,
    Conversation,
    Draft,
    Folder,
    Message,
    Role,
    ScrollAnchor,
    SearchHit,
)
from app.domain.errors import StorageError
from app.domain.ids import ConversationId, FolderId, MessageId
from app.services.clock import new_id, now
from app.services.events import BranchChanged, ConversationsChanged, Hub
from app.storage.conversations import ConversationStore

WHOLE_BRANCH = 1_000_000
"""More messages than any branch has."""
TITLE_LENGTH = 40
KEPT_AFTER_DELETION = timedelta(days=30)


class Conversations:
    """Rows of the list, kept in memory; everything else is read when it is asked for."""

    def __init__(self, store: ConversationStore, hub: Hub) -> None:
        self._store = store
        self._hub = hub
        self._rows: dict[ConversationId, Conversation] = {}
        self._folders: dict[FolderId, Folder] = {}

    async def load(self) -> None:
        """Read the list; answers that were cut by the end of the program are marked so."""
        await self._store.interrupt_streaming()
        self._rows = {row.id: row for row in await self._store.all()}
        self._folders = {folder.id: folder for folder in await self._store.folders()}
        self._hub.publish(ConversationsChanged())

    async def purge(self) -> None:
        """Forget what was deleted long ago."""
        await self._store.purge(now() - KEPT_AFTER_DELETION)

    @property
    def all(self) -> tuple[Conversation, ...]:
        """Every conversation, pinned ones first, then the newest."""
        rows = sorted(self._rows.values(), key=lambda row: row.updated_at, reverse=True)
        return (*(row for row in rows if row.pinned), *(row for row in rows if not row.pinned))

    @property
    def folders(self) -> tuple[Folder, ...]:
        """Folders in their order."""
        return tuple(sorted(self._folders.values(), key=lambda folder: folder.position))

    def get(self, conversation_id: ConversationId) -> Conversation | None:
        """One row, unless it is gone."""
        return self._rows.get(conversation_id)

    async def create(self, settings: ChatSettings) -> Conversation:
        """A new, empty conversation."""
        moment = now()
        conversation = Conversation(ConversationId(new_id()), "", moment, moment, settings)
        await self._put(conversation)
        return conversation

    async def rename(self, conversation_id: ConversationId, title: str) -> None:
        """Give it a title by hand; an empty one goes back to automatic titles."""
        title = title.strip()
        await self.change(conversation_id, title=title, title_is_automatic=not title)

    async def change(self, conversation_id: ConversationId, **fields: Any) -> None:
        """Change fields of the row and keep them; a conversation that is gone is left alone."""
        if (row := self._rows.get(conversation_id)) is not None:
            await self._put(replace(row, **fields))

    async def change_settings(self, conversation_id: ConversationId, settings: ChatSettings) -> None:
        """Model, profile and parameters of one conversation."""
        await self.change(conversation_id, settings=settings)

    async def delete(self, ids: Iterable[ConversationId]) -> None:
        """Take conversations off the list; ``restore`` brings them back."""
        gone = tuple(ids)
        await self._store.delete(gone)
        for conversation_id in gone:
            self._rows.pop(conversation_id, None)
        self._hub.publish(ConversationsChanged(frozenset(gone)))

    async def restore(self, ids: Iterable[ConversationId]) -> None:
        """Undo a deletion."""
        back = tuple(ids)
        await self._store.restore(back)
        await self.load_new(back)

    async def load_new(self, ids: Iterable[ConversationId]) -> None:
        """Read rows that were written elsewhere."""
        back = tuple(ids)
        for conversation_id in back:
            if (row := await self._store.get(conversation_id)) is not None:
                self._rows[conversation_id] = row
        self._hub.publish(ConversationsChanged(frozenset(back)))

    async def add(self, conversation_id: ConversationId, *said: Message) -> None:
        """Keep messages at the end of a conversation, all or none, and show the branch that they end.

        The row moves up; its first words name it.

        Raises:
            StorageError: the disk refuses; nothing changed.
        """
        row = self._rows.get(conversation_id)
        if row is None:
            return
        title = row.title
        if row.title_is_automatic and not title and said[0].role is Role.USER:
            title = automatic_title(said[0].text)
        await self._put(replace(row, leaf_id=said[-1].id, updated_at=now(), title=title), *said)

    async def grow(self, *said: Message) -> None:
        """Keep messages below one that is there; the shown branch goes on with them where it ended there.

        Raises:
            StorageError: the disk refuses; nothing changed.
        """
        row = self._rows.get(said[0].conversation_id)
        if row is None:
            return
        ended_here = row.leaf_id in (said[0].parent_id, said[0].id)
        leaf = said[-1].id if ended_here else row.leaf_id
        await self._put(replace(row, leaf_id=leaf, updated_at=now()), *said)

    async def show_branch(self, conversation_id: ConversationId, below: MessageId) -> None:
        """Show the newest path through a message."""
        leaf = await self._store.newest_leaf(conversation_id, below)
        await self.change(conversation_id, leaf_id=leaf or below)
        self._hub.publish(BranchChanged(conversation_id))

    async def branch_end(self, conversation_id: ConversationId, limit: int) -> tuple[BranchNode, ...]:
        """The last messages of the shown branch, oldest first."""
        row = self._rows.get(conversation_id)
        return () if row is None else await self._store.branch_end(conversation_id, row.leaf_id, limit)

    async def branch_above(self, message_id: MessageId, limit: int) -> tuple[BranchNode, ...]:
        """Messages above one, oldest first."""
        return await self._store.branch_above(message_id, limit)

    async def node(self, message_id: MessageId) -> BranchNode | None:
        """One message with its alternatives."""
        message = await self._store.message(message_id)
        if message is None:
            return None
        nodes = await self._store.branch_end(message.conversation_id, message_id, 1)
        return nodes[-1] if nodes else None

    async def reply(self, message_id: MessageId) -> tuple[BranchNode, ...]:
        """An answer and what follows on it before the person speaks again; empty where it is gone."""
        message = await self._store.message(message_id)
        if message is None:
            return ()
        leaf = await self._store.newest_leaf(message.conversation_id, message_id)
        branch = await self._store.branch_end(message.conversation_id, leaf or message_id, WHOLE_BRANCH)
        below = dropwhile(lambda node: node.message.id != message_id, branch)
        return tuple(takewhile(lambda node: node.message.role is not Role.USER, below))

    async def remove_message(self, message: Message) -> None:
        """Take a message and all below it out of the tree; the branch then ends at its parent."""
        await self._store.remove_message(message.id)
        leaf = await self._store.newest_leaf(message.conversation_id, message.parent_id)
        await self.change(message.conversation_id, leaf_id=leaf or message.parent_id)
        self._hub.publish(BranchChanged(message.conversation_id))

    async def restore_message(self, message: Message) -> None:
        """Undo a removal."""
        await self._store.restore_message(message.id)
        await self.show_branch(message.conversation_id, message.id)

    async def branch_off(self, message: Message) -> Conversation:
        """A new conversation that starts with the path down to a message."""
        nodes = await self._store.branch_end(message.conversation_id, message.id, WHOLE_BRANCH)
        source = self._rows[message.conversation_id]
        moment = now()
        branch = replace(
            source, id=ConversationId(new_id()), created_at=moment, updated_at=moment, pinned=False
        )
        copies: list[Message] = []
        for node in nodes:
            parent = copies[-1].id if copies else None
            fresh = MessageId(new_id())
            copies.append(replace(node.message, id=fresh, conversation_id=branch.id, parent_id=parent))
        branch = replace(branch, leaf_id=copies[-1].id)
        await self._put(branch, *copies)
        return branch

    async def draft(self, conversation_id: ConversationId) -> Draft:
        """What stands in the composer of a conversation."""
        return await self._store.draft(conversation_id)

    async def save_draft(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Keep what stands in the composer."""
        await self._store.save_draft(conversation_id, draft)

    async def anchor(self, conversation_id: ConversationId) -> ScrollAnchor:
        """Where the transcript of a conversation stood."""
        return await self._store.anchor(conversation_id)

    async def save_anchor(self, conversation_id: ConversationId, anchor: ScrollAnchor) -> None:
        """Keep where the transcript stands."""
        await self._store.save_anchor(conversation_id, anchor)

    async def add_folder(self, name: str) -> Folder:
        """A new folder at the end of the list."""
        folder = Folder(FolderId(new_id()), name.strip(), len(self._folders))
        await self.save_folder(folder)
        return folder

    async def save_folder(self, folder: Folder) -> None:
        """Rename or move a folder."""
        await self._store.save_folder(folder)
        self._folders[folder.id] = folder
        self._hub.publish(ConversationsChanged())

    async def remove_folder(self, folder_id: FolderId) -> None:
        """Remove a folder; its conversations stay, outside of any folder."""
        await self._store.remove_folder(folder_id)
        self._folders.pop(folder_id, None)
        for row in tuple(self._rows.values()):
            if row.folder_id == folder_id:
                self._rows[row.id] = replace(row, folder_id=None)
        self._hub.publish(ConversationsChanged())

    async def search(self, query: str) -> tuple[SearchHit, ...]:
        """Full-text finds in all conversations, newest first."""
        return await self._store.search(query.strip()) if query.strip() else ()

    async def _put(self, conversation: Conversation, *said: Message) -> None:
        """Memory goes first, so that a change that comes meanwhile builds on this one."""
        before = self._rows.get(conversation.id)
        self._rows[conversation.id] = conversation
        try:
            await self._store.save(conversation, *said)
        except StorageError:
            self._take_back(conversation, before)
            raise
        self._hub.publish(ConversationsChanged(frozenset({conversation.id})))

    def _take_back(self, refused: Conversation, before: Conversation | None) -> None:
        """A row that the disk refused is again as it was, unless it was changed since."""
        if self._rows.get(refused.id) is refused:
            del self._rows[refused.id]
            if before is not None:
                self._rows[before.id] = before


def automatic_title(text: str) -> str:
    """A title from the first words of a conversation."""
    line = next((line.strip(" #>*-`\t") for line in text.splitlines() if line.strip(" #>*-`\t")), "")
    return line if len(line) <= TITLE_LENGTH else line[:TITLE_LENGTH].rstrip() + "…"
