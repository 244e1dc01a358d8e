"""A turn as the body of Google's generateContent.

Field names are camelCase throughout: new-api loses some of them in snake_case. Answers go back as the parts
that they came as, with their thought signatures (https://ai.google.dev/gemini-api/docs/thought-signatures).
"""

import base64
from urllib.parse import quote

from app.domain.conversation import ChatSettings, Role
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.alternation import in_turns
from app.protocols.chat.carrying import refuse
from app.protocols.chat.gemini_tools import call_parts, named_calls, response_parts, tool_fields
from app.protocols.chat.openai_request import response_format
from app.protocols.chat.own_words import own_words
from app.protocols.gateway import auth_of
from app.protocols.merge import merged
from app.protocols.read import as_object, well_formed
from app.wire.request import Expects, JsonBody, WireRequest

FORMAT = "gemini"
_ROOT = "/v1beta/models"
_MIMES = {MediaKind.PICTURE: "image/png", MediaKind.VIDEO: "video/mp4", MediaKind.AUDIO: "audio/mpeg"}
_BUDGETS = {"none": 0, "minimal": 512, "low": 2048, "medium": 8192, "high": 24576}
_DYNAMIC = -1


def generate_request(turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
    """The request of a turn. The person's own JSON wins over every field.

    Raises:
        InputError: something was chosen that has no place here, the schema is none, or a tool cannot be
            declared.
    """
    refuse(turn, "Gemini", ("keep_history",))
    body = merged(_body(turn), turn.extra)
    stream = turn.streams
    call = "streamGenerateContent" if stream else "generateContent"
    return WireRequest(
        "POST",
        f"{_ROOT}/{quote(turn.model.removeprefix('models/'), safe='')}:{call}",
        (("alt", "sse"),) if stream else (),
        auth=auth_of(gateway.auth),
        body=JsonBody(body),
        expects=Expects.EVENTS if stream else Expects.JSON,
    )


def _body(turn: ChatTurn) -> dict[str, object]:
    settings = turn.settings
    system = [message.text for message in turn.messages if message.role is Role.SYSTEM]
    prompt = "\n\n".join(filter(str.strip, system)) or settings.system_prompt
    body: dict[str, object] = {"contents": _contents(turn)}
    if prompt.strip():
        body["systemInstruction"] = {"parts": [{"text": well_formed(prompt)}]}
    if config := _config(turn):
        body["generationConfig"] = config
    return body | tool_fields(turn, [name for name, wanted in _built_in(settings) if wanted])


def _built_in(settings: ChatSettings) -> tuple[tuple[str, bool], ...]:
    return (
        ("googleSearch", settings.web_search),
        ("urlContext", settings.read_pages),
        ("codeExecution", settings.run_code),
    )


def _config(turn: ChatTurn) -> dict[str, object]:
    settings = turn.settings
    chosen: dict[str, object] = {
        "temperature": settings.temperature,
        "topP": settings.top_p,
        "maxOutputTokens": settings.max_tokens,
        "seed": settings.seed,
        "frequencyPenalty": settings.frequency_penalty,
        "presencePenalty": settings.presence_penalty,
        "stopSequences": list(settings.stop) or None,
        "candidateCount": settings.n if settings.n > 1 else None,
        "thinkingConfig": _thinking(turn),
        **_form(settings.response_format),
    }
    return {name: value for name, value in chosen.items() if value is not None}


def _thinking(turn: ChatTurn) -> dict[str, object] | None:
    """A level for Gemini 3, a budget before it, never both; thoughts are asked for, else none are told."""
    effort = turn.settings.reasoning_effort
    if not (effort or turn.traits.reasoning):
        return None
    told: dict[str, object] = {"includeThoughts": effort != "none"}
    if not effort:
        return told
    if turn.traits.thinking == "level":
        return told | {"thinkingLevel": "LOW" if effort in ("none", "minimal") else effort.upper()}
    return told | {"thinkingBudget": _BUDGETS.get(effort, _DYNAMIC)}


def _form(chosen: str) -> dict[str, object]:
    wanted = response_format(chosen)
    if wanted is None or wanted.get("type") == "text":
        return {}
    schema = as_object(wanted.get("json_schema")).get("schema")
    return {"responseMimeType": "application/json", "responseJsonSchema": schema}


def _contents(turn: ChatTurn) -> list[dict[str, object]]:
    named = named_calls(turn.messages)
    signed = turn.traits.thinking == "level"

    def parts(message: TurnMessage) -> list[object]:
        if message.role is Role.TOOL:
            return response_parts(message, named)
        return _parts(message, signed=signed)

    return [
        {"role": "model" if role is Role.ASSISTANT else "user", "parts": said}
        for role, said in in_turns(turn.messages, parts)
    ]


def _parts(message: TurnMessage, *, signed: bool) -> list[object]:
    if parts := own_words(message, FORMAT, calls_have_ids=False):
        return list(parts)
    media = message.media if message.role is Role.USER else ()
    words = [{"text": well_formed(message.text)}] if message.text.strip() else []
    return [*map(_media, media), *words, *call_parts(message, signed=signed)]


def _media(media: MediaLink | MediaBytes) -> dict[str, object]:
    if isinstance(media, MediaLink):
        mime = _MIMES.get(media.kind, "application/pdf")
        return {"fileData": {"mimeType": mime, "fileUri": media.url}}
    mime = media.mime.lower().replace("image/jpg", "image/jpeg")
    return {"inlineData": {"mimeType": mime, "data": base64.b64encode(media.data).decode("ascii")}}
