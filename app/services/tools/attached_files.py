"""Lets a model read what was attached to its conversation."""

from app.domain.conversation import Message, Role
from app.domain.errors import StudioError
from app.domain.ids import ConversationId
from app.domain.media import Attachment, MediaKind
from app.services.conversation.conversations import WHOLE_BRANCH, Conversations
from app.services.documents.documents import Documents
from app.services.tools.output import ToolFailed, part_of

_READ_KINDS = (MediaKind.TEXT, MediaKind.FILE)


class AttachedFiles:
    """Documents and texts on the shown branch of a conversation, by name."""

    def __init__(self, conversations: Conversations, documents: Documents) -> None:
        self._conversations = conversations
        self._documents = documents

    async def read(self, conversation_id: ConversationId, name: str, part: int) -> str:
        """A part of a file's text; without a name of the only one.

        Raises:
            ToolFailed: there is no such file, or it has no text.
        """
        nodes = await self._conversations.branch_end(conversation_id, WHOLE_BRANCH)
        found = _files([node.message for node in nodes])
        attachment = _chosen(found, name)
        try:
            read = await self._documents.text(attachment)
        except StudioError as error:
            raise ToolFailed(f"{attachment.name} cannot be read ({error.kind}).") from error
        return part_of(read.text, part, attachment.name)


def _files(messages: list[Message]) -> list[Attachment]:
    """The newest file of each name, newest first."""
    found: dict[str, Attachment] = {}
    for message in reversed(messages):
        for attachment in message.attachments if message.role is Role.USER else ():
            if attachment.kind in _READ_KINDS:
                found.setdefault(attachment.name, attachment)
    return list(found.values())


def _chosen(found: list[Attachment], name: str) -> Attachment:
    if not found:
        raise ToolFailed("No document is attached to this conversation.")
    if not name and len(found) == 1:
        return found[0]
    named = [file for file in found if file.name.casefold() == name.casefold()]
    if not named:
        raise ToolFailed(f"Say which file: {', '.join(file.name for file in found)}")
    return named[0]
