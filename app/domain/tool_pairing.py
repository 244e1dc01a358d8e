"""Calls and results that belong together, as every chat format demands it: each call has its result."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.conversation import Role
from app.domain.tool import ToolCall, ToolResult
from app.domain.turn import TurnMessage

NOT_RUN = "This call was not run: the person stopped it, or the program ended before it was done."
"""Told to the model, for a gateway refuses a call whose result is missing."""


def paired(messages: Iterable[TurnMessage]) -> tuple[TurnMessage, ...]:
    """The messages with a result for every call, in the order of the calls, right behind their answer.

    Results of calls that are not there are left out.
    """
    done: list[TurnMessage] = []
    for message in messages:
        if message.role is not Role.TOOL:
            done.append(message)
            if message.calls:
                done.append(TurnMessage(Role.TOOL, "", results=_results(message.calls, ())))
        elif done and done[-1].role is Role.TOOL:
            done[-1] = replace(done[-1], results=_results(done[-2].calls, message.results))
    return tuple(done)


def missing(calls: Sequence[ToolCall], results: Iterable[ToolResult]) -> tuple[ToolCall, ...]:
    """The calls that have no result."""
    answered = {result.call_id for result in results}
    return tuple(call for call in calls if call.id not in answered)


def in_order(calls: Sequence[ToolCall], results: Iterable[ToolResult]) -> tuple[ToolResult, ...]:
    """The results that there are, in the order of their calls."""
    by_id = {result.call_id: result for result in results}
    return tuple(by_id[call.id] for call in calls if call.id in by_id)


def arguments_of(call: ToolCall) -> dict[str, object]:
    """The arguments of a call; none written at all means none given.

    Raises:
        ValueError: they are no JSON object.
    """
    try:
        arguments = json.loads(call.arguments.strip() or "{}")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(arguments, dict):
        raise ValueError("a JSON object is expected")
    return arguments


def _results(calls: Sequence[ToolCall], results: Iterable[ToolResult]) -> tuple[ToolResult, ...]:
    by_id = {result.call_id: result for result in results}
    return tuple(by_id.get(call.id) or ToolResult(call.id, call.name, NOT_RUN, failed=True) for call in calls)
