"""A conversation that grows message by message while a file is read."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from app.domain.conversation import (
    ChatSettings,
    Conversation,
    LinkPart,
    Message,
    MessageState,
    Part,
    ReasoningPart,
    Role,
    TextPart,
)
from app.domain.conversation_tree import ConversationTree
from app.domain.ids import ConversationId, MessageId
from app.domain.imported import ImportedConversation, ImportedFile, ImportSource, Loss
from app.protocols.read import decimal

START = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_102_444_800
"""In seconds: the year 2100. A larger number counts milliseconds."""
_DATA_URL = "data:"


@dataclass
class Growing:
    """Collects messages in the order of the file; each goes below the one that it names, if that is there."""

    source: ImportSource
    source_id: str
    title: str = ""
    created_at: datetime = START
    updated_at: datetime = START
    settings: ChatSettings = ChatSettings()
    pinned: bool = False
    archived: bool = False
    leaf: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    files: list[ImportedFile] = field(default_factory=list)
    losses: Counter[Loss] = field(default_factory=Counter)

    @property
    def last(self) -> str:
        """The message that was added last; empty at the beginning."""
        return next(reversed(self.messages), "")

    def add(
        self,
        key: str,
        parent: str,
        role: Role,
        parts: tuple[Part, ...],
        when: datetime | None = None,
        model: str = "",
        state: MessageState = MessageState.COMPLETE,
    ) -> str:
        """Add a message; a key that is taken gets another. Returns the key."""
        named, number = key, len(self.messages)
        while not key or key in self.messages:
            key = f"{named}#{number}"
            number += 1
        above = self.messages.get(parent)
        moment = when or (above.created_at if above else self.created_at)
        self.messages[key] = Message(
            id=MessageId(key),
            conversation_id=ConversationId(self.source_id),
            parent_id=above.id if above else None,
            role=role,
            parts=parts,
            created_at=moment,
            state=state,
            model=model,
        )
        return key

    def extend(self, key: str, parts: tuple[Part, ...]) -> None:
        """Go on with a message that is there."""
        message = self.messages[key]
        self.messages[key] = replace(message, parts=(*message.parts, *parts))

    def attach(self, key: str, name: str, *, data: str = "", member: str = "") -> None:
        """Note a file of a message."""
        self.files.append(ImportedFile(MessageId(key), name, data, member))

    def attach_address(self, key: str, address: str) -> None:
        """A picture by its address: written into it, or on the web."""
        head, _, content = address.partition(";base64,")
        if address.startswith(_DATA_URL) and content:
            kind = head.removeprefix(_DATA_URL).partition("/")[2].partition("+")[0]
            self.attach(key, f"picture.{kind if kind.isalnum() else 'png'}", data=content)
        elif address.startswith(("http://", "https://")):
            self.extend(key, (LinkPart(address),))
        else:
            self.losses[Loss.PICTURES] += 1

    def finish(self) -> ImportedConversation | None:
        """The conversation; None where nothing was said in it."""
        if not self.messages:
            return None
        said = tuple(self.messages.values())
        times = [message.created_at for message in said if message.created_at > START]
        created = self.created_at if self.created_at > START else min(times, default=START)
        updated = max([self.updated_at, created, *times])
        leaf = self.leaf if self.leaf in self.messages else self.last
        conversation = Conversation(
            id=ConversationId(self.source_id),
            title=self.title.strip(),
            created_at=created,
            updated_at=updated,
            settings=self.settings,
            title_is_automatic=not self.title.strip(),
            pinned=self.pinned,
            archived=self.archived,
            leaf_id=MessageId(leaf),
        )
        tree = ConversationTree(conversation, said)
        losses = {loss: count for loss, count in self.losses.items() if count}
        return ImportedConversation(self.source, self.source_id, tree, tuple(self.files), losses)


def text_parts(text: str, reasoning: str = "", seconds: float | None = None) -> tuple[Part, ...]:
    """The parts of a message of thought and text; without what is empty."""
    thought = (ReasoningPart(reasoning, seconds),) if reasoning.strip() else ()
    return (*thought, TextPart(text)) if text.strip() else thought


def moment(value: object) -> datetime | None:
    """A time from seconds or milliseconds since 1970, or from ISO 8601; None for anything else."""
    number = decimal(value)
    try:
        if number is not None:
            seconds = float(number if number < _LATEST else number / 1000)
            return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
        if isinstance(value, str):
            read = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
            return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None
