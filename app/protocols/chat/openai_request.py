"""A turn as the body of a chat completion."""

from collections.abc import Iterator, Mapping

from app.domain.conversation import ChatSettings, Role
from app.domain.errors import ErrorKind, InputError
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.carrying import refuse
from app.protocols.chat.data_urls import data_url
from app.protocols.chat.openai_tools import call_message, result_messages, tool_fields
from app.protocols.gateway import auth_of
from app.protocols.merge import merged
from app.protocols.read import NotJson, parse_json, well_formed
from app.wire.request import Expects, JsonBody, WireRequest

_SCHEMA_NAME = "answer"


def chat_request(turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
    """The request of a turn. The person's own JSON wins over every field and removes fields with null.

    Raises:
        InputError: the response format is neither a known name nor a JSON schema.
    """
    refuse(turn, "Chat Completions", ("read_pages", "run_code", "keep_history"))
    stream = turn.streams and (gateway.streams_calls or not turn.tools)
    body = merged(merged(_body(turn, stream=stream), turn.options), turn.extra)
    return WireRequest(
        "POST",
        f"{gateway.api_prefix}/chat/completions",
        auth=auth_of(gateway.auth),
        body=JsonBody(body),
        expects=Expects.EVENTS if body.get("stream") is True else Expects.JSON,
    )


def _body(turn: ChatTurn, *, stream: bool) -> dict[str, object]:
    body = dict(turn.traits.body)
    body |= {"model": turn.model, "messages": list(_messages(turn)), "stream": stream}
    optional = dict(_parameters(turn.settings, turn.traits.max_tokens_field)) | tool_fields(turn)
    if turn.settings.web_search:
        optional |= turn.traits.search
    if turn.traits.thinking == "switch" and (effort := turn.settings.reasoning_effort):
        optional["thinking"] = {"type": "disabled" if effort == "none" else "enabled"}
    if stream:
        optional["stream_options"] = {"include_usage": True}
    return body | {name: value for name, value in optional.items() if name not in turn.traits.unsupported}


def _messages(turn: ChatTurn) -> Iterator[dict[str, object]]:
    prompt = turn.settings.system_prompt
    if prompt.strip() and not (turn.messages and turn.messages[0].role is Role.SYSTEM):
        yield {"role": "system", "content": well_formed(prompt)}
    for message in turn.messages:
        media = message.media if message.role is Role.USER else ()
        if message.calls:
            yield call_message(message)
        elif message.role is Role.TOOL:
            yield from result_messages(message)
        elif message.text.strip() or media:
            yield {"role": message.role.value, "content": _content(message, media, turn.traits.video_part)}


def _content(message: TurnMessage, media: tuple[MediaLink | MediaBytes, ...], video_part: str) -> object:
    """Text alone as a string, which every relay reads; with media as a list of parts."""
    if not media:
        return well_formed(message.text)
    words = [{"type": "text", "text": well_formed(message.text)}] if message.text.strip() else []
    return [*words, *(_part(medium, video_part) for medium in media)]


def _part(media: MediaLink | MediaBytes, video_part: str) -> dict[str, object]:
    """A medium as a part. What has no part of its own goes as a picture: new-api converts by content."""
    address = media.url if isinstance(media, MediaLink) else data_url(media)
    if media.kind is MediaKind.VIDEO:
        return {"type": video_part, video_part: {"url": address}}
    if isinstance(media, MediaBytes) and media.kind is MediaKind.AUDIO:
        encoded = address.partition(",")[2]
        return {"type": "input_audio", "input_audio": {"data": encoded, "format": _audio_format(media)}}
    if isinstance(media, MediaBytes) and media.kind in {MediaKind.FILE, MediaKind.TEXT}:
        return {"type": "file", "file": {"filename": media.name or "file", "file_data": address}}
    return {"type": "image_url", "image_url": {"url": address}}


def _audio_format(media: MediaBytes) -> str:
    return "wav" if "wav" in media.mime else "mp3"


def _parameters(settings: ChatSettings, max_tokens_field: str) -> Iterator[tuple[str, object]]:
    """What the person set; what stands at «leave it to the model» is not sent."""
    chosen: Mapping[str, object] = {
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        max_tokens_field: settings.max_tokens,
        "frequency_penalty": settings.frequency_penalty,
        "presence_penalty": settings.presence_penalty,
        "seed": settings.seed,
        "stop": list(settings.stop) or None,
        "n": settings.n if settings.n > 1 else None,
        "reasoning_effort": settings.reasoning_effort or None,
        "response_format": response_format(settings.response_format),
    }
    return ((name, value) for name, value in chosen.items() if value is not None)


def response_format(chosen: str) -> dict[str, object] | None:
    """The field of that name from a known name, a JSON schema, or the whole field as JSON.

    Raises:
        InputError: it is none of them.
    """
    chosen = chosen.strip()
    if not chosen:
        return None
    if chosen in {"text", "json_object"}:
        return {"type": chosen}
    try:
        schema = parse_json(chosen)
    except NotJson as error:
        raise _no_schema(str(error)) from error
    if not isinstance(schema, dict):
        raise _no_schema("{ … }")
    if schema.get("type") in {"json_schema", "json_object", "text"}:
        return schema
    if isinstance(schema.get("schema"), dict):
        return {"type": "json_schema", "json_schema": {"name": _SCHEMA_NAME, **schema}}
    return {"type": "json_schema", "json_schema": {"name": _SCHEMA_NAME, "schema": schema}}


def _no_schema(reason: str) -> InputError:
    return InputError(ErrorKind.SCHEMA_INVALID, {"reason": reason}, field="response_format")
