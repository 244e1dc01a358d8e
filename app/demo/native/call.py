"""What a question is in every format, once it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.chat_request import ChatCall
from app.demo.failures import Refusal, invalid_request, no_channel
from app.demo.models import DemoModel
from app.demo.native.media import Medium
from app.demo.native.trouble import ChatTrouble

_TOKENS_PER_FILE = 250


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that the model may call."""

    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What came of a call, since the person last asked something."""

    name: str
    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class NativeCall:
    """A request that was understood. ``chat`` has its words and pictures."""

    chat: ChatCall
    media: tuple[Medium, ...] = ()
    """Documents, sounds and films of the question."""
    tools: tuple[Tool, ...] = ()
    tool_choice: str = "auto"
    """``auto``, ``any``, ``none``, or the name of the one function to call."""
    calls_in_parallel: bool = True
    results: tuple[ToolResult, ...] = ()
    thinks: bool = False
    shows_thoughts: bool = True
    searches: bool = False
    runs_code: bool = False
    reads_pages: bool = False
    schema: Mapping[str, Any] | None = None
    """The form in which the answer is wanted."""

    @property
    def question(self) -> str:
        """What the person asked last."""
        return self.chat.question.text

    def has(self, trouble: ChatTrouble) -> bool:
        """Whether the question asks for it."""
        return trouble.is_in(self.question)

    @property
    def tokens(self) -> int:
        """About how many tokens came in."""
        return sum(message.tokens for message in self.chat.messages) + _TOKENS_PER_FILE * len(self.media)


def model_offered(body: object, models: Mapping[str, DemoModel], endpoint: str) -> DemoModel:
    """The model that a body names.

    Raises:
        Refusal: as new-api refuses a model that it does not have, or whose channel lacks the format.
    """
    name = str(body.get("model") or "") if isinstance(body, dict) else ""
    if not name:
        raise invalid_request("未指定模型名称，模型名称不能为空")
    if name not in models:
        raise no_channel(name)
    if endpoint not in models[name].endpoints:
        raise Refusal(500, "not implemented", "convert_request_failed")
    return models[name]
