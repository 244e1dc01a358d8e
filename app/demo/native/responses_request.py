"""/v1/responses: what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.chat_request import ChatCall, ChatMessage, mapping, number, readable
from app.demo.failures import bad_parameter
from app.demo.models import DemoModel
from app.demo.native.call import NativeCall, Tool
from app.demo.native.responses_items import check_items, items_of, media_of, message_of, results_of
from app.demo.native.responses_shelf import Item, ResponsesShelf, previous_not_found
from app.demo.native.trouble import ChatTrouble

_WEB_SEARCH = ("web_search", "web_search_2025_08_26", "web_search_preview", "web_search_preview_2025_03_11")
_SOURCES = (*_WEB_SEARCH, "mcp", "file_search")
_OTHER_TOOLS = ("function", "code_interpreter", "mcp", "file_search", "image_generation", "custom")
_NOT_TAKEN = ("temperature", "top_p")
_FORMATS = ("text", "json_object", "json_schema")
_SWITCHED_OFF = ("none", "minimal")
_ASKED_ELSEWHERE = {"model", "input", "instructions", "tools"}


@dataclass(frozen=True, slots=True)
class ResponsesCall:
    """A request that was understood."""

    call: NativeCall
    body: Mapping[str, Any]
    items: tuple[Item, ...]
    """The whole conversation."""

    @property
    def is_kept(self) -> bool:
        """Whether the answer can be gone on from by its id."""
        return self.body.get("store") is not False

    @property
    def runs_in_background(self) -> bool:
        """Whether the answer is made later. Where the channel does not do that, the wish gets lost."""
        return self.body.get("background") is True and self.call.chat.model.keeps_background

    def includes(self, name: str) -> bool:
        """Whether something more is wanted."""
        return name in (self.body.get("include") or ())


def read_responses_call(body: Mapping[str, Any], model: DemoModel, shelf: ResponsesShelf) -> ResponsesCall:
    """Understand a request.

    Raises:
        Refusal: as OpenAI, or the relay before it, refuses it.
    """
    asked = items_of(body)
    previous = str(body.get("previous_response_id") or "")
    items = (*shelf.history(previous), *shelf.resolved(asked))
    chat = _chat(body, model, items)
    is_known = not ChatTrouble.OTHER_ACCOUNT.is_in(chat.question.text)
    if previous and not is_known:
        raise previous_not_found(previous)
    check_items(items, is_known=is_known)
    _check_fields(body, model)
    if ChatTrouble.TOO_LONG.is_in(chat.question.text):
        raise bad_parameter(
            "Your input exceeds the context window of this model. Please adjust your input and try again.",
            "context_length_exceeded", param="input",
        )  # fmt: skip
    return ResponsesCall(_call(body, chat, items), body, items)


def _call(body: Mapping[str, Any], chat: ChatCall, items: tuple[Item, ...]) -> NativeCall:
    tools = [mapping(tool) for tool in body.get("tools") or ()]
    kinds = {tool.get("type") for tool in tools}
    choice = body.get("tool_choice") or "auto"
    wanted = str(mapping(choice).get("name") or "any") if isinstance(choice, dict) else choice
    form = mapping(mapping(body.get("text")).get("format"))
    asked = [item for item in items if item.get("role") == "user"]
    return NativeCall(
        chat,
        media=media_of(asked[-1]) if asked else (),
        tools=tuple(_tool(place, tool) for place, tool in enumerate(tools) if tool.get("type") == "function"),
        tool_choice="any" if wanted == "required" else wanted,
        calls_in_parallel=body.get("parallel_tool_calls") is not False,
        results=results_of(items),
        thinks=chat.effort not in _SWITCHED_OFF,
        shows_thoughts=bool(mapping(body.get("reasoning")).get("summary")),
        searches=bool(kinds & set(_WEB_SEARCH)),
        runs_code="code_interpreter" in kinds,
        schema=mapping(form.get("schema")) if form.get("type") == "json_schema" else None,
    )


def _chat(body: Mapping[str, Any], model: DemoModel, items: tuple[Item, ...]) -> ChatCall:
    messages = tuple(
        message_of(place, item)
        for place, item in enumerate(items)
        if item.get("type", "message") == "message"
    )
    instructions = readable(str(body.get("instructions") or ""))
    system = (ChatMessage("system", instructions),) if instructions else ()
    limit = number(body, "max_output_tokens", 16, 1e9)
    return ChatCall(
        model=model, messages=(*system, *messages) or (ChatMessage("user", ""),),
        stream=body.get("stream") is True, most_tokens=int(limit) if limit else None,
        format="json_object" if _format(body) == "json_object" else "text",
        effort=str(mapping(body.get("reasoning")).get("effort") or ""),
        settings={name: value for name, value in body.items() if name not in _ASKED_ELSEWHERE},
    )  # fmt: skip


def _check_fields(body: Mapping[str, Any], model: DemoModel) -> None:
    for name in _NOT_TAKEN:
        if body.get(name) is not None:
            message = f"Unsupported parameter: '{name}' is not supported with this model."
            raise bad_parameter(message, "unsupported_parameter", param=name)
    kinds = [mapping(tool).get("type") for tool in body.get("tools") or ()]
    for place, kind in enumerate(kinds):
        if kind not in (*_WEB_SEARCH, *_OTHER_TOOLS):
            raise bad_parameter(f"Invalid value: '{kind}'.", param=f"tools[{place}].type")
    if "deep-research" in model.id and not set(kinds) & set(_SOURCES):
        raise bad_parameter(
            "Deep research models require at least one of 'web_search_preview', 'mcp', or 'file_search' "
            "tools.",
            param="tools",
        )
    _check_format(mapping(mapping(body.get("text")).get("format")))


def _check_format(form: Mapping[str, Any]) -> None:
    kind = form.get("type", "text")
    if kind not in _FORMATS:
        raise bad_parameter(f"Invalid value: '{kind}'.", param="text.format.type")
    for name in ("name", "schema") if kind == "json_schema" else ():
        if not form.get(name):
            where = f"text.format.{name}"
            message = f"Missing required parameter: '{where}'."
            raise bad_parameter(message, "missing_required_parameter", param=where)


def _format(body: Mapping[str, Any]) -> str:
    return str(mapping(mapping(body.get("text")).get("format")).get("type") or "text")


def _tool(place: int, tool: Mapping[str, Any]) -> Tool:
    name = str(tool.get("name") or "")
    if not name:
        where = f"tools[{place}].name"
        message = f"Missing required parameter: '{where}'."
        raise bad_parameter(message, "missing_required_parameter", param=where)
    return Tool(name, str(tool.get("description") or ""), mapping(tool.get("parameters")))
