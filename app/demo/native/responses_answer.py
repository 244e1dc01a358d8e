"""/v1/responses: the items of an answer, and the object around them."""

import json
from collections.abc import Iterator
from typing import Any

from app.demo.native.reply import Ending, Passage, Reply
from app.demo.native.responses_request import ResponsesCall
from app.demo.native.sealing import seal
from app.demo.native.trouble import ChatTrouble

_CREATED = 1767225600
_REFUSAL = "I'm sorry, but I cannot assist with that request."
_INCOMPLETE = {Ending.LENGTH: "max_output_tokens", Ending.WITHHELD: "content_filter"}
_FAILURE = {"code": "server_error", "message": "The model failed to generate a response."}
_ECHOED: dict[str, Any] = {
    "instructions": None, "max_output_tokens": None, "max_tool_calls": None, "parallel_tool_calls": True,
    "previous_response_id": None, "store": True, "temperature": 1.0, "text": {"format": {"type": "text"}},
    "tool_choice": "auto", "tools": [], "top_p": 1.0, "truncation": "disabled", "user": None, "metadata": {},
    "service_tier": "default",
}  # fmt: skip
"""Fields that come back as they were sent, and what stands there otherwise."""

Item = dict[str, Any]


def response_of(call: ResponsesCall, reply: Reply, number: int) -> dict[str, Any]:
    """The whole answer."""
    reason = _INCOMPLETE.get(reply.ending)
    failed = reply.ending is Ending.FAILED
    told = {name: call.body.get(name) or usual for name, usual in _ECHOED.items()}
    told["parallel_tool_calls"] = call.call.calls_in_parallel
    told["store"] = call.is_kept
    told["tools"] = [_strict(tool) for tool in told["tools"]]
    return {
        "id": f"resp_demo{number:06d}", "object": "response", "created_at": _CREATED,
        "status": "failed" if failed else "incomplete" if reason else "completed",
        "background": call.runs_in_background, "error": _FAILURE if failed else None,
        "incomplete_details": {"reason": reason} if reason else None,
        "model": call.call.chat.model.id, **told,
        "reasoning": {"effort": None, "summary": None} | (call.body.get("reasoning") or {}),
        "output": [] if failed and not call.call.chat.stream else list(_items(call, reply, number)),
        "usage": None if failed else _usage(call, reply),
    }  # fmt: skip


def _items(call: ResponsesCall, reply: Reply, number: int) -> Iterator[Item]:
    if reply.reasoning:
        yield _thought(call, reply, number)
    yield from _searches(call, reply, number)
    if reply.run is not None:
        yield {
            "id": f"ci_demo{number:06d}", "type": "code_interpreter_call", "status": "completed",
            "code": reply.run.code, "container_id": f"cntr_demo{number:06d}",
            "outputs": [{"type": "logs", "logs": reply.run.output}]
            if call.includes("code_interpreter_call.outputs") else None,
        }  # fmt: skip
    if reply.ending is Ending.REFUSED:
        yield _message(number, "completed", {"type": "refusal", "refusal": _REFUSAL})
    elif reply.passages and not reply.calls:
        status = "incomplete" if reply.ending in _INCOMPLETE else "completed"
        yield _message(number, status, _spoken(reply))
    for wanted in reply.calls:
        arguments = json.dumps(wanted.arguments, ensure_ascii=False)
        broken = call.call.has(ChatTrouble.BAD_CALL)
        yield {
            "id": f"fc_demo{number:06d}{wanted.number:02d}", "type": "function_call", "status": "completed",
            "call_id": f"call_demo{number:06d}{wanted.number:02d}", "name": wanted.name,
            "arguments": arguments[:-1] if broken else arguments,
        }  # fmt: skip


def _thought(call: ResponsesCall, reply: Reply, number: int) -> Item:
    paragraphs = reply.reasoning.split("\n\n") if call.call.shows_thoughts else []
    item: Item = {
        "id": f"rs_demo{number:06d}", "type": "reasoning",
        "summary": [{"type": "summary_text", "text": text} for text in paragraphs],
    }  # fmt: skip
    if call.includes("reasoning.encrypted_content"):
        item["encrypted_content"] = seal(reply.reasoning)
    return item


def _searches(call: ResponsesCall, reply: Reply, number: int) -> Iterator[Item]:
    """One search; who researches deeply also opens what was found."""
    if not reply.query:
        return
    search: Item = {"type": "search", "query": reply.query, "queries": [reply.query]}
    if call.includes("web_search_call.action.sources"):
        search["sources"] = [{"type": "url", "url": source.url} for source in reply.sources]
    is_deep = "deep-research" in call.call.chat.model.id
    opened = [{"type": "open_page", "url": source.url} for source in reply.sources] if is_deep else []
    for step, action in enumerate((search, *opened)):
        item_id = f"ws_demo{number:06d}{step:02d}"
        yield {"id": item_id, "type": "web_search_call", "status": "completed", "action": action}


def _message(number: int, status: str, part: dict[str, Any]) -> Item:
    return {
        "id": f"msg_demo{number:06d}", "type": "message", "role": "assistant", "status": status,
        "content": [part],
    }  # fmt: skip


def _spoken(reply: Reply) -> dict[str, Any]:
    annotations, place = [], 0
    for passage in reply.passages:
        annotations += _citation(passage, place)
        place += len(passage.text)
    return {"type": "output_text", "text": reply.text, "annotations": annotations, "logprobs": []}


def _citation(passage: Passage, place: int) -> list[dict[str, Any]]:
    if passage.source is None:
        return []
    end = place + len(passage.text.rstrip())
    source = passage.source
    return [
        {
            "type": "url_citation",
            "start_index": place,
            "end_index": end,
            "title": source.title,
            "url": source.url,
        }
    ]


def _usage(call: ResponsesCall, reply: Reply) -> dict[str, Any]:
    """All before the last question counts as cached, as in a conversation that goes on."""
    asked = call.call.tokens
    cached = sum(message.tokens for message in call.call.chat.messages[:-1])
    return {
        "input_tokens": asked, "input_tokens_details": {"cached_tokens": cached, "cache_write_tokens": 0},
        "output_tokens": reply.tokens, "output_tokens_details": {"reasoning_tokens": reply.reasoning_tokens},
        "total_tokens": asked + reply.tokens,
    }  # fmt: skip


def _strict(tool: dict[str, Any]) -> dict[str, Any]:
    usual: dict[str, Any] = (
        {"description": None, "parameters": {}, "strict": True} if tool.get("type") == "function" else {}
    )
    return usual | tool
