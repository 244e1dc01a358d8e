"""Arguments of calls on their way back to a model."""

from collections.abc import Mapping

from app.domain.tool import ToolCall, ToolResult
from app.domain.tool_pairing import arguments_of
from app.protocols.read import well_formed


def sent_arguments(call: ToolCall) -> dict[str, object]:
    """The arguments as an object; broken ones as none, for servers refuse a history that holds them.

    Their failed result tells the model what was wrong.
    """
    try:
        return arguments_of(call)
    except ValueError:
        return {}


def argument_text(call: ToolCall) -> str:
    """The same as JSON text, as it was written where that can be read."""
    try:
        arguments_of(call)
    except ValueError:
        return "{}"
    return well_formed(call.arguments) or "{}"


def result_text(result: ToolResult) -> str:
    """A result for formats in which a failure has no mark of its own."""
    text = well_formed(result.text)
    return f"Error: {text}" if result.failed else text


def whole_schema(schema: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a tool as a schema of an object, which every format asks for."""
    return {"properties": {}, **schema, "type": "object"}
