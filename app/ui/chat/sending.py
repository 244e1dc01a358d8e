"""Sending what was written: into a conversation, old or new, or beside an earlier message."""

from collections.abc import Sequence

from app.domain.conversation import Draft, Message, Role
from app.domain.errors import StudioError
from app.domain.ids import ConversationId
from app.services.conversation.chat import Addressee
from app.services.studio import Studio
from app.ui.chat.model_desk import ModelDesk
from app.ui.chat.price_warning import PriceWarning

NOT_BEGUN = ConversationId("")
"""Under this id the draft of a conversation is kept that is not begun."""


class Sending:
    """The draft is forgotten only when it is on its way."""

    def __init__(self, studio: Studio, models: ModelDesk, warning: PriceWarning) -> None:
        self._studio = studio
        self._models = models
        self._warning = warning

    async def send(
        self, place: ConversationId | None, draft: Draft, addressees: Sequence[Addressee] = ()
    ) -> ConversationId | None:
        """Send a message; the conversation that it went to, None where the person thought better of it.

        Args:
            place: the conversation; None for one that is not begun.
            draft: the message.
            addressees: several models instead of the conversation's own.

        Raises:
            StudioError: it cannot be sent, and no conversation was begun for it.
        """
        settings = await self._models.settle()
        if not await self._warning.lets_pass([one.model for one in addressees] or [settings.model]):
            return None
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

    async def put_beside(self, message: Message, draft: Draft) -> ConversationId | None:
        """Another version of a message: the person's is sent, an answer is only kept; None as of ``send``."""
        chat = self._studio.chat
        if message.role is not Role.USER:
            await chat.rewrite(message, draft.text)
        elif not await self._warning.lets_pass([self._models.settings.model]):
            return None
        else:
            await chat.edit(message, draft)
        return message.conversation_id
