"""Keeps answers on the disk while they come and when they end, also where the disk refuses for a while."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from app.domain.answer import message_error
from app.domain.conversation import Message, MessageState
from app.domain.errors import StudioError
from app.domain.spending import Spending
from app.services.conversation.bills import Bills, PaidCall
from app.services.events import Hub, MessageChanged
from app.services.supervisor import Supervisor
from app.storage.conversations import ConversationStore

log = logging.getLogger(__name__)

SAVE_AGAIN_S = 5.0


class AnswerKeeper:
    """Saves what was paid for; what the disk refuses stays in memory until it is taken."""

    def __init__(self, store: ConversationStore, bills: Bills, hub: Hub, supervisor: Supervisor) -> None:
        self._store = store
        self._bills = bills
        self._hub = hub
        self._supervisor = supervisor

    async def keep(self, messages: Sequence[Message], spent: Sequence[Spending] = ()) -> bool:
        """Save answers that still grow; False where the disk refuses, which must not end them."""
        try:
            await self._store.save_messages(*messages, spent=spent)
        except StudioError as error:
            log.warning("An answer cannot be saved: %s", error)
            return False
        return True

    async def finish(self, messages: Sequence[Message], call: PaidCall) -> Sequence[Message]:
        """Save the answers of a call that ended, with what it cost, both or neither.

        They come back as they are to be shown, which is with an error until they are saved.
        """
        billed, entry = self._bills.answers(messages, call)
        shown = await self.end(billed, () if entry is None else (entry,))
        is_unknown = entry is not None and entry.cost is None
        if shown is billed and is_unknown and not self._supervisor.closed:
            self._supervisor.start("billing later", self._bill_later(messages, call))
        return shown

    async def end(self, messages: Sequence[Message], spent: Sequence[Spending] = ()) -> Sequence[Message]:
        """Save messages that grow no more; as they are to be shown, which is with an error until then."""
        try:
            await self._store.save_messages(*messages, spent=spent)
        except StudioError as error:
            if not self._supervisor.closed:
                self._supervisor.start("saving later", self._save_later(messages, spent))
            return [replace(message, error=message_error(error)) for message in messages]
        return messages

    async def _save_later(self, messages: Sequence[Message], spent: Sequence[Spending]) -> None:
        saved = False
        while not saved:
            await asyncio.sleep(SAVE_AGAIN_S)
            saved = await self.keep(messages, spent)
        for message in messages:
            self._hub.publish(MessageChanged(message))

    async def _bill_later(self, messages: Sequence[Message], call: PaidCall) -> None:
        """The answer was faster than the price list."""
        await call.prepared.wait()
        billed, entry = self._bills.answers(messages, call)
        if entry is None or entry.cost is None:
            return
        costs = {message.id: message.cost for message in billed}
        found = [await self._store.message(message_id) for message_id in costs]
        ended = [one for one in found if one is not None and one.state is not MessageState.STREAMING]
        kept = [replace(one, cost=costs[one.id]) for one in ended]
        if await self.keep(kept, (entry,)):
            for message in kept:
                self._hub.publish(MessageChanged(message))
