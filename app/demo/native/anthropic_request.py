"""/v1/messages: what is asked."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.demo.chat_request import ChatCall, ChatMessage, mapping, readable, stop_words
from app.demo.drawing.picture_files import read_header
from app.demo.models import DemoModel
from app.demo.native.anthropic_cache import marks_of
from app.demo.native.anthropic_checks import Turn, check_marks, check_thinking, check_thoughts, check_turns
from app.demo.native.anthropic_failures import AnthropicRefusal
from app.demo.native.call import NativeCall, Tool, ToolResult
from app.demo.native.media import Medium, is_locked, is_pdf
from app.demo.native.trouble import ChatTrouble

_USUAL_MOST_TOKENS = 8192
"""What new-api fills in where ``max_tokens`` is missing."""
_READ_BLOCKS = ("text", "image", "document", "tool_result")
_KEPT_BLOCKS = (
    "thinking", "redacted_thinking", "tool_use", "server_tool_use", "web_search_tool_result",
    "web_fetch_tool_result", "code_execution_tool_result", "search_result",
)  # fmt: skip
_ALL_BLOCKS = (*_READ_BLOCKS, *_KEPT_BLOCKS)
_ASKED_ELSEWHERE = {"model", "messages", "system", "tools"}


@dataclass(frozen=True, slots=True)
class AnthropicCall:
    """A request that was understood."""

    call: NativeCall
    body: Mapping[str, Any]
    goes_on: bool
    """Whether a search that was paused is to be gone on with."""


def read_anthropic_call(body: Mapping[str, Any], model: DemoModel) -> AnthropicCall:
    """Understand a request.

    Raises:
        AnthropicRefusal: as Anthropic refuses it.
    """
    turns = _turns(body)
    paused = turns[-1]["role"] == "assistant" and turns[-1]["content"][-1]["type"] == "web_search_tool_result"
    if not paused:
        check_turns(turns)
    most_tokens = _most_tokens(body)
    thinking = mapping(body.get("thinking")) or {"type": "disabled"}
    check_thinking(thinking, body, most_tokens)
    check_marks(marks_of(body))
    _check_temperature(body)
    thinks = thinking["type"] != "disabled"
    messages = tuple(_message(place, turn) for place, turn in enumerate(turns))
    spoken = tuple(message for message in messages if message.text or message.pictures)
    chat = ChatCall(
        model=model, messages=(*_system(body), *(spoken or messages)), stream=body.get("stream") is True,
        stop=stop_words(body.get("stop_sequences")), most_tokens=most_tokens,
        effort=str(mapping(body.get("output_config")).get("effort") or ""),
        settings={name: value for name, value in body.items() if name not in _ASKED_ELSEWHERE},
    )  # fmt: skip
    is_known = not ChatTrouble.OTHER_ACCOUNT.is_in(chat.question.text)
    check_thoughts(turns, thinks=thinks, is_known=is_known)
    return AnthropicCall(_call(body, chat, turns, thinking), body, paused)


def _call(
    body: Mapping[str, Any], chat: ChatCall, turns: Sequence[Turn], thinking: Mapping[str, Any]
) -> NativeCall:
    choice = mapping(body.get("tool_choice"))
    kind = str(choice.get("type") or "auto")
    tools = [mapping(tool) for tool in body.get("tools") or ()]
    form = mapping(mapping(body.get("output_config")).get("format"))
    return NativeCall(
        chat,
        media=_documents(turns),
        tools=tuple(_tool(tool) for tool in tools if tool.get("type", "custom") == "custom"),
        tool_choice=str(choice.get("name")) if kind == "tool" else kind,
        calls_in_parallel=not choice.get("disable_parallel_tool_use"),
        results=_results(turns),
        thinks=thinking["type"] != "disabled",
        shows_thoughts=thinking.get("display") != "omitted",
        searches=any(str(tool.get("type")).startswith("web_search_") for tool in tools),
        schema=mapping(form.get("schema")) if form.get("type") == "json_schema" else None,
    )


def _turns(body: Mapping[str, Any]) -> list[Turn]:
    """The messages with their contents as lists; those of the same role one after another become one."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise AnthropicRefusal("messages: at least one message is required")
    turns: list[dict[str, Any]] = []
    for place, message in enumerate(messages):
        role, blocks = _role(place, message), _blocks(place, message)
        if turns and turns[-1]["role"] == role:
            turns[-1]["content"] += blocks
        else:
            turns.append({"role": role, "content": blocks})
    return list(turns)


def _role(place: int, message: object) -> str:
    role = str(mapping(message).get("role"))
    if role not in ("user", "assistant"):
        raise AnthropicRefusal(
            f'messages: Unexpected role "{role}". Allowed roles are "user" or "assistant". (messages.{place})'
        )
    return role


