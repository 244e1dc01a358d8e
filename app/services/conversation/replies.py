"""The replies that are on their way: one in a conversation, or several where several models are asked."""

from collections.abc import Iterator

from app.domain.conversation import Message
from app.domain.ids import ConversationId
from app.services.conversation.reply import Reply


class Replies:
    """Knows each reply from its beginning to its end."""

    def __init__(self) -> None:
        self._of: dict[ConversationId, list[Reply]] = {}

    def __contains__(self, conversation_id: ConversationId) -> bool:
        return conversation_id in self._of

    def __iter__(self) -> Iterator[ConversationId]:
        return iter(tuple(self._of))

    def begin(self, reply: Reply) -> None:
        """One more is on its way."""
        self._of.setdefault(reply.conversation_id, []).append(reply)

    def end(self, reply: Reply) -> bool:
        """It has ended; whether nothing comes any more in its conversation."""
        others = self._of.get(reply.conversation_id, [])
        if reply in others:
            others.remove(reply)
        if not others:
            self._of.pop(reply.conversation_id, None)
        return not others

    def standing(self, message: Message) -> Message | None:
        """A message as it stands at this moment; None where none of them is about it."""
        snapshots = (reply.snapshot(message.id) for reply in self._of.get(message.conversation_id, ()))
        return next((snapshot for snapshot in snapshots if snapshot is not None), None)

    def stop(self, conversation_id: ConversationId) -> None:
        """End all of a conversation because the person wants so; what came stays."""
        for reply in tuple(self._of.get(conversation_id, ())):
            reply.stop()

    async def ended(self, conversation_id: ConversationId) -> None:
        """Wait until all of a conversation have ended, whichever way."""
        for reply in tuple(self._of.get(conversation_id, ())):
            await reply.ended()
