"""Asking again without what a gateway refused."""

from dataclasses import replace
from enum import StrEnum

from app.domain.conversation import ChatSettings, Message, NativePart
from app.services.conversation.chat_protocols import USUAL
from app.services.conversation.conversations import WHOLE_BRANCH, Conversations
from app.storage.conversations import ConversationStore


class Without(StrEnum):
    """What a gateway may have refused, and can be asked again without."""

    THOUGHTS = "thoughts"
    """The sealed thoughts of all answers so far, for good: nobody there can open them."""
    TOOLS = "tools"
    """Tools, this once."""
    KEPT_HISTORY = "kept_history"
    """The provider's copy of what was said: from now on the whole history goes along."""
    OWN_FORMAT = "own_format"
    """The format of the model's maker; the conversation keeps to the usual one."""


class LeavingOut:
    """Takes something out of a conversation before it is sent once more."""

    def __init__(self, store: ConversationStore, conversations: Conversations) -> None:
        self._store = store
        self._conversations = conversations

    async def leave_out(self, what: Without, message: Message, settings: ChatSettings) -> ChatSettings:
        """With what settings to ask again; what stays out for good is out of the conversation then.

        Args:
            what: is to be left out.
            message: the answer that came to nothing.
            settings: what the person chose.

        Raises:
            StorageError: the disk refuses.
        """
        match what:
            case Without.TOOLS:
                return replace(settings, tools=(), functions="")
            case Without.OWN_FORMAT:
                settings = replace(settings, protocol=USUAL)
                await self._conversations.change_settings(message.conversation_id, settings)
            case Without.KEPT_HISTORY:
                settings = replace(settings, keep_history=False)
                await self._conversations.change_settings(message.conversation_id, settings)
            case Without.THOUGHTS:
                await self._forget_thoughts(message)
        return settings

    async def _forget_thoughts(self, message: Message) -> None:
        nodes = await self._store.branch_end(message.conversation_id, message.id, WHOLE_BRANCH)
        sealed = [node.message for node in nodes if node.message.native is not None]
        await self._store.save_messages(*map(_opened, sealed))


def _opened(message: Message) -> Message:
    return replace(message, parts=tuple(part for part in message.parts if not isinstance(part, NativePart)))
