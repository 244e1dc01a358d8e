"""generateContent of chat models: the parts of a conversation, and the rules for calls and signatures."""

import base64
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.demo.chat_request import ChatMessage, readable
from app.demo.drawing.picture_files import read_header
from app.demo.google import Fetch, GoogleRefusal, decoded, named
from app.demo.native.call import ToolResult
from app.demo.native.media import Medium, is_pdf
from app.demo.native.sealing import unseal

_UNSIGNED = ("skip_thought_signature_validator", "context_engineering_is_the_way_to_go")
"""What Google takes for answers of other models, and what new-api writes there."""
_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif", "image/gif")
_READ_HERE = _PICTURES[:3]
_FAMILIES = ("audio/", "video/", "text/")
_OTHERS = ("application/pdf", "application/json")
_FILM_LINKS = ("https://www.youtube.com/", "https://youtu.be/", "https://youtube.com/")


@dataclass(frozen=True, slots=True)
class Turn:
    """One content: whose it is, and its parts."""

    role: str
    parts: tuple[Mapping[str, Any], ...]

    def having(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """Its parts that have a field."""
        return tuple(part for part in self.parts if named(part, name) is not None)

    @property
    def asks(self) -> bool:
        """Whether the person says something."""
        return self.role == "user" and not self.having("functionResponse")


def turns_of(body: object) -> tuple[Turn, ...]:
    """The contents of a request.

    Raises:
        GoogleRefusal: there are none, or one cannot be read.
    """
    contents = named(body, "contents")
    if not isinstance(contents, list) or not contents:
        raise GoogleRefusal("* GenerateContentRequest.contents: contents is not specified")
    return tuple(_turn(place, content) for place, content in enumerate(contents))


def check_calls(turns: Sequence[Turn], *, signs: bool, is_known: bool) -> None:
    """Let through what can be answered.

    Args:
        signs: whether the model wants its signatures back.
        is_known: whether this is the account that wrote them.

    Raises:
        GoogleRefusal: results do not fit calls, or a signature is missing or changed.
    """
    for turn, after in itertools.pairwise(turns):
        _check_results(turn, after)
    for part in (part for turn in turns for part in turn.parts):
        signature = str(named(part, "thoughtSignature") or "")
        if signature and signature not in _UNSIGNED and not (is_known and unseal(signature) is not None):
            raise GoogleRefusal("Corrupted thought signature.")
    if signs:
        _check_signed(turns)


def message_of(turn: Turn, fetch: Fetch) -> ChatMessage:
    """Its words and pictures."""
    texts = [str(named(part, "text") or "") for part in turn.parts if named(part, "thought") is not True]
    pictures = [
        f"data:{mime};base64,{base64.b64encode(data).decode()}"
        for mime, data, _ in _files(turn, fetch)
        if mime.startswith("image/")
    ]
    role = "assistant" if turn.role == "model" else turn.role
    return ChatMessage(role, readable("\n".join(text for text in texts if text)), tuple(pictures))


def media_of(turn: Turn, fetch: Fetch) -> tuple[Medium, ...]:
    """Its documents, sounds and films."""
    return tuple(
        Medium(mime, data, address=address)
        for mime, data, address in _files(turn, fetch)
        if not mime.startswith("image/")
    )


def results_of(turns: Sequence[Turn]) -> tuple[ToolResult, ...]:
    """What came of the calls since the last question."""
    asked = max((place for place, turn in enumerate(turns) if turn.asks), default=0)
    found = [
        named(part, "functionResponse") for turn in turns[asked:] for part in turn.having("functionResponse")
    ]
    return tuple(
        ToolResult(
            str(result.get("name")), str(result.get("response")), "error" in (result.get("response") or {})
        )
        for result in found
    )


def _turn(place: int, content: object) -> Turn:
    role, parts = named(content, "role") or "user", named(content, "parts")
    if role not in ("user", "model", "function"):
        raise GoogleRefusal("Please use a valid role: user, model.")
    if not isinstance(parts, list) or not parts:
        raise GoogleRefusal(f"* GenerateContentRequest.contents[{place}].parts: must not be empty.")
    return Turn(
        "model" if role == "model" else "user", tuple(part for part in parts if isinstance(part, dict))
    )


def _check_results(turn: Turn, after: Turn) -> None:
    called, answered = turn.having("functionCall"), after.having("functionResponse")
    if len(called) != len(answered):
        raise GoogleRefusal(
            "Please ensure that the number of function response parts is equal to the number of function "
            "call parts of the function call turn."
        )
    names = [sorted(str(named(named(part, field), "name")) for part in parts)
             for parts, field in ((called, "functionCall"), (answered, "functionResponse"))]  # fmt: skip
    if names[0] != names[1]:
        raise GoogleRefusal("Please ensure that function response names match the function calls.")


def _check_signed(turns: Sequence[Turn]) -> None:
    """In the current turn, the first call of every step."""
    asked = max((place for place, turn in enumerate(turns) if turn.asks), default=0)
    for place, turn in enumerate(turns[asked:], asked + 1):
        called = turn.having("functionCall")
        if called and not named(called[0], "thoughtSignature"):
            name = named(named(called[0], "functionCall"), "name")
            raise GoogleRefusal(
                "Function call is missing a thought_signature in functionCall parts. This is required for "
                "tools to work correctly, and missing thought_signature may lead to degraded model "
                f"performance. Additional data, function call `default_api:{name}`, position {place}."
            )


def _files(turn: Turn, fetch: Fetch) -> Iterator[tuple[str, bytes, str]]:
    """Kind, bytes and address of everything that is no text."""
    for part in turn.having("inlineData"):
        inline = named(part, "inlineData")
        yield _checked(str(named(inline, "mimeType") or ""), decoded(str(named(inline, "data") or "")))
    for part in turn.having("fileData"):
        file = named(part, "fileData")
        mime, address = str(named(file, "mimeType") or "video/mp4"), str(named(file, "fileUri") or "")
        data = fetch(address)
        if data is not None:
            yield _checked(mime, data)
        elif address.startswith(_FILM_LINKS):
            yield mime, b"", address
        else:
            raise GoogleRefusal(f"Cannot fetch content from the provided URL {address[:200]}.")


def _checked(mime: str, data: bytes) -> tuple[str, bytes, str]:
    if mime not in (*_PICTURES, *_OTHERS) and not mime.startswith(_FAMILIES):
        raise GoogleRefusal(f"Unsupported MIME type: {mime}")
    if mime == "application/pdf" and not is_pdf(data):
        raise GoogleRefusal("The document has no pages.")
    if mime in _READ_HERE and read_header(data) is None:
        raise GoogleRefusal("Unable to process input image. Please retry or report.")
    return mime, data, ""
