"""/v1/chat/completions: how an answer is cut and put on the wire."""

import base64
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.demo.chat_request import ChatCall
from app.demo.native.reply import Source
from app.demo.native.tool_choice import ToolCall
from app.demo.native.trouble import ChatTrouble
from app.demo.tokens import tokens_of

DONE = b"data: [DONE]\n\n"

_CREATED = 1767225600
_SOUND_BYTES = 9600
"""A fifth of a second."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model says, before it is cut to the wanted length."""

    content: str
    reasoning: str = ""
    calls: tuple[ToolCall, ...] = ()
    sources: tuple[Source, ...] = ()
    sound: bytes = b""
    """What is said aloud: raw samples."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer as it goes over the wire: pieces of a token each, with the delta field each belongs to."""

    pieces: tuple[tuple[str, str], ...]
    finish_reason: str
    calls: tuple[ToolCall, ...] = ()
    sources: tuple[Source, ...] = ()
    sound: bytes = b""

    def text(self, name: str) -> str:
        """Everything that goes into one field."""
        return "".join(piece for key, piece in self.pieces if key == name)

    @property
    def tokens(self) -> int:
        """About how many tokens it is, calls included."""
        return len(self.pieces) + sum(len(tokens_of(str(wanted.arguments))) for wanted in self.calls)

    @property
    def reasoning_tokens(self) -> int:
        """How many pieces are thoughts in a field of their own."""
        return sum(key.startswith("reasoning") for key, _ in self.pieces)


def choose(call: ChatCall, answers: Sequence[Answer]) -> tuple[Choice, ...]:
    """Cut each answer at its stop words and its length, and put its parts into their fields."""
    return tuple(_choice(call, answer) for answer in answers)


def events(call: ChatCall, choices: Sequence[Choice], completion_id: str) -> Iterator[bytes]:
    """The stream, one event of one token at a time; the answers of n > 1 take turns."""

    def event(*rows: dict[str, Any], usage: dict[str, Any] | None = None) -> bytes:
        chunk = _envelope(call, completion_id, "chat.completion.chunk", list(rows))
        if usage is not None:
            chunk["usage"] = usage
        text = json.dumps(chunk, ensure_ascii=False, separators=(",", ":"))
        return f"data: {text}\n\n".encode()

    for index in range(len(choices)):
        yield event(_delta(index, {"role": "assistant", "content": ""}))
    for index, (name, piece) in _take_turns([choice.pieces for choice in choices]):
        yield event(_delta(index, _said(name, piece, completion_id)))
    for index, choice in enumerate(choices):
        for delta in _spoken(choice, completion_id):
            yield event(_delta(index, {"audio": delta}))
        if choice.sources:
            yield event(_delta(index, {"annotations": _annotations(choice)}))
        for delta in _called(call, choice, completion_id):
            yield event(_delta(index, {"tool_calls": [delta]}))
        yield event(_delta(index, {}, choice.finish_reason))
    if call.include_usage and call.model.tells_usage:
        yield event(usage=usage_of(call, choices))
    yield DONE


def completion(call: ChatCall, choices: Sequence[Choice], completion_id: str) -> dict[str, Any]:
    """The whole answer as one JSON value."""
    rows = [
        {
            "index": index,
            "message": _message(call, choice, completion_id),
            "logprobs": None,
            "finish_reason": choice.finish_reason,
        }
        for index, choice in enumerate(choices)
    ]
    value = _envelope(call, completion_id, "chat.completion", rows)
    if call.model.tells_usage:
        value["usage"] = usage_of(call, choices)
    return value


def usage_of(call: ChatCall, choices: Sequence[Choice]) -> dict[str, Any]:
    """Token counts. All before the last message counts as cached, as in a conversation that goes on."""
    prompt = sum(message.tokens for message in call.messages)
    spoken = sum(choice.tokens for choice in choices)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": spoken,
        "total_tokens": prompt + spoken,
        "prompt_tokens_details": {"cached_tokens": prompt - call.messages[-1].tokens, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": sum(choice.reasoning_tokens for choice in choices),
            "audio_tokens": 0,
        },
    }


