"""/v1/chat/completions: what is asked, and how an answer is put on the wire."""

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.demo.failures import bad_parameter, invalid_request, no_channel
from app.demo.models import DemoModel

DONE = b"data: [DONE]\n\n"

_CREATED = 1767225600
_MOST_CHOICES = 8
_TOKEN = re.compile(r"\s*(?:data:[^\s)]+|[A-Za-z0-9_]{1,10}|[^\sA-Za-z0-9_]{1,2})|\s+")
_TOKENS_PER_MESSAGE = 4
_TOKENS_PER_PICTURE = 85
_SWITCHED_OFF = {"none", "minimal"}


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of the request: its text, and the addresses of its pictures."""

    role: str
    text: str
    pictures: tuple[str, ...] = ()

    @property
    def tokens(self) -> int:
        """About what a real tokeniser would count."""
        return _TOKENS_PER_MESSAGE + len(tokens_of(self.text)) + _TOKENS_PER_PICTURE * len(self.pictures)


@dataclass(frozen=True, slots=True)
class ChatCall:
    """A request that was understood."""

    model: DemoModel
    messages: tuple[ChatMessage, ...]
    stream: bool = False
    include_usage: bool = False
    choices: int = 1
    stop: tuple[str, ...] = ()
    most_tokens: int | None = None
    format: str = "text"
    effort: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def question(self) -> ChatMessage:
        """The last message of the person."""
        asked = [message for message in self.messages if message.role == "user"]
        return (asked or self.messages)[-1]

    @property
    def thinks(self) -> bool:
        """Whether the thoughts are wanted."""
        return bool(self.model.thinking) and self.effort not in _SWITCHED_OFF


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model says, before it is cut to the wanted length."""

    content: str
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer as it goes over the wire: pieces of a token each, with the delta field each belongs to."""

    pieces: tuple[tuple[str, str], ...]
    finish_reason: str

    def text(self, name: str) -> str:
        """Everything that goes into one field."""
        return "".join(piece for key, piece in self.pieces if key == name)

    @property
    def reasoning_tokens(self) -> int:
        """How many pieces are thoughts in a field of their own."""
        return sum(key.startswith("reasoning") for key, _ in self.pieces)


def read_call(body: object, models: Mapping[str, DemoModel]) -> ChatCall:
    """Understand a request body.

    Raises:
        Refusal: as new-api or the vendor behind it refuses it.
    """
    if not isinstance(body, dict):
        raise invalid_request("unexpected end of JSON input")
    name = str(body.get("model") or "")
    if not name:
        raise invalid_request("未指定模型名称，模型名称不能为空")
    if name not in models:
        raise no_channel(name)
    return ChatCall(
        model=models[name],
        messages=_messages(body),
        stream=body.get("stream") is True,
        include_usage=bool(_mapping(body.get("stream_options")).get("include_usage")),
        choices=int(_number(body, "n", 1, _MOST_CHOICES) or 1),
        stop=_stop(body.get("stop")),
        most_tokens=_most_tokens(body),
        format=str(_mapping(body.get("response_format")).get("type") or "text"),
        effort=_effort(body),
        settings=_settings(body),
    )


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
        yield event(_delta(index, {name: piece}))
    for index, choice in enumerate(choices):
        yield event(_delta(index, {}, choice.finish_reason))
    if call.include_usage and call.model.tells_usage:
        yield event(usage=usage_of(call, choices))
    yield DONE


def completion(call: ChatCall, choices: Sequence[Choice], completion_id: str) -> dict[str, Any]:
    """The whole answer as one JSON value."""
    rows = [
        {"index": index, "message": _message(choice), "logprobs": None, "finish_reason": choice.finish_reason}
        for index, choice in enumerate(choices)
    ]
    value = _envelope(call, completion_id, "chat.completion", rows)
    if call.model.tells_usage:
        value["usage"] = usage_of(call, choices)
    return value


def usage_of(call: ChatCall, choices: Sequence[Choice]) -> dict[str, Any]:
    """Token counts. All before the last message counts as cached, as in a conversation that goes on."""
    prompt = sum(message.tokens for message in call.messages)
    spoken = sum(len(choice.pieces) for choice in choices)
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


def tokens_of(text: str) -> list[str]:
    """Cut a text into pieces about as large as tokens; joined they are the text again."""
    return _TOKEN.findall(text)


def _choice(call: ChatCall, answer: Answer) -> Choice:
    content, stopped = _cut_at(answer.content, call.stop)
    field_name = "refusal" if call.model.ending == "refusal" else "content"
    pieces = [*_thoughts(call, answer.reasoning), *((field_name, piece) for piece in tokens_of(content))]
    if call.most_tokens is not None and len(pieces) > call.most_tokens:
        return Choice(tuple(pieces[: call.most_tokens]), "length")
    ending = "content_filter" if call.model.ending == "content_filter" and not stopped else "stop"
    return Choice(tuple(pieces), ending)


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


def _message(choice: Choice) -> dict[str, Any]:
    refusal = choice.text("refusal")
    message = {
        "role": "assistant",
        "content": None if refusal else choice.text("content"),
        "refusal": refusal or None,
    }
    thoughts = {name: text for name in ("reasoning_content", "reasoning") if (text := choice.text(name))}
    return message | thoughts


def _messages(body: Mapping[str, Any]) -> tuple[ChatMessage, ...]:
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise invalid_request("field messages is required")
    return tuple(_read_message(message) for message in messages)


def _read_message(message: object) -> ChatMessage:
    if not isinstance(message, dict) or not isinstance(message.get("role"), str):
        raise invalid_request("json: cannot unmarshal into Go struct field GeneralOpenAIRequest.messages")
    content = message.get("content")
    if content is None or isinstance(content, str):
        return ChatMessage(message["role"], content or "")
    parts = [part for part in content if isinstance(part, dict)] if isinstance(content, list) else []
    texts = [str(part.get("text") or "") for part in parts if part.get("type") == "text"]
    pictures = [_picture(part.get("image_url")) for part in parts if part.get("type") == "image_url"]
    return ChatMessage(message["role"], "\n".join(texts), tuple(pictures))


def _picture(value: object) -> str:
    """new-api takes a bare address as well as OpenAI's object."""
    return value if isinstance(value, str) else str(_mapping(value).get("url") or "")


def _most_tokens(body: Mapping[str, Any]) -> int | None:
    limits = [
        limit for name in ("max_completion_tokens", "max_tokens") if (limit := _number(body, name, 1, 1e9))
    ]
    return int(limits[0]) if limits else None


def _effort(body: Mapping[str, Any]) -> str:
    """How long to think, in the spellings of the families: a word, or only on and off."""
    switched_off = (
        body.get("enable_thinking") is False or _mapping(body.get("thinking")).get("type") == "disabled"
    )
    return "none" if switched_off else str(body.get("reasoning_effort") or "")


def _settings(body: Mapping[str, Any]) -> dict[str, Any]:
    _number(body, "temperature", 0, 2)
    _number(body, "top_p", 0, 1)
    _number(body, "frequency_penalty", -2, 2)
    _number(body, "presence_penalty", -2, 2)
    return {name: value for name, value in body.items() if name not in {"model", "messages", "tools"}}


def _number(body: Mapping[str, Any], name: str, least: float, most: float) -> float | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad_parameter(f"Invalid type for '{name}': expected a number.", "invalid_type")
    if not least <= value <= most:
        raise bad_parameter(
            f"Invalid '{name}': expected a value between {least} and {most}, but got {value}."
        )
    return value


def _stop(value: object) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(word for word in words if isinstance(word, str) and word)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
