"""POST /v1/responses: OpenAI's newer format, the only one for codex, pro and deep-research models."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.domain.chat_event import Broken, ChatEvent
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn
from app.protocols.chat.dialects import error_of
from app.protocols.chat.responses_decoder import ResponsesDecoder
from app.protocols.chat.responses_request import FORMAT, responses_request
from app.protocols.envelope import unwrap
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.gateway import auth_of
from app.protocols.read import as_object, json_or_none
from app.wire.request import WireRequest
from app.wire.response import WireResponse

if TYPE_CHECKING:
    from app.protocols.base import ChatProtocol

_TAKEN = ("application/pdf", "audio/wav", "audio/mpeg")


class Responses:
    """The chat protocol ``responses``."""

    def takes(self, mime: str) -> bool:
        """Whether a file goes along as it is."""
        return mime in _TAKEN

    def request(self, turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
        """The request of a turn.

        Raises:
            InputError: something was chosen that has no place here.
        """
        return responses_request(turn, gateway)

    def decoder(self) -> ResponsesDecoder:
        """A fresh decoder for one stream."""
        return ResponsesDecoder()

    def fetch(self, response_id: str, gateway: GatewayTraits) -> WireRequest:
        """Ask how an answer stands that is made in the background; free and repeatable."""
        return WireRequest("GET", _path(response_id, gateway), auth=auth_of(gateway.auth))

    def cancel(self, response_id: str, gateway: GatewayTraits) -> WireRequest:
        """End an answer that is made in the background."""
        return WireRequest("POST", f"{_path(response_id, gateway)}/cancel", auth=auth_of(gateway.auth))

    def parse(self, response: WireResponse) -> Sequence[ChatEvent]:
        """The events of an answer that came in one piece."""
        decoder = ResponsesDecoder()
        if response.status < 400 and looks_like_events(response.body):
            events = [said for event in events_in(response.body) for said in decoder.feed(event)]
            return [*events, *decoder.finish()]
        value = as_object(json_or_none(response.body))
        found = value if "output" in value else as_object(unwrap(value))
        if response.status < 400 and ("output" in found or found.get("object") == "response"):
            return decoder.whole(found)
        return [Broken(error_of(response, FORMAT))]


def _path(response_id: str, gateway: GatewayTraits) -> str:
    return f"{gateway.api_prefix}/responses/{quote(response_id, safe='')}"


RESPONSES: "ChatProtocol" = Responses()
