"""The events of Claude's messages (reference: anthropic SDK ``types/raw_*_event.py``).

Dispatched by ``type`` inside the data, because relays drop or misname the event line. Blocks are kept by
their index as they grow: the next turn needs them unchanged. Relays that convert from other formats repeat
and skip indices and leave out starts, so a delta opens the block that it belongs to.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.chat_event import ChatEvent, Cited, ReasoningDelta, TextDelta, ToolCallDelta
from app.domain.errors import ErrorKind
from app.domain.usage import TokenUsage
from app.protocols.chat.anthropic_request import FORMAT
from app.protocols.chat.dialects import other_dialect
from app.protocols.chat.native_answer import NativeAnswer
from app.protocols.failures import error_from_json, failure
from app.protocols.read import (
    as_list,
    as_object,
    first_text,
    fragment,
    integer,
    json_or_none,
    well_formed,
)
from app.wire.response import ServerEvent

_REASONS = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "pause_turn": "paused",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
    "refusal": "content_filter",
}
_KINDS_OF_DELTA = {
    "text_delta": "text",
    "thinking_delta": "thinking",
    "signature_delta": "thinking",
    "input_json_delta": "tool_use",
    "citations_delta": "text",
}

Block = dict[str, Any]


class AnthropicDecoder:
    """Turns the events of one stream, or a whole message, into chat events. It never raises."""

    def __init__(self) -> None:
        self._answer = NativeAnswer(FORMAT)
        self._blocks: dict[int, Block] = {}
        self._inputs: dict[int, str] = {}
        self._calls: dict[int, int] = {}
        self._usage: dict[str, object] = {}

    def feed(self, event: ServerEvent) -> Sequence[ChatEvent]:
        """What one server event says."""
        return [] if self._answer.over else self._take(as_object(json_or_none(event.data)))

    def finish(self) -> Sequence[ChatEvent]:
        """What the end of the body says."""
        return self._answer.end(self._native())

    def whole(self, message: Mapping[str, object]) -> Sequence[ChatEvent]:
        """What a message in one piece says."""
        events = self._begin(message)
        for index, block in enumerate(as_list(message.get("content"))):
            events += self._open(index, as_object(block))
        events += self._end(message, message.get("usage"))
        return [*events, *self.finish()]

    def _take(self, said: Mapping[str, object]) -> list[ChatEvent]:
        match first_text(said, "type"):
            case "message_start":
                return self._begin(as_object(said.get("message")))
            case "content_block_start":
                return self._open(self._index(said), as_object(said.get("content_block")))
            case "content_block_delta":
                return self._grow(self._index(said), as_object(said.get("delta")))
            case "message_delta":
                return self._end(as_object(said.get("delta")), said.get("usage"))
            case "error":
                error = error_from_json({"error": said.get("error") or said})
                return self._answer.fail(error or failure(ErrorKind.GATEWAY_FAILED))
            case _:
                error = error_from_json(said) if "error" in said else other_dialect(said, FORMAT)
                return self._answer.fail(error) if error else []

    def _begin(self, message: Mapping[str, object]) -> list[ChatEvent]:
        events = self._answer.start(first_text(message, "model"), first_text(message, "id"))
        return [*events, *self._count(message.get("usage"))]

    def _open(self, index: int, block: Mapping[str, object]) -> list[ChatEvent]:
        """A block begins; after a conversion its first words may stand in it already."""
        self._blocks[index] = kept = dict(block)
        match first_text(block, "type"):
            case "text":
                cited = [event for item in as_list(block.get("citations")) for event in _cited(item)]
                return [*self._text(fragment(block.get("text"))), *cited]
            case "thinking":
                return self._thought(fragment(block.get("thinking")))
            case "tool_use":
                return self._called(index, kept)
            case "web_search_tool_result":
                return [event for item in as_list(block.get("content")) for event in _cited(item)]
            case _:
                return []

    def _grow(self, index: int, delta: Mapping[str, object]) -> list[ChatEvent]:
        kind = first_text(delta, "type")
        block = self._blocks.setdefault(index, {"type": _KINDS_OF_DELTA.get(kind, "text")})
        match kind:
            case "text_delta":
                _append(block, "text", delta.get("text"))
                return self._text(fragment(delta.get("text")))
            case "thinking_delta":
                _append(block, "thinking", delta.get("thinking"))
                return self._thought(fragment(delta.get("thinking")))
            case "signature_delta":
                _append(block, "signature", delta.get("signature"))
                return []
            case "input_json_delta":
                piece = fragment(delta.get("partial_json"))
                self._inputs[index] = self._inputs.get(index, "") + piece
                is_call = block.get("type") == "tool_use"
                return [ToolCallDelta(0, self._number(index), "", "", well_formed(piece))] if is_call else []
            case "citations_delta":
                citations = block.setdefault("citations", [])
                if isinstance(citations, list):
                    citations.append(delta.get("citation"))
                return list(_cited(delta.get("citation")))
            case _:
                return []

    def _called(self, index: int, block: Block) -> list[ChatEvent]:
        self._answer.said = True
        given = block.get("input")
        arguments = json.dumps(given, ensure_ascii=False) if isinstance(given, dict) and given else ""
        number, call_id, name = self._number(index), first_text(block, "id"), first_text(block, "name")
        return [ToolCallDelta(0, number, call_id, name, well_formed(arguments))]

    def _number(self, index: int) -> int:
        return self._calls.setdefault(index, len(self._calls))

    def _end(self, delta: Mapping[str, object], usage: object) -> list[ChatEvent]:
        reason = first_text(delta, "stop_reason").lower()
        if reason:
            self._answer.reason = _REASONS.get(reason, reason)
        events = self._count(usage)
        if reason == "refusal" and not self._answer.said:
            words = first_text(delta.get("stop_details"), "explanation", "category")
            events += self._answer.fail(failure(ErrorKind.CONTENT_REFUSED, reason=words))
        return events

    def _count(self, usage: object) -> list[ChatEvent]:
        """Counts are totals; the end corrects what the beginning said, but not with zeros."""
        counted = {name: count for name, count in as_object(usage).items() if count}
        self._usage |= counted
        return self._answer.count(usage_of(self._usage))

    def _text(self, text: str) -> list[ChatEvent]:
        if not text:
            return []
        self._answer.said = True
        return [TextDelta(0, well_formed(text))]

    def _thought(self, text: str) -> list[ChatEvent]:
        if not text:
            return []
        self._answer.said = True
        return [ReasoningDelta(0, well_formed(text))]

    def _index(self, said: Mapping[str, object]) -> int:
        return integer(said.get("index")) or 0

    def _native(self) -> list[object]:
        """The blocks, where the next turn needs more of them than their words."""
        blocks = [self._closed(index) for index in sorted(self._blocks)]
        kept = [block for block in blocks if _goes_back(block)]
        is_plain = all(block.get("type") == "text" and not block.get("citations") for block in kept)
        return [] if is_plain else list(kept)

    def _closed(self, index: int) -> Block:
        """A block as it ends: the pieces of its input are one value now."""
        block = self._blocks[index]
        if index in self._inputs:
            return block | {"input": as_object(json_or_none(self._inputs[index]))}
        return block


def _goes_back(block: Block) -> bool:
    """An unsigned thought would be refused, and so would words that are none."""
    match block.get("type"):
        case "text":
            return bool(block.get("text"))
        case "thinking":
            return bool(block.get("signature"))
        case _:
            return True


def usage_of(counted: Mapping[str, object]) -> TokenUsage | None:
    """Tokens as Claude counts them: what came from a cache or went into it stands beside the input."""
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    parts = [integer(counted.get(name)) or 0 for name in names]
    completion = integer(counted.get("output_tokens"))
    prompt = sum(parts)
    if not prompt and not completion:
        return None
    thought = integer(as_object(counted.get("output_tokens_details")).get("thinking_tokens"))
    total = prompt + (completion or 0)
    return TokenUsage(
        prompt, completion, total, parts[2] or None, thought, cache_write_tokens=parts[1] or None
    )


def _append(block: Block, name: str, piece: object) -> None:
    before = block.get(name)
    block[name] = (before if isinstance(before, str) else "") + fragment(piece)


def _cited(item: object) -> Iterator[ChatEvent]:
    url = first_text(item, "url")
    if url.startswith(("http://", "https://")):
        yield Cited(0, url, first_text(item, "title"))
