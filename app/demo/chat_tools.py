"""/v1/chat/completions: tools that are offered, what came of calls, and files that stand in a question."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.demo.chat_request import SENT_AS_PICTURES, ChatCall, mapping
from app.demo.failures import bad_parameter
from app.demo.native.call import NativeCall, Tool, ToolResult
from app.demo.native.media import Medium, is_pdf

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_FAILURE = "Error: "
_SOUNDS = {"wav": "audio/wav", "mp3": "audio/mpeg"}

Message = Mapping[str, Any]


def tool_call_of(body: Mapping[str, Any], chat: ChatCall) -> NativeCall | None:
    """The request with its tools, results and files; None where it is of words and pictures alone.

    Raises:
        Refusal: as OpenAI refuses calls without results and files that are none.
    """
    messages = [mapping(message) for message in body["messages"]]
    _check_calls(messages)
    tools, media = _tools(body, chat), tuple(_media(messages))
    results = _results(messages)
    searches = chat.model.skill == "searches" and "web_search_options" in chat.settings
    if not (tools or media or results or searches):
        return None
    return NativeCall(
        chat,
        media=media,
        tools=tools,
        tool_choice=_choice(body.get("tool_choice")),
        calls_in_parallel=body.get("parallel_tool_calls") is not False,
        results=results,
        thinks=chat.thinks,
        searches=searches,
        schema=chat.schema,
    )


def _tools(body: Mapping[str, Any], chat: ChatCall) -> tuple[Tool, ...]:
    declared = [mapping(mapping(tool).get("function")) for tool in body.get("tools") or ()]
    if declared and not chat.model.takes_tools:
        raise bad_parameter("tools is not supported with this model.", "unsupported_parameter", param="tools")
    for place, function in enumerate(declared):
        if not _NAME.fullmatch(str(function.get("name") or "")):
            where = f"tools[{place}].function.name"
            raise bad_parameter(f"Invalid '{where}': string does not match pattern.", param=where)
    if chat.stream and not chat.model.streams_calls:
        return ()
    return tuple(
        Tool(function["name"], str(function.get("description") or ""), mapping(function.get("parameters")))
        for function in declared
    )


def _choice(wanted: object) -> str:
    """``auto``, ``any``, ``none``, or the name of the one function to call."""
    if isinstance(wanted, dict):
        return str(mapping(wanted.get("function")).get("name") or "auto")
    return {"required": "any"}.get(str(wanted), str(wanted or "auto"))


def _check_calls(messages: Sequence[Message]) -> None:
    open_calls: list[str] = []
    for place, message in enumerate(messages):
        if message.get("role") == "tool":
            if message.get("tool_call_id") not in open_calls:
                raise bad_parameter(
                    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message "
                    "with 'tool_calls'.",
                    param=f"messages.[{place}].role",
                )
            open_calls.remove(message["tool_call_id"])
            continue
        _check_answered(open_calls, place)
        open_calls = [str(mapping(call).get("id")) for call in message.get("tool_calls") or ()]
    _check_answered(open_calls, len(messages))


def _check_answered(open_calls: Sequence[str], place: int) -> None:
    if open_calls:
        raise bad_parameter(
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
            "'tool_call_id'. The following tool_call_ids did not have response messages: "
            f"{', '.join(open_calls)}",
            param=f"messages.[{place}].role",
        )


def _results(messages: Sequence[Message]) -> tuple[ToolResult, ...]:
    """What came of the calls since the last question."""
    asked = max((place for place, one in enumerate(messages) if one.get("role") == "user"), default=0)
    names = {
        call["id"]: str(mapping(call.get("function")).get("name"))
        for message in messages
        for call in message.get("tool_calls") or ()
    }
    return tuple(
        _result(names[message["tool_call_id"]], _text(message))
        for message in messages[asked:]
        if message.get("role") == "tool"
    )


def _result(name: str, text: str) -> ToolResult:
    """This format has no mark for failures but words."""
    return ToolResult(name, text.removeprefix(_FAILURE), text.startswith(_FAILURE))


def _text(message: Message) -> str:
    content = message.get("content")
    parts = content if isinstance(content, list) else [{"text": content}]
    return "\n".join(str(mapping(part).get("text") or "") for part in parts)


def _media(messages: Sequence[Message]) -> Iterator[Medium]:
    """The files, sounds and films of the last question."""
    asked = [message for message in messages if message.get("role") == "user"]
    content = asked[-1].get("content") if asked else None
    for part in content if isinstance(content, list) else ():
        kind = mapping(part).get("type")
        match kind:
            case "file":
                yield from _file(mapping(part["file"]))
            case "input_audio":
                sound = mapping(part["input_audio"])
                mime = _SOUNDS.get(str(sound.get("format")), "audio/wav")
                yield Medium(mime, _decoded(str(sound.get("data") or "")))
            case "video_url" | "image_url":
                yield from _linked(part[kind], is_film=kind == "video_url")


def _file(file: Mapping[str, Any]) -> Iterator[Medium]:
    """new-api skips a file without a name."""
    name, (mime, data) = str(file.get("filename") or ""), _data_of(str(file.get("file_data") or ""))
    if mime == "application/pdf" and not is_pdf(data):
        raise bad_parameter(f"The file '{name}' could not be processed: it is not a valid PDF.")
    if name:
        yield Medium(mime, data, name)


def _linked(value: object, *, is_film: bool) -> Iterator[Medium]:
    """A film in either spelling, or a file in the place of a picture."""
    address = value if isinstance(value, str) else str(mapping(value).get("url") or "")
    if address.startswith(SENT_AS_PICTURES):
        yield Medium(*_data_of(address))
    elif is_film:
        yield Medium("video/mp4", address=address)


def _data_of(address: str) -> tuple[str, bytes]:
    head, _, encoded = address.partition(",")
    return head.removeprefix("data:").partition(";")[0], _decoded(encoded)


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise bad_parameter("Invalid base64 data.", param="messages") from error
