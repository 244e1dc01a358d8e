"""Tools in a chat completion: what is offered, what was called, what came of it."""

from collections.abc import Iterator

from app.domain.tool import Tool, ToolCall
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.call_arguments import argument_text, result_text, whole_schema
from app.protocols.read import well_formed

_CHOICES = ("none", "required")


def tool_fields(turn: ChatTurn) -> dict[str, object]:
    """The fields of the request that name tools. ``strict`` is left out: relays lose it."""
    if not turn.tools:
        return {}
    fields: dict[str, object] = {
        "tools": [{"type": "function", "function": declared(tool)} for tool in turn.tools]
    }
    if choice := turn.tool_choice:
        named = {"type": "function", "function": {"name": choice}}
        fields["tool_choice"] = choice if choice in _CHOICES else named
    return fields


def declared(tool: Tool) -> dict[str, object]:
    """A tool as OpenAI's formats declare it."""
    described = {"description": well_formed(tool.description)} if tool.description else {}
    return {"name": tool.name, **described, "parameters": whole_schema(tool.parameters)}


def call_message(message: TurnMessage) -> dict[str, object]:
    """An answer that called tools; its words may be missing, and its thought mostly is."""
    text = well_formed(message.text)
    said: dict[str, object] = {"role": "assistant", "content": text if text.strip() else None}
    if message.reasoning:
        said["reasoning_content"] = well_formed(message.reasoning)
    return said | {"tool_calls": [_called(call) for call in message.calls]}


def result_messages(message: TurnMessage) -> Iterator[dict[str, object]]:
    """One message for each result."""
    for result in message.results:
        yield {"role": "tool", "tool_call_id": result.call_id, "content": result_text(result)}


def _called(call: ToolCall) -> dict[str, object]:
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": argument_text(call)},
    }
