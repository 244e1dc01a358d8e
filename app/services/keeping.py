"""Keeps answers on the disk while they come and when they end, also where the disk refuses for a while."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from app.domain.answer import message_error
from app.domain.conversation import Message
from app.domain.errors import StudioError
from app.services.events import Hub, MessageChanged
from app.services.supervisor import Supervisor
from app.storage.conversations import ConversationStore

log = logging.getLogger(__name__)

SAVE_AGAIN_S = 5.0


class AnswerKeeper:
    """Saves what was paid for; what the disk refuses stays in memory until it is taken."""

    def __init__(self, store: ConversationStore, hub: Hub, supervisor: Supervisor) -> None:
        self._store = store
        self._hub = hub
        self._supervisor = supervisor

    async def keep(self, messages: Sequence[Message]) -> bool:
        """Save answers that still grow; False where the disk refuses, which must not end them."""
        try:
            await self._store.save_messages(*messages)
        except StudioError as error:
            log.warning("An answer cannot be saved: %s", error)
            return False
        return True

    async def finish(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Save answers that ended; as they are to be shown, which is with an error until they are saved."""
        try:
            await self._store.save_messages(*messages)
        except StudioError as error:
            if not self._supervisor.closed:
                self._supervisor.start("saving later", self._save_later(messages))
            return [replace(message, error=message_error(error)) for message in messages]
        return messages

    async def _save_later(self, messages: Sequence[Message]) -> None:
        saved = False
        while not saved:
            await asyncio.sleep(SAVE_AGAIN_S)
            saved = await self.keep(messages)
        for message in messages:
            self._hub.publish(MessageChanged(message))
