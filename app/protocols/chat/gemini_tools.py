"""Tools in Google's generateContent: declarations, calls and responses, found by name and order.

Only the newest models give calls an id, and new-api takes it out again on the way up.
"""

import re
from collections.abc import Collection, Iterable

from app.domain.errors import ErrorKind, InputError
from app.domain.tool import Tool, ToolResult
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.call_arguments import sent_arguments
from app.protocols.chat.gemini_schema import gemini_schema
from app.protocols.read import well_formed

UNSIGNED = "skip_thought_signature_validator"
"""What Google takes for the signature of a call that another model made
(https://ai.google.dev/gemini-api/docs/thought-signatures)."""

_NAME = re.compile(r"[A-Za-z_][\w.:-]{0,63}", re.ASCII)
_MODES = {"none": "NONE", "required": "ANY"}


def tool_fields(turn: ChatTurn, built_in: Iterable[str]) -> dict[str, object]:
    """The fields of the request that name tools.

    Raises:
        InputError: tools of the maker are wanted beside others, or one cannot be declared.
    """
    own: list[object] = [{name: {}} for name in built_in]
    if not turn.tools:
        return {"tools": own} if own else {}
    if own:
        raise InputError(ErrorKind.TOOLS_NOT_MIXED, {"protocol": "Gemini"}, field="tools")
    fields: dict[str, object] = {"tools": [{"functionDeclarations": [*map(_declared, turn.tools)]}]}
    if choice := turn.tool_choice:
        named = {} if choice in _MODES else {"allowedFunctionNames": [choice]}
        config = {"mode": _MODES.get(choice, "ANY"), **named}
        fields["toolConfig"] = {"functionCallingConfig": config}
    return fields


def call_parts(message: TurnMessage, *, signed: bool) -> list[object]:
    """The calls of an answer that did not come in this format; only the first one of a step is signed."""
    parts: list[dict[str, object]] = [
        {"functionCall": {"name": call.name, "args": sent_arguments(call)}} for call in message.calls
    ]
    if parts and signed:
        parts[0]["thoughtSignature"] = UNSIGNED
    return list(parts)


def named_calls(messages: Iterable[TurnMessage]) -> frozenset[str]:
    """The ids that Gemini itself gave to calls; all others are ours and mean nothing to it."""
    answers = ((message.native, message.calls) for message in messages)
    return frozenset(
        call.id for native, calls in answers if native is not None for call in calls
        if f'"{call.id}"' in native.body
    )  # fmt: skip


def response_parts(message: TurnMessage, named: Collection[str]) -> list[object]:
    """What came of calls, with the ids of those that were ``named``."""
    return [{"functionResponse": _response(result, named)} for result in message.results]


def _response(result: ToolResult, named: Collection[str]) -> dict[str, object]:
    known = {"id": result.call_id} if result.call_id in named else {}
    said = {"error" if result.failed else "result": well_formed(result.text)}
    return {**known, "name": result.name, "response": said}


def _declared(tool: Tool) -> dict[str, object]:
    if not _NAME.fullmatch(tool.name):
        raise InputError(ErrorKind.NOT_CARRIED, {"protocol": "Gemini", "field": tool.name}, field="tools")
    declaration: dict[str, object] = {"name": tool.name}
    if tool.description:
        declaration["description"] = well_formed(tool.description)
    if tool.parameters.get("properties"):
        declaration["parameters"] = gemini_schema(tool.parameters, tool.name)
    return declaration
