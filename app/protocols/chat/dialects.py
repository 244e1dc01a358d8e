"""Which chat format an answer is in, whatever format it was asked for in.

Relays send one answer through several channels, and some of them convert nothing.
"""

from collections.abc import Mapping

from app.domain.errors import ErrorKind, StudioError
from app.protocols.failures import error_from_response, failure
from app.protocols.read import as_list, as_object, first_text, json_or_none
from app.wire.response import WireResponse

_CLAUDE = ("message_start", "content_block_start", "content_block_delta", "message_delta")


def dialect_of(said: Mapping[str, object]) -> str:
    """The format of a chunk or of a whole answer; empty where nothing tells it."""
    kind = first_text(said, "type")
    if isinstance(said.get("choices"), list) and "candidates" not in said:
        return "openai"
    if isinstance(said.get("candidates"), list):
        return "gemini"
    if kind in _CLAUDE or (kind == "message" and isinstance(said.get("content"), list)):
        return "anthropic"
    if kind.startswith("response.") or said.get("object") == "response":
        return "responses"
    return ""


def other_dialect(said: Mapping[str, object], format_name: str) -> StudioError | None:
    """The error of an answer in another format than it was asked for in."""
    found = dialect_of(said)
    return failure(ErrorKind.FORMAT_NOT_SPOKEN) if found and found != format_name else None


def error_of(response: WireResponse, format_name: str) -> StudioError:
    """The error of a whole answer that is none in this format."""
    value = json_or_none(response.body)
    said = as_object(as_list(value)[0] if as_list(value) else value)
    error = other_dialect(said, format_name) if response.status < 400 else None
    return error or error_from_response(response)
