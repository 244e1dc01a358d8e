"""Tools in OpenAI's Responses: flat declarations, calls and results as items of their own."""

from collections.abc import Iterator

from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.call_arguments import argument_text, result_text
from app.protocols.chat.openai_tools import declared

_CHOICES = ("none", "required")


def function_tools(turn: ChatTurn) -> list[dict[str, object]]:
    """What the model may call. They would be strict otherwise, which schemas of others are not made for."""
    return [{"type": "function", **declared(tool), "strict": False} for tool in turn.tools]


def tool_choice(turn: ChatTurn) -> object:
    """What the model must call; None leaves it to the model."""
    choice = turn.tool_choice
    if not choice or choice in _CHOICES:
        return choice or None
    return {"type": "function", "name": choice}


def call_items(message: TurnMessage) -> Iterator[dict[str, object]]:
    """The calls of an answer that did not come in this format."""
    for call in message.calls:
        arguments = argument_text(call)
        yield {"type": "function_call", "call_id": call.id, "name": call.name, "arguments": arguments}


def result_items(message: TurnMessage) -> Iterator[dict[str, object]]:
    """What came of calls."""
    for result in message.results:
        yield {"type": "function_call_output", "call_id": result.call_id, "output": result_text(result)}
