"""Short ways to make conversations and messages."""

from collections.abc import Sequence
from datetime import UTC, datetime

from app.domain.conversation import BranchNode, Conversation, Message, MessageState, Role, TextPart
from app.domain.ids import ConversationId, MessageId

NOON = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)
CONVERSATION = Conversation(ConversationId("talk"), "闲聊", NOON, NOON)


def said(
    name: str,
    text: str = "…",
    parent: str | None = None,
    *,
    role: Role = Role.USER,
    state: MessageState = MessageState.COMPLETE,
    conversation: str = CONVERSATION.id,
) -> Message:
    """A message whose id is its name."""
    parent_id = None if parent is None else MessageId(parent)
    parts = (TextPart(text),)
    return Message(MessageId(name), ConversationId(conversation), parent_id, role, parts, NOON, state=state)


def names(nodes: Sequence[BranchNode]) -> list[str]:
    """The ids of a branch."""
    return [node.message.id for node in nodes]
