"""/v1/responses: what stands in ``input``, and the rules for its items."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from app.demo.chat_request import ChatMessage, mapping, readable
from app.demo.failures import bad_parameter, invalid_request
from app.demo.native.call import ToolResult
from app.demo.native.media import Medium, is_pdf
from app.demo.native.responses_shelf import Item
from app.demo.native.sealing import unseal

_ROLES = ("user", "assistant", "system", "developer")
_ANSWER_PARTS = ("output_text", "refusal")
_ASKED_PARTS = ("input_text", "input_image", "input_file", "input_audio")


def items_of(body: Mapping[str, Any]) -> list[Item]:
    """The items of a request; a text is a message.

    Raises:
        Refusal: there are none, or one is no item.
    """
    value = body.get("input")
    if isinstance(value, str):
        return [{"type": "message", "role": "user", "content": value}]
    if not isinstance(value, list) or not value:
        raise invalid_request("field input is required")
    for place, item in enumerate(value):
        if not isinstance(item, dict):
            raise _invalid(f"Invalid type for 'input[{place}]': expected an input item.", "input")
    return value


def check_items(items: Sequence[Item], *, is_known: bool) -> None:
    """Let through what can be answered.

    Args:
        is_known: whether this is the account that encrypted the thoughts.

    Raises:
        Refusal: calls and results do not belong together, or a thought cannot be read or stands alone.
    """
    for item, after in zip(items, [*items[1:], {}], strict=True):
        if item.get("type") == "reasoning":
            _check_thought(item, after, is_known=is_known)
    _check_calls(items)


def message_of(place: int, item: Item) -> ChatMessage:
    """The words and pictures of a message.

    Raises:
        Refusal: a role or a part that does not exist, or not there.
    """
    role = str(item.get("role"))
    if role not in _ROLES:
        raise _invalid(
            f"Invalid value: '{role}'. Supported values are: {_listed(_ROLES)}.", f"input[{place}]"
        )
    parts = _parts(place, item, role)
    texts = [str(part.get("text") or part.get("refusal") or "") for part in parts]
    pictures = [
        _picture(f"input[{place}].content[{number}].image_url", part.get("image_url"))
        for number, part in enumerate(parts)
        if part["type"] == "input_image"
    ]
    return ChatMessage(role, readable("\n".join(text for text in texts if text)), tuple(pictures))


def media_of(item: Item) -> tuple[Medium, ...]:
    """The files and sounds of a message.

    Raises:
        Refusal: one cannot be read.
    """
    content = item.get("content")
    parts = [mapping(part) for part in content] if isinstance(content, list) else []
    files = [_file(part) for part in parts if part.get("type") == "input_file"]
    sounds = [mapping(part.get("input_audio")) for part in parts if part.get("type") == "input_audio"]
    heard = [Medium(f"audio/{sound.get('format')}", _decoded(str(sound.get("data")))) for sound in sounds]
    return (*files, *heard)


def results_of(items: Sequence[Item]) -> tuple[ToolResult, ...]:
    """What came of the calls since the last question."""
    asked = max((place for place, item in enumerate(items) if item.get("role") == "user"), default=0)
    names = {item["call_id"]: str(item.get("name")) for item in items if item.get("type") == "function_call"}
    return tuple(
        ToolResult(names[item["call_id"]], _output(item.get("output")))
        for item in items[asked:]
        if item.get("type") == "function_call_output"
    )


def _check_calls(items: Sequence[Item]) -> None:
    called = [item.get("call_id") for item in items if item.get("type") == "function_call"]
    answered = [item.get("call_id") for item in items if item.get("type") == "function_call_output"]
    for call_id in answered:
        if call_id not in called:
            raise _invalid(f"No tool call found for function call output with call_id {call_id}.", "input")
    for call_id in called:
        if call_id not in answered:
            raise _invalid(f"No tool output found for function call {call_id}.", "input")


def _check_thought(item: Item, after: Item, *, is_known: bool) -> None:
    name, encrypted = item.get("id"), str(item.get("encrypted_content") or "")
    if encrypted and not (is_known and unseal(encrypted) is not None):
        raise bad_parameter(
            f"The encrypted content for item {name} could not be verified. "
            "Reason: Encrypted content could not be decrypted or parsed.",
            "invalid_encrypted_content",
        )
    by_model = after.get("role") == "assistant" or str(after.get("type")).endswith("_call")
    if not (by_model or after.get("type") == "reasoning"):
        raise _invalid(
            f"Item '{name}' of type 'reasoning' was provided without its required following item.", "input"
        )


def _parts(place: int, item: Item, role: str) -> list[Mapping[str, Any]]:
    content = item.get("content")
    known = _ANSWER_PARTS if role == "assistant" else _ASKED_PARTS
    parts = [{"type": known[0], "text": content}] if isinstance(content, str) else content
    if not isinstance(parts, list):
        raise _invalid(f"Missing required parameter: 'input[{place}].content'.", f"input[{place}].content")
    for number, part in enumerate(parts):
        if mapping(part).get("type") not in known:
            where = f"input[{place}].content[{number}]"
            raise _invalid(
                f"Invalid value: '{mapping(part).get('type')}'. Supported values are: {_listed(known)}.",
                where,
            )
    return parts


def _picture(where: str, address: object) -> str:
    if not isinstance(address, str) or not address:
        raise bad_parameter(
            f"Invalid type for '{where}': expected an image URL, but got an object instead.",
            "invalid_type", param=where,
        )  # fmt: skip
    return address


def _file(part: Mapping[str, Any]) -> Medium:
    if address := str(part.get("file_url") or ""):
        return Medium("application/pdf", address=address)
    name = str(part.get("filename") or "")
    head, _, encoded = str(part.get("file_data") or "").partition(",")
    if not encoded:
        raise _invalid("Expected a data URL with base64 in 'file_data', or 'file_url'.", "input")
    mime, data = head.removeprefix("data:").partition(";")[0], _decoded(encoded)
    if mime == "application/pdf" and not is_pdf(data):
        raise _invalid(f"The file '{name}' could not be processed: it is not a valid PDF.", "input")
    return Medium(mime, data, name)


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise _invalid("Invalid base64 data.", "input") from error


def _output(value: object) -> str:
    parts = value if isinstance(value, list) else [{"text": value}]
    return "\n".join(str(mapping(part).get("text") or "") for part in parts)


def _invalid(message: str, param: str) -> Exception:
    return bad_parameter(message, param=param)


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)
