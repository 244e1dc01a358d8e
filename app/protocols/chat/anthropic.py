"""POST /v1/messages: Claude's own format, with signed thoughts, documents and the maker's web search."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.chat_event import Broken, ChatEvent
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn
from app.protocols.chat.anthropic_decoder import AnthropicDecoder
from app.protocols.chat.anthropic_request import FORMAT, messages_request
from app.protocols.chat.dialects import error_of
from app.protocols.envelope import unwrap
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.read import as_object, json_or_none
from app.wire.request import WireRequest
from app.wire.response import WireResponse

if TYPE_CHECKING:
    from app.protocols.base import ChatProtocol


class Anthropic:
    """The chat protocol ``anthropic``."""

    def takes(self, mime: str) -> bool:
        """Whether a file goes along as it is."""
        return mime == "application/pdf"

    def request(self, turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
        """The request of a turn.

        Raises:
            InputError: something was chosen that has no place here.
        """
        return messages_request(turn, gateway)

    def decoder(self) -> AnthropicDecoder:
        """A fresh decoder for one stream."""
        return AnthropicDecoder()

    def parse(self, response: WireResponse) -> Sequence[ChatEvent]:
        """The events of an answer that came in one piece."""
        decoder = AnthropicDecoder()
        if response.status < 400 and looks_like_events(response.body):
            events = [said for event in events_in(response.body) for said in decoder.feed(event)]
            return [*events, *decoder.finish()]
        value = as_object(json_or_none(response.body))
        message = value if "content" in value else as_object(unwrap(value))
        if response.status < 400 and isinstance(message.get("content"), list):
            return decoder.whole(message)
        return [Broken(error_of(response, FORMAT))]


ANTHROPIC: "ChatProtocol" = Anthropic()
