"""Which functions the demo calls, and with what: those that the question mentions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.demo.native.call import NativeCall, Tool
from app.demo.native.example import example_of
from app.demo.native.trouble import ChatTrouble

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_CHINESE_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_COMMON = {"get", "set", "the", "and", "for", "list", "read", "find", "make", "run", "tool"}
_ANY_TOOL = ("tool", "function", "工具", "函数")
_QUOTED = re.compile(r"[\"“「'](.+?)[\"”」']")
_NAME = re.compile(r"(?<=\s)[A-Z][\w-]+(?:\s[A-Z][\w-]+)*")
_ONE_AT_A_TIME = ("one after another", "step by step", "一个接一个", "逐个", "分步")


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call; ``number`` counts the calls since the person asked."""

    number: int
    name: str
    arguments: dict[str, Any]


def wanted_calls(call: NativeCall) -> tuple[ToolCall, ...]:
    """What is to be called now. After the results come, words follow, unless one call leads to the next."""
    planned = [
        ToolCall(number, tool.name, arguments)
        for number, (tool, arguments) in enumerate(
            (tool, arguments) for tool in _chosen(call) for arguments in _arguments(tool, call.question)
        )
    ]
    done = len(call.results)
    if call.has(ChatTrouble.ENDLESS):
        return tuple(ToolCall(done + each.number, each.name, each.arguments) for each in planned)
    if not call.calls_in_parallel or any(words in call.question.lower() for words in _ONE_AT_A_TIME):
        return tuple(planned[done : done + 1])
    return () if done else tuple(planned)


def _chosen(call: NativeCall) -> Iterable[Tool]:
    named = [tool for tool in call.tools if tool.name == call.tool_choice]
    if named or call.tool_choice == "none":
        return named
    mentioned = [tool for tool in call.tools if _is_mentioned(tool, call.question)]
    return mentioned or (call.tools[:1] if call.tool_choice == "any" else ())


def _is_mentioned(tool: Tool, question: str) -> bool:
    asked = question.lower()
    words = {word.lower() for word in _WORD.findall(tool.name)} - _COMMON
    pairs = set(_CHINESE_PAIR.findall(tool.description)) & set(_CHINESE_PAIR.findall(question))
    return bool(pairs) or any(
        word in asked for word in (*_ANY_TOOL, *(word for word in words if len(word) > 2))
    )


def _arguments(tool: Tool, question: str) -> list[dict[str, Any]]:
    """One set for each thing that the question names, where the function takes a text."""
    fields = tool.schema.get("properties") or {}
    takes_text = any(
        str(field.get("type")).lower() == "string" and not field.get("enum")
        for field in fields.values()
        if isinstance(field, dict)
    )
    subjects = _QUOTED.findall(question) or _NAME.findall(question) if takes_text else []
    return [_filled(tool, subject, question) for subject in dict.fromkeys(subjects) or [question]]


def _filled(tool: Tool, subject: str, question: str) -> dict[str, Any]:
    """Texts hold the subject; numbers and choices may stand anywhere in the question."""
    narrow, wide = (example_of(tool.schema, text) for text in (subject, question))
    if not isinstance(narrow, dict) or not isinstance(wide, dict):
        return {}
    return {
        name: value if isinstance(value, str) and value in subject else wide[name]
        for name, value in narrow.items()
    }