def _choice(call: ChatCall, answer: Answer) -> Choice:
    if answer.calls:
        return Choice(tuple(_thoughts(call, answer.reasoning)), "tool_calls", answer.calls)
    content, stopped = _cut_at(answer.content, call.stop)
    field_name = "refusal" if call.model.ending == "refusal" else "transcript" if answer.sound else "content"
    pieces = [*_thoughts(call, answer.reasoning), *((field_name, piece) for piece in tokens_of(content))]
    if call.most_tokens is not None and len(pieces) > call.most_tokens:
        return Choice(tuple(pieces[: call.most_tokens]), "length")
    ending = "content_filter" if call.model.ending == "content_filter" and not stopped else "stop"
    return Choice(tuple(pieces), ending, sources=answer.sources, sound=answer.sound)


def _thoughts(call: ChatCall, reasoning: str) -> list[tuple[str, str]]:
    if not call.thinks or not reasoning:
        return []
    if call.model.thinking == "tags":
        return [("content", piece) for piece in tokens_of(f"<think>\n{reasoning}\n</think>\n")]
    return [(call.model.thinking, piece) for piece in tokens_of(reasoning)]


def _cut_at(text: str, stops: Iterable[str]) -> tuple[str, bool]:
    places = [place for stop in stops if (place := text.find(stop)) >= 0]
    return (text[: min(places)], True) if places else (text, False)


def _take_turns(texts: Sequence[Sequence[tuple[str, str]]]) -> Iterator[tuple[int, tuple[str, str]]]:
    for row in itertools.zip_longest(*texts):
        yield from ((index, piece) for index, piece in enumerate(row) if piece is not None)


def _envelope(call: ChatCall, completion_id: str, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": completion_id,
        "object": kind,
        "created": _CREATED,
        "model": call.model.id,
        "choices": choices,
    }


def _delta(index: int, delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": index, "delta": delta, "finish_reason": finish_reason}


def _said(name: str, piece: str, completion_id: str) -> dict[str, Any]:
    if name == "transcript":
        return {"audio": {"id": f"audio_{completion_id}", "transcript": piece}}
    return {name: piece}


def _spoken(choice: Choice, completion_id: str) -> Iterator[dict[str, Any]]:
    """The sound in pieces, each base64 of its own, and until when it can be referred to."""
    for begin in range(0, len(choice.sound), _SOUND_BYTES):
        piece = base64.b64encode(choice.sound[begin : begin + _SOUND_BYTES]).decode()
        yield {"id": f"audio_{completion_id}", "data": piece}
    if choice.sound:
        yield {"id": f"audio_{completion_id}", "expires_at": _CREATED}


def _annotations(choice: Choice) -> list[dict[str, Any]]:
    """Where each cited sentence stands in the text, and its page."""
    text = choice.text("content")
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": max(0, text.find(source.sentence)),
                "end_index": max(0, text.find(source.sentence)) + len(source.sentence),
                "title": source.title,
                "url": source.url,
            },
        }
        for source in choice.sources
    ]


def _called(call: ChatCall, choice: Choice, completion_id: str) -> Iterator[dict[str, Any]]:
    """The deltas of the calls: first whose they are, then their arguments piece by piece."""
    for index, wanted in enumerate(choice.calls):
        whole = _whole_call(call, wanted, completion_id)
        arguments = whole["function"]["arguments"]
        yield {"index": index, **whole, "function": {"name": wanted.name, "arguments": ""}}
        for piece in tokens_of(arguments):
            yield {"index": index, "function": {"arguments": piece}}


def _whole_call(call: ChatCall, wanted: ToolCall, completion_id: str) -> dict[str, Any]:
    arguments = json.dumps(wanted.arguments, ensure_ascii=False)
    if ChatTrouble.BAD_CALL.is_in(call.question.text):
        arguments = arguments[:-1]
    return {
        "id": f"call_{completion_id}_{wanted.number}", "type": "function",
        "function": {"name": wanted.name, "arguments": arguments},
    }  # fmt: skip


def _message(call: ChatCall, choice: Choice, completion_id: str) -> dict[str, Any]:
    refusal = choice.text("refusal")
    message: dict[str, Any] = {
        "role": "assistant",
        "content": None if refusal or choice.calls else choice.text("content"),
        "refusal": refusal or None,
    }
    if choice.calls:
        message["tool_calls"] = [_whole_call(call, wanted, completion_id) for wanted in choice.calls]
    if choice.sources:
        message["annotations"] = _annotations(choice)
    if choice.sound:
        message["content"] = None
        message["audio"] = {
            "id": f"audio_{completion_id}", "data": base64.b64encode(choice.sound).decode(),
            "transcript": choice.text("transcript"), "expires_at": _CREATED,
        }  # fmt: skip
    thoughts = {name: text for name in ("reasoning_content", "reasoning") if (text := choice.text(name))}
    return message | thoughts
