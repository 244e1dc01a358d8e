"""/v1/messages: the blocks of an answer, whole or streamed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.demo.native.anthropic_cache import CacheUse
from app.demo.native.anthropic_failures import AnthropicRefusal
from app.demo.native.anthropic_request import AnthropicCall
from app.demo.native.reply import Ending, Passage, Reply, Source
from app.demo.native.sealing import seal
from app.demo.native.trouble import ChatTrouble
from app.demo.tokens import tokens_of

_STOP_REASONS = {
    Ending.DONE: "end_turn", Ending.CALLS: "tool_use", Ending.LENGTH: "max_tokens",
    Ending.STOP_WORD: "stop_sequence", Ending.REFUSED: "refusal", Ending.WITHHELD: "refusal",
    Ending.PAUSED: "pause_turn", Ending.TOO_LONG: "model_context_window_exceeded",
}  # fmt: skip
_REFUSAL = {
    "type": "refusal", "category": "general_harms",
    "explanation": "This request was declined because it may violate our usage policies.",
}  # fmt: skip
_PLAIN_TEXT = "text"

Block = dict[str, Any]


def message_of(call: AnthropicCall, reply: Reply, cached: CacheUse, number: int) -> dict[str, Any]:
    """The whole answer."""
    return {
        "id": f"msg_demo{number:06d}", "type": "message", "role": "assistant",
        "model": call.call.chat.model.id, "content": list(_blocks(call, reply, number)),
        "stop_reason": _STOP_REASONS.get(reply.ending),
        "stop_sequence": reply.stop_word or None,
        "stop_details": _REFUSAL if reply.ending in (Ending.REFUSED, Ending.WITHHELD) else None,
        "usage": _usage(call, reply, cached),
    }  # fmt: skip


def events(message: Mapping[str, Any], call: AnthropicCall, ending: Ending) -> Iterator[bytes]:
    """The stream of an answer, one event of one token at a time."""
    begun = {**message, "content": [], "stop_reason": None, "stop_sequence": None, "stop_details": None}
    begun["usage"] = {**message["usage"], "output_tokens": 1}
    yield _event("message_start", message=begun)
    broken = call.call.has(ChatTrouble.BAD_CALL)
    for index, block in enumerate(message["content"]):
        yield _event("content_block_start", index=index, content_block=_opened(block))
        if index == 0:
            yield _event("ping")
        for delta in _deltas(block, is_broken=broken):
            yield _event("content_block_delta", index=index, delta=delta)
        if ending in (Ending.FAILED, Ending.CUT_OFF) and index == len(message["content"]) - 1:
            break
        yield _event("content_block_stop", index=index)
    yield from _end(message, ending)


def overloaded() -> AnthropicRefusal:
    """What a call says that fails."""
    return AnthropicRefusal("Overloaded", 529)


def _end(message: Mapping[str, Any], ending: Ending) -> Iterator[bytes]:
    if ending is Ending.FAILED:
        yield _event(
            "error", **{key: value for key, value in overloaded().body("").items() if key == "error"}
        )
    elif ending is not Ending.CUT_OFF:
        delta = {key: message[key] for key in ("stop_reason", "stop_sequence", "stop_details")}
        yield _event("message_delta", delta=delta, usage=message["usage"])
        yield _event("message_stop")


def _event(kind: str, **fields: Any) -> bytes:
    text = json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))
    return f"event: {kind}\ndata: {text}\n\n".encode()


def _blocks(call: AnthropicCall, reply: Reply, number: int) -> Iterator[Block]:
    if reply.reasoning:
        shown = reply.reasoning if call.call.shows_thoughts else ""
        yield {"type": "thinking", "thinking": shown, "signature": seal(reply.reasoning)}
    if reply.query and not call.goes_on:
        yield from _search(reply, f"srvtoolu_demo{number:06d}")
    if reply.ending is Ending.PAUSED:
        return
    for passage in reply.passages:
        yield {"type": _PLAIN_TEXT, "text": passage.text, "citations": _citations(passage)}
    for wanted in reply.calls:
        yield {
            "type": "tool_use", "id": f"toolu_demo{number:06d}{wanted.number:02d}", "name": wanted.name,
            "input": wanted.arguments,
        }  # fmt: skip


def _search(reply: Reply, call_id: str) -> Iterator[Block]:
    yield {"type": "server_tool_use", "id": call_id, "name": "web_search", "input": {"query": reply.query}}
    results = [_result(source) for source in reply.sources]
    yield {"type": "web_search_tool_result", "tool_use_id": call_id, "content": results}


def _result(source: Source) -> dict[str, Any]:
    return {
        "type": "web_search_result", "url": source.url, "title": source.title, "page_age": None,
        "encrypted_content": seal(source.sentence),
    }  # fmt: skip


def _citations(passage: Passage) -> list[dict[str, Any]] | None:
    if passage.source is None:
        return None
    source = passage.source
    return [{
        "type": "web_search_result_location", "url": source.url, "title": source.title,
        "cited_text": source.sentence, "encrypted_index": seal(source.url),
    }]  # fmt: skip


def _opened(block: Block) -> Block:
    """A block before its deltas; what the server's tools found comes complete."""
    empty: dict[str, Block] = {
        "thinking": {"thinking": "", "signature": ""},
        _PLAIN_TEXT: {"text": "", "citations": [] if block.get("citations") else None},
        "tool_use": {"input": {}},
        "server_tool_use": {"input": {}},
    }
    return {**block, **empty.get(block["type"], {})}


def _deltas(block: Block, *, is_broken: bool) -> Iterator[dict[str, Any]]:
    match block["type"]:
        case "thinking":
            for piece in tokens_of(block["thinking"]):
                yield {"type": "thinking_delta", "thinking": piece}
            yield {"type": "signature_delta", "signature": block["signature"]}
        case "text":
            for citation in block["citations"] or ():
                yield {"type": "citations_delta", "citation": citation}
            for piece in tokens_of(block["text"]):
                yield {"type": "text_delta", "text": piece}
        case "tool_use" | "server_tool_use":
            text = json.dumps(block["input"], ensure_ascii=False) if block["input"] else ""
            for piece in ("", *tokens_of(text[:-1] if is_broken else text)):
                yield {"type": "input_json_delta", "partial_json": piece}


def _usage(call: AnthropicCall, reply: Reply, cached: CacheUse) -> dict[str, Any]:
    by_lifetime = {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0}
    by_lifetime[f"ephemeral_{cached.lifetime}_input_tokens"] = cached.created
    usage = {
        "input_tokens": max(1, call.call.tokens - cached.read - cached.created),
        "cache_creation_input_tokens": cached.created, "cache_read_input_tokens": cached.read,
        "cache_creation": by_lifetime, "output_tokens": reply.tokens,
        "output_tokens_details": {"thinking_tokens": reply.reasoning_tokens},
    }  # fmt: skip
    return usage | (
        {"server_tool_use": {"web_search_requests": 1, "web_fetch_requests": 0}} if reply.query else {}
    )
