"""A conversation of another program, made one of this studio: fresh ids, its files among the attachments."""

import asyncio
import base64
import binascii
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.domain.conversation import (
    AttachmentPart,
    ChatSettings,
    Message,
    MessageState,
    Part,
    TextPart,
)
from app.domain.conversation_tree import ConversationTree
from app.domain.errors import InputError
from app.domain.ids import AttachmentId, ConversationId, FolderId, MessageId, ProfileId
from app.domain.imported import ImportedFile, Loss
from app.domain.media import Attachment
from app.services.clock import new_id
from app.services.imports.archive import Members
from app.storage.attachments import LIMIT_BYTES, AttachmentStore

EMPTY = "…"
"""What a message says of which nothing could be carried over."""


@dataclass
class Adopting:
    """Takes in one conversation after the other from one file.

    Args:
        attachments: keeps the files.
        members: the archive that they lie in.
        is_profile: whether a provider is known here.
        folder_id: where conversations go.
    """

    attachments: AttachmentStore
    members: Members
    is_profile: Callable[[ProfileId], bool]
    folder_id: FolderId | None
    losses: Counter[Loss] = field(default_factory=Counter)

    async def adopt(self, tree: ConversationTree, files: tuple[ImportedFile, ...]) -> ConversationTree:
        """The conversation as it can be kept.

        Raises:
            StorageError: the disk refuses a file.
        """
        kept = await self._keep_files(files)
        return await asyncio.to_thread(self._renamed, tree, kept)

    def _renamed(
        self, tree: ConversationTree, kept: defaultdict[MessageId, dict[AttachmentId, Attachment]]
    ) -> ConversationTree:
        """Ten thousand messages take a while to be named anew."""
        conversation_id = ConversationId(new_id())
        ids = {message.id: MessageId(new_id()) for message in tree.messages}
        seen: set[MessageId] = set()
        said: list[Message] = []
        for message in tree.messages:
            parent = message.parent_id if message.parent_id in seen else None
            seen.add(message.id)
            state = message.state
            said.append(
                replace(
                    message,
                    id=ids[message.id],
                    conversation_id=conversation_id,
                    parent_id=ids[parent] if parent else None,
                    parts=self._parts(message, kept[message.id]),
                    state=MessageState.INTERRUPTED if state is MessageState.STREAMING else state,
                )
            )
        leaf = tree.conversation.leaf_id
        conversation = replace(
            tree.conversation,
            id=conversation_id,
            folder_id=self.folder_id,
            leaf_id=ids.get(leaf) if leaf else None,
            settings=self._settings(tree.conversation.settings),
        )
        return ConversationTree(conversation, tuple(said))

    def _settings(self, settings: ChatSettings) -> ChatSettings:
        known = settings.profile_id is not None and self.is_profile(settings.profile_id)
        return settings if known else replace(settings, profile_id=None)

    def _parts(self, message: Message, kept: dict[AttachmentId, Attachment]) -> tuple[Part, ...]:
        """The parts with their files, then the files that had no place of their own."""
        parts: list[Part] = []
        placed: set[AttachmentId] = set()
        for part in message.parts:
            if not isinstance(part, AttachmentPart):
                parts.append(part)
                continue
            placed.add(part.attachment.id)
            if found := kept.get(part.attachment.id) or self._here(part.attachment):
                parts.append(AttachmentPart(found))
            else:
                self.losses[Loss.FILES] += 1
        parts += [AttachmentPart(one) for name, one in kept.items() if name not in placed]
        return tuple(parts) or (TextPart(EMPTY),)

    def _here(self, attachment: Attachment) -> Attachment | None:
        """A file that was not written into the studio's file, because it lies on this computer anyway."""
        same = attachment.path.rpartition("/")[2].startswith(attachment.id) and bool(attachment.id)
        return attachment if same and self.attachments.holds(attachment) else None

    async def _keep_files(
        self, files: tuple[ImportedFile, ...]
    ) -> defaultdict[MessageId, dict[AttachmentId, Attachment]]:
        """The files of each message by their ids."""
        kept: defaultdict[MessageId, dict[AttachmentId, Attachment]] = defaultdict(dict)
        for file in files:
            data = await asyncio.to_thread(self._data, file)
            if data is None:
                self.losses[Loss.FILES] += file.attachment_id is None
                continue
            try:
                attachment = await self.attachments.add_bytes(data, file.name)
            except InputError:
                self.losses[Loss.FILES] += 1
                continue
            kept[file.message_id][file.attachment_id or attachment.id] = attachment
        return kept

    def _data(self, file: ImportedFile) -> bytes | None:
        if file.member:
            return self.members.read(file.member, LIMIT_BYTES)
        try:
            return base64.b64decode(file.data) if file.data else None
        except (binascii.Error, ValueError):
            return None