def _blocks(place: int, message: object) -> list[Mapping[str, Any]]:
    content = mapping(message).get("content")
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    if not isinstance(blocks, list) or not blocks:
        raise AnthropicRefusal(f"messages.{place}.content: must not be empty")
    for number, block in enumerate(blocks):
        kind = mapping(block).get("type")
        if kind not in _ALL_BLOCKS:
            raise AnthropicRefusal(
                f"messages.{place}.content.{number}: Input tag '{kind}' found using 'type' does not match "
                f"any of the expected tags: {', '.join(_ALL_BLOCKS)}"
            )
        if kind == "text" and not block.get("text"):
            raise AnthropicRefusal("messages: text content blocks must be non-empty")
    return list(blocks)


def _most_tokens(body: Mapping[str, Any]) -> int:
    limit = body.get("max_tokens") or _USUAL_MOST_TOKENS
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise AnthropicRefusal("max_tokens: Input should be greater than or equal to 1")
    return limit


def _check_temperature(body: Mapping[str, Any]) -> None:
    value = body.get("temperature")
    if value is not None and not (isinstance(value, int | float) and 0 <= value <= 1):
        raise AnthropicRefusal("temperature: range: 0..1")


def _system(body: Mapping[str, Any]) -> tuple[ChatMessage, ...]:
    system = body.get("system")
    blocks = system if isinstance(system, list) else [{"text": system}]
    text = "\n".join(str(mapping(block).get("text") or "") for block in blocks)
    return (ChatMessage("system", readable(text)),) if text else ()


def _message(place: int, turn: Turn) -> ChatMessage:
    texts = [str(block["text"]) for block in turn["content"] if block["type"] == "text"]
    pictures = [
        _picture(f"messages.{place}.content.{number}.image", mapping(block.get("source")))
        for number, block in enumerate(turn["content"])
        if block["type"] == "image"
    ]
    return ChatMessage(turn["role"], readable("\n".join(texts)), tuple(pictures))


def _picture(where: str, source: Mapping[str, Any]) -> str:
    if source.get("type") == "url":
        return str(source.get("url") or "")
    mime = str(source.get("media_type"))
    header = read_header(_decoded(f"{where}.source.base64.data", source))
    if header is not None and f"image/{header.format.lower()}" != mime:
        raise AnthropicRefusal(
            f"{where}.source.base64.data: Image does not match the provided media type {mime}"
        )
    return f"data:{mime};base64,{source.get('data')}"


def _documents(turns: Sequence[Turn]) -> tuple[Medium, ...]:
    """The documents of the last question."""
    asked = [turn for turn in turns if turn["role"] == "user" and "text" in _kinds(turn)]
    blocks = asked[-1]["content"] if asked else ()
    return tuple(_document(block) for block in blocks if block["type"] == "document")


def _document(block: Mapping[str, Any]) -> Medium:
    source, name = mapping(block.get("source")), str(block.get("title") or "")
    match source.get("type"):
        case "url":
            return Medium("application/pdf", name=name, address=str(source.get("url") or ""))
        case "text":
            return Medium("text/plain", str(source.get("data") or "").encode("utf-8", "replace"), name)
        case "base64":
            data = _decoded("document.source.base64.data", source)
            _check_pdf(data)
            return Medium("application/pdf", data, name)
        case kind:
            raise AnthropicRefusal(f"document.source: Input tag '{kind}' is not supported")


def _check_pdf(data: bytes) -> None:
    if not is_pdf(data):
        raise AnthropicRefusal("The PDF specified was not valid.")
    if is_locked(data):
        raise AnthropicRefusal("The PDF specified is password protected.")


def _decoded(where: str, source: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(str(source.get("data") or ""), validate=True)
    except (ValueError, binascii.Error) as error:
        raise AnthropicRefusal(f"{where}: Invalid base64 data") from error


def _tool(tool: Mapping[str, Any]) -> Tool:
    schema = tool.get("input_schema")
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise AnthropicRefusal(f"tools.{tool.get('name')}.custom.input_schema.type: Field required")
    return Tool(str(tool.get("name")), str(tool.get("description") or ""), schema)


def _results(turns: Sequence[Turn]) -> tuple[ToolResult, ...]:
    """What came of the calls since the last question."""
    asked = max((place for place, turn in enumerate(turns) if "text" in _kinds(turn, "user")), default=0)
    called = {
        block["id"]: str(block.get("name")) for turn in turns for block in turn["content"]
        if block["type"] == "tool_use"
    }  # fmt: skip
    return tuple(
        ToolResult(
            called[block["tool_use_id"]], _text_of(block.get("content")), block.get("is_error") is True
        )
        for turn in turns[asked:]
        for block in turn["content"]
        if block["type"] == "tool_result"
    )


def _kinds(turn: Turn, role: str = "") -> set[str]:
    return {block["type"] for block in turn["content"]} if role in ("", turn["role"]) else set()


def _text_of(content: object) -> str:
    blocks = content if isinstance(content, list) else [{"text": content}]
    return "\n".join(str(mapping(block).get("text") or "") for block in blocks)
