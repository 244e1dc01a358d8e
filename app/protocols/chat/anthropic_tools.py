"""Tools in Claude's messages: calls are blocks of an answer, all results are blocks of one message."""

from app.domain.conversation import Role
from app.domain.errors import ErrorKind, InputError
from app.domain.tool import Tool
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.call_arguments import sent_arguments, whole_schema
from app.protocols.read import well_formed

_CHOICES = {"none": {"type": "none"}, "required": {"type": "any"}}


def tool_fields(turn: ChatTurn, built_in: list[object], *, thinks: bool) -> dict[str, object]:
    """The fields of the request that name tools, the maker's own ones first.

    Calls in the history have to be declared also where nothing may be called any more.

    Raises:
        InputError: a tool must be called and thoughts are wanted, which exclude each other.
    """
    if not turn.tools:
        past = [{"name": name, "input_schema": whole_schema({})} for name in _called(turn)]
        closed = {"tool_choice": _CHOICES["none"]} if past and not built_in else {}
        return {"tools": [*built_in, *past], **closed} if built_in or past else {}
    fields: dict[str, object] = {"tools": [*built_in, *map(_declared, turn.tools)]}
    if choice := turn.tool_choice:
        if thinks and choice != "none":
            values = {"protocol": "Claude", "field": "tool_choice"}
            raise InputError(ErrorKind.NOT_CARRIED, values, field="tool_choice")
        fields["tool_choice"] = _CHOICES.get(choice, {"type": "tool", "name": choice})
    return fields


def call_blocks(message: TurnMessage) -> list[object]:
    """The calls of an answer that did not come in this format."""
    return [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": sent_arguments(call)}
        for call in message.calls
    ]


def result_blocks(message: TurnMessage) -> list[object]:
    """What came of calls."""
    return [
        {"type": "tool_result", "tool_use_id": result.call_id, "content": well_formed(result.text)}
        | ({"is_error": True} if result.failed else {})
        for result in message.results
    ]


def _declared(tool: Tool) -> dict[str, object]:
    described = {"description": well_formed(tool.description)} if tool.description else {}
    return {"name": tool.name, **described, "input_schema": whole_schema(tool.parameters)}


def _called(turn: ChatTurn) -> list[str]:
    answers = (message for message in turn.messages if message.role is Role.ASSISTANT)
    return list(dict.fromkeys(call.name for message in answers for call in message.calls))
