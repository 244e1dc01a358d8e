"""Answers that a gateway makes in the background: asked for until they are there, or ended there."""

import asyncio
import logging
from collections.abc import Iterator, Sequence

from app.domain.chat_event import Broken, ChatEvent, Finished
from app.domain.errors import NetworkError, StudioError
from app.protocols.base import BackgroundProtocol
from app.services.conversation.chat_protocols import chat_protocol
from app.services.conversation.chat_run import ChatRun
from app.services.gateway_calls import GatewayCalls
from app.services.supervisor import Supervisor
from app.wire.response import WireResponse

log = logging.getLogger(__name__)

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 10.0


class BackgroundAnswers:
    """Polls and cancels by the id that the gateway gave."""

    def __init__(self, calls: GatewayCalls, supervisor: Supervisor) -> None:
        self._calls = calls
        self._supervisor = supervisor

    async def fetch(self, run: ChatRun) -> Sequence[ChatEvent]:
        """The events of the whole answer, once it is there. A poll that fails is no failed answer.

        Raises:
            StudioError: the gateway does not give answers out by their ids.
        """
        protocol = chat_protocol(run.turn.protocol)
        assert isinstance(protocol, BackgroundProtocol)
        for pause_s in _pauses():
            response = await self._poll(run, protocol)
            if response is not None:
                events = protocol.parse(response)
                if any(isinstance(event, Finished | Broken) for event in events):
                    return events
            await asyncio.sleep(pause_s)
        raise AssertionError("pauses have no end")

    def cancel(self, run: ChatRun) -> None:
        """Have the gateway end it, without waiting for that."""
        self._supervisor.start(f"cancelling {run.background_id}", self._cancel(run))

    async def _poll(self, run: ChatRun, protocol: BackgroundProtocol) -> WireResponse | None:
        request = protocol.fetch(run.background_id, run.profile.traits)
        try:
            response = await self._calls.send(run.profile, request)
        except NetworkError as error:
            log.info("An answer in the background could not be asked for: %s", error)
            return None
        return None if response.status >= 500 or response.status == 429 else response

    async def _cancel(self, run: ChatRun) -> None:
        protocol = chat_protocol(run.turn.protocol)
        assert isinstance(protocol, BackgroundProtocol)
        try:
            await self._calls.send(run.profile, protocol.cancel(run.background_id, run.profile.traits))
        except StudioError as error:
            log.warning("An answer in the background could not be cancelled: %s", error)


def _pauses() -> Iterator[float]:
    """Short at first: an answer may just have been finished."""
    pause_s = FIRST_PAUSE_S
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
