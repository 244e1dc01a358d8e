"""The shapes that every wire format takes."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.chat_event import ChatEvent
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn
from app.wire.request import WireRequest
from app.wire.response import ServerEvent, WireResponse


class ChatDecoder(Protocol):
    """Turns the events of one stream into chat events. It accepts garbage and never raises."""

    def feed(self, event: ServerEvent) -> Sequence[ChatEvent]:
        """What one server event says."""
        ...

    def finish(self) -> Sequence[ChatEvent]:
        """What the end of the body says: the missing ends, or that the stream was cut."""
        ...


class ChatProtocol(Protocol):
    """A format of conversations: a turn into a request, an answer into events, streamed or whole."""

    def request(self, turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
        """The request of a turn."""
        ...

    def decoder(self) -> ChatDecoder:
        """A fresh decoder for one stream."""
        ...

    def parse(self, response: WireResponse) -> Sequence[ChatEvent]:
        """The events of an answer that came in one piece, errors included."""
        ...
