"""/v1/responses: the stream of an answer, made from the whole one."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

from app.demo.native.reply import Ending
from app.demo.tokens import tokens_of

Event = dict[str, Any]


def events(response: dict[str, Any], ending: Ending) -> Iterator[bytes]:
    """Every event on the wire, one token each, with its number."""
    numbers = itertools.count()
    for event in _events(response, ending):
        numbered = {**event, "sequence_number": next(numbers)}
        text = json.dumps(numbered, ensure_ascii=False, separators=(",", ":"))
        yield f"event: {event['type']}\ndata: {text}\n\n".encode()


def begun(response: dict[str, Any], status: str) -> dict[str, Any]:
    """An answer that is not there yet."""
    return {
        **response, "status": status, "output": [], "usage": None, "error": None, "incomplete_details": None,
    }  # fmt: skip


def _events(response: dict[str, Any], ending: Ending) -> Iterator[Event]:
    first = "queued" if response["background"] else "in_progress"
    yield {"type": "response.created", "response": begun(response, first)}
    if response["background"]:
        yield {"type": "response.queued", "response": begun(response, first)}
    yield {"type": "response.in_progress", "response": begun(response, "in_progress")}
    for place, item in enumerate(response["output"]):
        yield {"type": "response.output_item.added", "output_index": place, "item": _opened(item)}
        for event in _steps(item):
            yield {**event, "item_id": item["id"], "output_index": place}
        if ending is Ending.CUT_OFF and place == len(response["output"]) - 1:
            return
        yield {"type": "response.output_item.done", "output_index": place, "item": item}
    yield {"type": f"response.{response['status']}", "response": response}


def _opened(item: dict[str, Any]) -> dict[str, Any]:
    """An item before its contents."""
    empty: dict[str, dict[str, Any]] = {
        "reasoning": {"summary": []},
        "message": {"status": "in_progress", "content": []},
        "function_call": {"status": "in_progress", "arguments": ""},
        "web_search_call": {"status": "in_progress"},
        "code_interpreter_call": {"status": "in_progress", "code": "", "outputs": None},
    }
    return {**item, **empty[item["type"]]}


def _steps(item: dict[str, Any]) -> Iterator[Event]:
    match item["type"]:
        case "reasoning":
            for place, part in enumerate(item["summary"]):
                yield from _summary(place, part["text"])
        case "message":
            for place, part in enumerate(item["content"]):
                yield from _part(place, part)
        case "function_call":
            for piece in tokens_of(item["arguments"]):
                yield {"type": "response.function_call_arguments.delta", "delta": piece}
            yield {
                "type": "response.function_call_arguments.done", "arguments": item["arguments"],
                "name": item["name"],
            }  # fmt: skip
        case "web_search_call":
            for state in ("in_progress", "searching", "completed"):
                yield {"type": f"response.web_search_call.{state}"}
        case "code_interpreter_call":
            yield from _code(item["code"])


def _summary(place: int, text: str) -> Iterator[Event]:
    where = {"summary_index": place}
    kind = "response.reasoning_summary"
    yield {"type": f"{kind}_part.added", **where, "part": {"type": "summary_text", "text": ""}}
    for piece in tokens_of(text):
        yield {"type": f"{kind}_text.delta", **where, "delta": piece}
    yield {"type": f"{kind}_text.done", **where, "text": text}
    yield {"type": f"{kind}_part.done", **where, "part": {"type": "summary_text", "text": text}}


def _part(place: int, part: dict[str, Any]) -> Iterator[Event]:
    where = {"content_index": place}
    kind, name = ("refusal", "refusal") if part["type"] == "refusal" else ("output_text", "text")
    empty = {**part, name: ""} | ({"annotations": []} if name == "text" else {})
    extra: Event = {"logprobs": []} if name == "text" else {}
    yield {"type": "response.content_part.added", **where, "part": empty}
    for piece in tokens_of(part[name]):
        yield {"type": f"response.{kind}.delta", **where, "delta": piece, **extra}
    for number, annotation in enumerate(part.get("annotations") or ()):
        yield {
            "type": "response.output_text.annotation.added", **where, "annotation_index": number,
            "annotation": annotation,
        }  # fmt: skip
    yield {"type": f"response.{kind}.done", **where, name: part[name], **extra}
    yield {"type": "response.content_part.done", **where, "part": part}


def _code(code: str) -> Iterator[Event]:
    yield {"type": "response.code_interpreter_call.in_progress"}
    for piece in tokens_of(code):
        yield {"type": "response.code_interpreter_call_code.delta", "delta": piece}
    yield {"type": "response.code_interpreter_call_code.done", "code": code}
    yield {"type": "response.code_interpreter_call.interpreting"}
    yield {"type": "response.code_interpreter_call.completed"}
