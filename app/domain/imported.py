"""Conversations of other programs on their way into the studio."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.conversation_tree import ConversationTree
from app.domain.ids import AttachmentId, ConversationId, FolderId, MessageId

MOST_BYTES = 512 * 1024 * 1024
"""The largest text of conversations that is read, and therefore the largest that is written."""


class ImportSource(StrEnum):
    """Whose file it is."""

    STUDIO = "studio"
    CHATGPT = "chatgpt"
    CHERRY_STUDIO = "cherry_studio"
    CHATBOX = "chatbox"
    NEXTCHAT = "nextchat"


class Loss(StrEnum):
    """What a file holds or names that cannot be carried over."""

    PICTURES = "pictures"
    FILES = "files"
    SOUND = "sound"
    TOOLS = "tools"
    """Calls of tools and what they gave back."""
    SOURCES = "sources"
    """Pages that an answer stands on."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of a message: as base64, or as a member of the archive whose name begins with ``member``.

    ``attachment_id`` is set where the message has a place for it already.
    """

    message_id: MessageId
    name: str
    data: str = ""
    member: str = ""
    attachment_id: AttachmentId | None = None


@dataclass(frozen=True, slots=True)
class ImportedConversation:
    """One conversation. Its ids are those of the other program."""

    source: ImportSource
    source_id: str
    tree: ConversationTree
    files: tuple[ImportedFile, ...] = ()
    losses: Mapping[Loss, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FaultyEntry:
    """A conversation that cannot be read; the others can."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """A conversation of a file as a list shows it."""

    number: int
    source: ImportSource
    source_id: str
    title: str
    updated_at: datetime
    messages: int
    files: int
    losses: Mapping[Loss, int]
    known: bool = False
    """Whether it is here already."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought."""

    conversations: tuple[ConversationId, ...]
    folder_id: FolderId | None
    """The folder that was made for it."""
    faulty: tuple[FaultyEntry, ...]
    losses: Mapping[Loss, int]
