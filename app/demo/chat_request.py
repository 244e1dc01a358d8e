"""/v1/chat/completions: what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.demo.failures import bad_parameter, invalid_request, no_channel
from app.demo.models import DemoModel
from app.demo.tokens import tokens_of

_MOST_CHOICES = 8
_TOKENS_PER_MESSAGE = 4
_TOKENS_PER_PICTURE = 85
SENT_AS_PICTURES = ("data:application/pdf", "data:audio/", "data:video/")
"""What may stand in the place of a picture: new-api converts it by its kind."""
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
    schema: Mapping[str, Any] | None = None
    """What the answer has to follow."""
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
    if "openai" not in models[name].endpoints:
        raise bad_parameter(f"{name} is only supported in v1/responses and not in v1/chat/completions.", "")
    return ChatCall(
        model=models[name],
        messages=_messages(body),
        stream=body.get("stream") is True,
        include_usage=bool(mapping(body.get("stream_options")).get("include_usage")),
        choices=int(number(body, "n", 1, _MOST_CHOICES) or 1),
        stop=stop_words(body.get("stop")),
        most_tokens=_most_tokens(body),
        format=str(mapping(body.get("response_format")).get("type") or "text"),
        schema=_schema(mapping(body.get("response_format"))),
        effort=_effort(body),
        settings=_settings(body),
    )


def _schema(form: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if form.get("type") != "json_schema":
        return None
    told = mapping(form.get("json_schema"))
    for name in ("name", "schema"):
        if not told.get(name):
            where = f"response_format.json_schema.{name}"
            raise bad_parameter(
                f"Missing required parameter: '{where}'.", "missing_required_parameter", param=where
            )
    return mapping(told["schema"])


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
        return ChatMessage(message["role"], readable(content or ""))
    parts = [part for part in content if isinstance(part, dict)] if isinstance(content, list) else []
    texts = [str(part.get("text") or "") for part in parts if part.get("type") == "text"]
    addresses = [_picture(part.get("image_url")) for part in parts if part.get("type") == "image_url"]
    pictures = tuple(address for address in addresses if not address.startswith(SENT_AS_PICTURES))
    return ChatMessage(message["role"], readable("\n".join(texts)), pictures)


def readable(text: str) -> str:
    """JSON may hold half a character (``"\\ud83d"``), which cannot be sent back."""
    return text.encode("utf-8", "replace").decode()


def _picture(value: object) -> str:
    """new-api takes a bare address as well as OpenAI's object."""
    return value if isinstance(value, str) else str(mapping(value).get("url") or "")


def _most_tokens(body: Mapping[str, Any]) -> int | None:
    limits = [
        limit for name in ("max_completion_tokens", "max_tokens") if (limit := number(body, name, 1, 1e9))
    ]
    return int(limits[0]) if limits else None


def _effort(body: Mapping[str, Any]) -> str:
    """How long to think, in the spellings of the families: a word, or only on and off."""
    switched_off = (
        body.get("enable_thinking") is False or mapping(body.get("thinking")).get("type") == "disabled"
    )
    return "none" if switched_off else str(body.get("reasoning_effort") or "")


def _settings(body: Mapping[str, Any]) -> dict[str, Any]:
    number(body, "temperature", 0, 2)
    number(body, "top_p", 0, 1)
    number(body, "frequency_penalty", -2, 2)
    number(body, "presence_penalty", -2, 2)
    return {name: value for name, value in body.items() if name not in {"model", "messages", "tools"}}


def number(body: Mapping[str, Any], name: str, least: float, most: float) -> float | None:
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


def stop_words(value: object) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(word for word in words if isinstance(word, str) and word)


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
