"""Sending what was written: into a conversation, old or new, or beside an earlier message."""

from collections.abc import Sequence

from app.domain.conversation import Draft, Message, Role
from app.domain.errors import StudioError
from app.domain.ids import ConversationId
from app.services.chat import Addressee
from app.services.studio import Studio
from app.ui.chat.model_desk import ModelDesk

NOT_BEGUN = ConversationId("")
"""Under this id the draft of a conversation is kept that is not begun."""


class Sending:
    """The draft is forgotten only when it is on its way."""

    def __init__(self, studio: Studio, models: ModelDesk) -> None:
        self._studio = studio
        self._models = models

    async def send(
        self, place: ConversationId | None, draft: Draft, addressees: Sequence[Addressee] = ()
    ) -> ConversationId:
        """Send a message; the conversation that it went to.

        Args:
            place: the conversation; None for one that is not begun.
            draft: the message.
            addressees: several models instead of the conversation's own.

        Raises:
            StudioError: it cannot be sent, and no conversation was begun for it.
        """
        settings = await self._models.settle()
        conversations = self._studio.conversations
        target = place or (await conversations.create(settings)).id
        try:
            if addressees:
                await self._studio.chat.send_to(target, draft, addressees)
            else:
                await self._studio.chat.send(target, draft)
        except StudioError:
            if place is None:
                await conversations.delete([target])
            raise
        await conversations.save_draft(place or NOT_BEGUN, Draft())
        return target

    async def put_beside(self, message: Message, draft: Draft) -> ConversationId:
        """Another version of a message: the person's is sent, an answer is only kept."""
        chat = self._studio.chat
        if message.role is Role.USER:
            await chat.edit(message, draft)
        else:
            await chat.rewrite(message, draft.text)
        return message.conversation_id
