"""Which chat protocol a conversation speaks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.conversation import ChatSettings
from app.domain.errors import ErrorKind, StudioError
from app.domain.model import ModelTraits
from app.domain.turn import ChatTurn
from app.protocols.chat.openai_chat import OPENAI_CHAT
from app.protocols.failures import with_kind

if TYPE_CHECKING:
    from app.protocols.base import ChatProtocol

USUAL = "openai"
"""The one that every relay offers."""
PROTOCOL_NAMES = {
    USUAL: "Chat Completions",
    "responses": "Responses",
    "anthropic": "Claude Messages",
    "gemini": "Gemini",
}
"""Proper names, the same in every language."""
PROTOCOLS = tuple(PROTOCOL_NAMES)
_NO_SUCH_PATH = (
    ErrorKind.NOT_FOUND,
    ErrorKind.NOT_OFFERED,
    ErrorKind.METHOD_NOT_ALLOWED,
    ErrorKind.WEB_PAGE,
    ErrorKind.UNREADABLE_ANSWER,
)
_OF_ENDPOINT = {
    "openai": "openai",
    "openai-response": "responses",
    "anthropic": "anthropic",
    "gemini": "gemini",
}
"""new-api's supported_endpoint_types (constant/endpoint_type.go); the first one listed is preferred."""


def protocol_name(settings: ChatSettings, traits: ModelTraits, endpoint_types: Sequence[str]) -> str:
    """The person's choice, else the only one for the model, else what the gateway lists first."""
    if settings.protocol in PROTOCOLS:
        return settings.protocol
    told = (_OF_ENDPOINT[kind] for kind in endpoint_types if kind in _OF_ENDPOINT)
    return traits.protocol or next(told, USUAL)


def in_terms_of(turn: ChatTurn, error: StudioError) -> StudioError:
    """An error with what the request knows of it.

    A path that is not there is the format's, where the model can be asked in another one.
    """
    if error.kind is ErrorKind.TOOLS_REFUSED:
        error.values.setdefault("model", turn.model)
    has_another = turn.protocol != USUAL and turn.traits.protocol != turn.protocol
    if error.kind is ErrorKind.FORMAT_NOT_SPOKEN or (has_another and error.kind in _NO_SUCH_PATH):
        told = with_kind(error, ErrorKind.FORMAT_NOT_SPOKEN)
        told.values |= {"protocol": PROTOCOL_NAMES[turn.protocol], "model": turn.model}
        return told
    return error


def chat_protocol(name: str) -> "ChatProtocol":
    """The protocol of a name. All but the usual one are loaded when somebody first speaks them."""
    match name:
        case "responses":
            from app.protocols.chat.responses import RESPONSES

            return RESPONSES
        case "anthropic":
            from app.protocols.chat.anthropic import ANTHROPIC

            return ANTHROPIC
        case "gemini":
            from app.protocols.chat.gemini import GEMINI

            return GEMINI
        case _:
            return OPENAI_CHAT
