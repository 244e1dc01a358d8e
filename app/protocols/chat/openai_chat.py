"""POST /v1/chat/completions: the one format that every relay gateway offers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.chat_event import Broken, ChatEvent
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn
from app.protocols.chat.openai_decoder import OpenAIChatDecoder
from app.protocols.chat.openai_request import chat_request
from app.protocols.envelope import unwrap
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.failures import error_from_response
from app.protocols.read import as_object, json_or_none
from app.wire.request import WireRequest
from app.wire.response import WireResponse

if TYPE_CHECKING:
    from app.protocols.base import ChatProtocol

_TAKEN = ("application/pdf", "audio/wav", "audio/mpeg")


class OpenAIChat:
    """The chat protocol ``openai``; its body and its events are described in the modules beside this one."""

    def takes(self, mime: str) -> bool:
        """Whether there is a part for a file; few models read any."""
        return mime in _TAKEN or mime.startswith("video/")

    def request(self, turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
        """The request of a turn.

        Raises:
            InputError: the response format is neither a known name nor a JSON schema.
        """
        return chat_request(turn, gateway)

    def decoder(self) -> OpenAIChatDecoder:
        """A fresh decoder for one stream."""
        return OpenAIChatDecoder()

    def parse(self, response: WireResponse) -> Sequence[ChatEvent]:
        """The events of an answer that came in one piece, errors included, whatever its content type says."""
        if response.status < 400 and looks_like_events(response.body):
            return _read_events(response.body)
        value = json_or_none(response.body)
        if response.status < 400 and ("choices" in as_object(value) or "choices" in as_object(unwrap(value))):
            decoder = OpenAIChatDecoder()
            return [*decoder.feed_json(value), *decoder.finish(whole=True)]
        return [Broken(error_from_response(response))]


def _read_events(body: bytes) -> Sequence[ChatEvent]:
    decoder = OpenAIChatDecoder()
    events = [said for event in events_in(body) for said in decoder.feed(event)]
    return [*events, *decoder.finish()]


OPENAI_CHAT: "ChatProtocol" = OpenAIChat()
