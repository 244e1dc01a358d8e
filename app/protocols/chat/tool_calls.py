"""Fragments of tool calls, put into order: by index, else by id, else the call that was open last."""

import json
from collections.abc import Iterator

from app.domain.chat_event import ToolCallDelta
from app.protocols.read import as_list, as_object, at, first_text, fragment, integer, text, well_formed


class ToolCalls:
    """The calls of one answer, numbered in the order in which they appear.

    Indices may begin above 0 and have gaps (new-api derives them from Claude's block numbers), and some
    relays give every call the index 0: there a new id with a name begins a new call.
    """

    def __init__(self, index: int) -> None:
        self._index = index
        self._numbers: dict[object, int] = {}
        self._ids: list[str] = []
        self._names: list[str] = []

    def read(self, delta: object) -> Iterator[ToolCallDelta]:
        """What a delta or a message says of tool calls."""
        for call in as_list(at(delta, "tool_calls")):
            function = as_object(at(call, "function") or at(call, "custom"))
            yield self._merged(self._number(call, text(function.get("name"))), call, function)
        legacy = as_object(at(delta, "function_call"))
        if legacy:
            number = self._numbers.get("function_call")
            yield self._merged(self._open("function_call") if number is None else number, {}, legacy)

    def _number(self, call: object, name: str) -> int:
        place, call_id = integer(at(call, "index")), first_text(call, "id")
        key: object = place if place is not None else call_id
        if place is None and not call_id:
            return len(self._ids) - 1 if self._ids else self._open(0)
        number = self._numbers.get(key)
        if number is None:
            return self._open(key)
        known = self._ids[number]
        return self._open(key) if known and call_id and call_id != known and name else number

    def _open(self, key: object) -> int:
        self._numbers[key] = len(self._ids)
        self._ids.append("")
        self._names.append("")
        return self._numbers[key]

    def _merged(self, number: int, call: object, function: object) -> ToolCallDelta:
        call_id, name = first_text(call, "id"), first_text(function, "name")
        call_id = "" if call_id == self._ids[number] else call_id
        name = "" if name == self._names[number] else name
        self._ids[number] = call_id or self._ids[number]
        self._names[number] = name or self._names[number]
        return ToolCallDelta(self._index, number, call_id, name, _arguments(function))


def _arguments(function: object) -> str:
    """Arguments are JSON as text; a few servers send the object itself."""
    arguments = at(function, "arguments")
    if isinstance(arguments, dict | list):
        try:
            return well_formed(json.dumps(arguments, ensure_ascii=False))
        except RecursionError:
            return ""
    return well_formed(fragment(arguments) or fragment(at(function, "input")))
