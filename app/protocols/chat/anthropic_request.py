"""A turn as the body of Claude's messages.

Thinking is asked for by its effort: a budget of tokens for older models, ``adaptive`` for those that decide
themselves; both leave no room for a temperature. An answer goes back in its own blocks, signatures included.
"""

import base64
from collections.abc import Mapping

from app.domain.conversation import Role
from app.domain.errors import ErrorKind, InputError
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.alternation import in_turns
from app.protocols.chat.anthropic_tools import call_blocks, result_blocks, tool_fields
from app.protocols.chat.carrying import refuse
from app.protocols.chat.openai_request import response_format
from app.protocols.chat.own_words import own_words
from app.protocols.gateway import auth_of
from app.protocols.merge import merged
from app.protocols.read import as_list, as_object, at, first_text, well_formed
from app.wire.request import Expects, JsonBody, WireRequest

FORMAT = "anthropic"
_NAME = "Claude"
_VERSION = "2023-06-01"
_USUAL_TOKENS = 8192
_SEARCH = {"type": "web_search_20250305", "name": "web_search", "max_uses": 5}
_BUDGETS = {"low": 2048, "medium": 8192, "high": 16384, "xhigh": 24576, "max": 32000}
_OFF = ("none", "minimal")
_THOUGHTS = ("thinking", "redacted_thinking")
_NO_PLACE = (
    "frequency_penalty", "presence_penalty", "seed", "n", "read_pages", "run_code", "keep_history",
)  # fmt: skip
_MARK = {"cache_control": {"type": "ephemeral"}}


def messages_request(turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
    """The request of a turn. The person's own JSON wins over every field.

    Raises:
        InputError: something was chosen that has no place here, or the schema is none.
    """
    refuse(turn, _NAME, _NO_PLACE)
    body = merged(_body(turn), turn.extra)
    return WireRequest(
        "POST",
        f"{gateway.api_prefix}/messages",
        headers=(("anthropic-version", _VERSION),),
        auth=auth_of(gateway.auth),
        body=JsonBody(body),
        expects=Expects.EVENTS if body.get("stream") is True else Expects.JSON,
    )


def _body(turn: ChatTurn) -> dict[str, object]:
    settings = turn.settings
    system = [message.text for message in turn.messages if message.role is Role.SYSTEM]
    prompt = "\n\n".join(filter(str.strip, system)) or settings.system_prompt
    thinking = _thinking(turn)
    spent = int(as_object(thinking.get("thinking")).get("budget_tokens") or 0)  # type: ignore[call-overload]
    body: dict[str, object] = {
        "model": turn.model,
        "max_tokens": spent + (settings.max_tokens or _USUAL_TOKENS),
        "messages": [
            {"role": role.value, "content": content}
            for role, content in in_turns(turn.messages, _content, results_as=Role.USER)
        ],
        "stream": turn.streams,
    }
    if prompt.strip():
        body["system"] = well_formed(prompt)
    if not thinking:
        chosen = {"temperature": settings.temperature, "top_p": settings.top_p}
        body |= {name: value for name, value in chosen.items() if value is not None}
    if settings.stop:
        body["stop_sequences"] = list(settings.stop)
    body |= tool_fields(turn, [_SEARCH] if settings.web_search else [], thinks=_is_on(thinking))
    if settings.cache_prompt:
        body = _marked(body)
    return merged(body | thinking, _output(settings.response_format))


def _marked(body: Mapping[str, object]) -> dict[str, object]:
    """The body with two ends of what will be sent again: the system prompt, and all that was said so far."""
    marked = dict(body)
    if system := body.get("system"):
        marked["system"] = [{"type": "text", "text": system, **_MARK}]
    *earlier, last = as_list(body.get("messages"))
    *blocks, final = as_list(at(last, "content"))
    if first_text(final, "type") not in _THOUGHTS:
        content = [*blocks, {**as_object(final), **_MARK}]
        marked["messages"] = [*earlier, {**as_object(last), "content": content}]
    return marked


def _thinking(turn: ChatTurn) -> dict[str, object]:
    effort = turn.settings.reasoning_effort
    if not effort or _calls_lack_thoughts(turn):
        return {}
    if effort in _OFF:
        return {"thinking": {"type": "disabled"}}
    if turn.traits.thinking == "adaptive":
        return {"thinking": {"type": "adaptive"}, "output_config": {"effort": effort}}
    return {"thinking": {"type": "enabled", "budget_tokens": _BUDGETS.get(effort, _BUDGETS["medium"])}}


def _is_on(thinking: Mapping[str, object]) -> bool:
    return as_object(thinking.get("thinking")).get("type") not in (None, "disabled")


def _calls_lack_thoughts(turn: ChatTurn) -> bool:
    """Whether results are sent of calls that were made without a signed thought: none may be wanted then."""
    if len(turn.messages) < 2 or turn.messages[-1].role is not Role.TOOL:
        return False
    first = next(iter(own_words(turn.messages[-2], FORMAT)), None)
    return first_text(first, "type") not in _THOUGHTS


def _output(chosen: str) -> dict[str, object]:
    """A schema for the answer; JSON without one is nothing that Claude can be asked for."""
    wanted = response_format(chosen)
    if wanted is None or wanted.get("type") == "text":
        return {}
    schema = as_object(wanted.get("json_schema")).get("schema")
    if schema is None:
        values = {"protocol": _NAME, "field": "response_format"}
        raise InputError(ErrorKind.NOT_CARRIED, values, field="response_format")
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


def _content(message: TurnMessage) -> list[object]:
    if blocks := own_words(message, FORMAT):
        return list(blocks)
    media = message.media if message.role is Role.USER else ()
    words = [{"type": "text", "text": well_formed(message.text)}] if message.text.strip() else []
    return [*result_blocks(message), *map(_block, media), *words, *call_blocks(message)]


def _block(media: MediaLink | MediaBytes) -> Mapping[str, object]:
    """A picture or a document; pictures and documents stand before the question.

    Raises:
        InputError: Claude hears and watches nothing.
    """
    if media.kind in (MediaKind.AUDIO, MediaKind.VIDEO):
        raise InputError(ErrorKind.NOT_CARRIED, {"protocol": _NAME, "field": media.kind.value})
    if isinstance(media, MediaLink):
        is_document = media.kind is not MediaKind.PICTURE or media.url.lower().split("?")[0].endswith(".pdf")
        kind = "document" if is_document else "image"
        return {"type": kind, "source": {"type": "url", "url": media.url}}
    encoded = base64.b64encode(media.data).decode("ascii")
    if media.kind is MediaKind.PICTURE:
        mime = media.mime.lower().replace("image/jpg", "image/jpeg")
        return {"type": "image", "source": {"type": "base64", "media_type": mime, "data": encoded}}
    if media.mime == "application/pdf":
        source = {"type": "base64", "media_type": media.mime, "data": encoded}
        return {"type": "document", "source": source, "title": media.name or "document.pdf"}
    text = media.data.decode("utf-8", "replace")
    source = {"type": "text", "media_type": "text/plain", "data": well_formed(text)}
    return {"type": "document", "source": source, "title": media.name or "file"}
