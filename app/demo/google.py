"""Google's own format, for every model that speaks it: keys, errors, and what stands in ``contents``."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from app.demo.failures import Refusal
from app.demo.keys import check_key

_CAPITAL = re.compile("[A-Z]")

Fetch = Callable[[str], bytes | None]
"""From a link to what lies there; None for what the gateway cannot reach."""


class GoogleRefusal(Refusal):
    """An error as Google words it (google.rpc.Status)."""

    def __init__(self, message: str, state: str = "INVALID_ARGUMENT", status: int = 400) -> None:
        super().__init__(status, message, state)

    def body(self, request_id: str) -> dict[str, Any]:
        return {"error": {"code": self.status, "message": self.message, "status": self.code}}


@dataclass(frozen=True, slots=True)
class Part:
    """Words or a medium; ``signature`` is what the model wrote on it."""

    text: str = ""
    data: bytes = b""
    signature: str = ""
    is_thought: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """One turn of ``user`` or ``model``."""

    role: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """All words of the turn."""
        return "\n".join(part.text for part in self.parts if part.text and not part.is_thought)

    @property
    def media(self) -> tuple[bytes, ...]:
        """All media of the turn but drafts."""
        return tuple(part.data for part in self.parts if part.data and not part.is_thought)


def key_of(request: Request) -> str:
    """The key from the query, from Google's header or from the usual one, in the order of new-api.

    Raises:
        Refusal: it is wrong.
    """
    usual = request.headers.get("authorization", "")
    return check_key(request.query_params.get("key") or request.headers.get("x-goog-api-key") or usual)


def read_contents(body: object, fetch: Fetch) -> tuple[Content, ...]:
    """The turns of a request.

    Raises:
        GoogleRefusal: there are none, or one cannot be read.
    """
    turns = named(body, "contents")
    if not isinstance(turns, list) or not turns:
        raise GoogleRefusal("* GenerateContentRequest.contents: contents is not specified")
    return tuple(_content(place, turn, fetch) for place, turn in enumerate(turns))


def named(value: object, name: str) -> Any:
    """A field of an object; Google takes ``camelCase`` and ``snake_case`` alike. None where it is missing."""
    if not isinstance(value, dict):
        return None
    return value.get(name, value.get(_CAPITAL.sub(lambda letter: f"_{letter[0].lower()}", name)))


def _content(place: int, turn: object, fetch: Fetch) -> Content:
    role, parts = named(turn, "role") or "user", named(turn, "parts")
    if role not in ("user", "model"):
        raise GoogleRefusal("Please use a valid role: user, model.")
    if not isinstance(parts, list) or not parts:
        raise GoogleRefusal(f"* GenerateContentRequest.contents[{place}].parts: must not be empty.")
    return Content(role, tuple(_part(part, fetch) for part in parts))


def _part(part: object, fetch: Fetch) -> Part:
    text = str(named(part, "text") or "").encode("utf-8", "replace").decode()
    address = str(named(named(part, "fileData"), "fileUri") or "")
    encoded = str(named(named(part, "inlineData"), "data") or "")
    data = _fetched(address, fetch) if address else decoded(encoded)
    signature = str(named(part, "thoughtSignature") or "")
    return Part(text, data, signature, named(part, "thought") is True)


def decoded(encoded: str) -> bytes:
    """The bytes of a base64 field, in either alphabet.

    Raises:
        GoogleRefusal: it is none.
    """
    try:
        return base64.b64decode(encoded.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error) as error:
        message = "Invalid value at 'contents.parts.inline_data.data' (TYPE_BYTES), Base64 decoding failed"
        raise GoogleRefusal(message) from error


def _fetched(address: str, fetch: Fetch) -> bytes:
    data = fetch(address)
    if data is None:
        raise GoogleRefusal(f"Cannot fetch content from the provided URL {address[:200]}.")
    return data
