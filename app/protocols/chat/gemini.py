"""POST /v1beta/models/{model}:generateContent: Google's own format, with every kind of medium."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.chat_event import Broken, ChatEvent
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn
from app.protocols.chat.dialects import error_of
from app.protocols.chat.gemini_decoder import GeminiDecoder
from app.protocols.chat.gemini_request import FORMAT, generate_request
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.read import as_list, as_object, json_or_none
from app.wire.request import WireRequest
from app.wire.response import WireResponse

if TYPE_CHECKING:
    from app.protocols.base import ChatProtocol

_TAKEN = ("audio/", "video/")
_ANSWERS = ("candidates", "promptFeedback", "usageMetadata")


class Gemini:
    """The chat protocol ``gemini``."""

    def takes(self, mime: str) -> bool:
        """Whether a file goes along as it is."""
        return mime == "application/pdf" or mime.startswith(_TAKEN)

    def request(self, turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
        """The request of a turn.

        Raises:
            InputError: the schema is none.
        """
        return generate_request(turn, gateway)

    def decoder(self) -> GeminiDecoder:
        """A fresh decoder for one stream."""
        return GeminiDecoder()

    def parse(self, response: WireResponse) -> Sequence[ChatEvent]:
        """The events of an answer that came in one piece; Google itself may send an array of chunks."""
        decoder = GeminiDecoder()
        if response.status < 400 and looks_like_events(response.body):
            events = [said for event in events_in(response.body) for said in decoder.feed(event)]
            return [*events, *decoder.finish()]
        value = json_or_none(response.body)
        first = as_object(as_list(value)[0] if as_list(value) else value)
        if response.status < 400 and any(name in first for name in _ANSWERS):
            return [*decoder.feed_json(value), *decoder.finish()]
        return [Broken(error_of(response, FORMAT))]


GEMINI: "ChatProtocol" = Gemini()
