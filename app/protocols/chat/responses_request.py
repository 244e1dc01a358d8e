"""A turn as the body of OpenAI's Responses.

The history goes along whole and nothing is stored at the gateway, unless the person wants that: a relay with
several accounts behind it finds an earlier answer only by chance. Answers go back as the items that they came
as, encrypted thoughts included.
"""

from collections.abc import Iterator, Sequence

from app.domain.conversation import Role
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.domain.profile import GatewayTraits
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.carrying import refuse
from app.protocols.chat.data_urls import data_url
from app.protocols.chat.openai_request import response_format
from app.protocols.chat.own_words import own_words
from app.protocols.chat.responses_tools import call_items, function_tools, result_items, tool_choice
from app.protocols.gateway import auth_of
from app.protocols.merge import merged
from app.protocols.read import as_object, well_formed
from app.wire.request import Expects, JsonBody, WireRequest

FORMAT = "responses"
_NAME = "Responses"
_NO_PLACE = ("frequency_penalty", "presence_penalty", "seed", "n", "stop", "read_pages")
_SEARCH = {"type": "web_search"}
_RESEARCH = {"type": "web_search_preview"}
_CODE = {"type": "code_interpreter", "container": {"type": "auto"}}
_ENCRYPTED = "reasoning.encrypted_content"
_PRINTED = "code_interpreter_call.outputs"


def responses_request(turn: ChatTurn, gateway: GatewayTraits) -> WireRequest:
    """The request of a turn. The person's own JSON wins over every field.

    Raises:
        InputError: something was chosen that has no place here, or the schema is none.
    """
    refuse(turn, _NAME, _NO_PLACE)
    body = merged(_body(turn), turn.extra)
    return WireRequest(
        "POST",
        f"{gateway.api_prefix}/responses",
        auth=auth_of(gateway.auth),
        body=JsonBody(body),
        expects=Expects.EVENTS if body.get("stream") is True else Expects.JSON,
    )


def _body(turn: ChatTurn) -> dict[str, object]:
    settings, traits = turn.settings, turn.traits
    system = [message.text for message in turn.messages if message.role is Role.SYSTEM]
    prompt = "\n\n".join(filter(str.strip, system)) or settings.system_prompt
    kept_id, new = _split(turn)
    items = [item for message in new for item in _items(message)]
    is_kept = settings.keep_history or traits.background
    body: dict[str, object] = {"model": turn.model, "input": items, "stream": turn.streams, "store": is_kept}
    if kept_id:
        body["previous_response_id"] = kept_id
    if traits.background:
        body["background"] = True
    thinks = traits.reasoning or bool(settings.reasoning_effort)
    optional: dict[str, object] = {
        "instructions": well_formed(prompt) if prompt.strip() else None,
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        "max_output_tokens": settings.max_tokens,
        "reasoning": _reasoning(settings.reasoning_effort) if thinks else None,
        "include": [*([_ENCRYPTED] if thinks else []), *([_PRINTED] if settings.run_code else [])] or None,
        "text": _text(settings.response_format),
        "tools": [*_built_in(turn), *function_tools(turn)] or None,
        "tool_choice": tool_choice(turn),
    }
    kept = {name: value for name, value in optional.items() if value is not None}
    return body | {name: value for name, value in kept.items() if name not in traits.unsupported}


def _split(turn: ChatTurn) -> tuple[str, Sequence[TurnMessage]]:
    """The answer up to which the provider keeps the history, and the messages after it."""
    if turn.settings.keep_history:
        for place in range(len(turn.messages) - 1, -1, -1):
            if kept_id := turn.messages[place].response_id:
                return kept_id, turn.messages[place + 1 :]
    return "", turn.messages


def _built_in(turn: ChatTurn) -> list[object]:
    """Tools that run at the maker's; research is refused without something to search."""
    search = [_SEARCH] if turn.settings.web_search else [_RESEARCH] if turn.traits.background else []
    return [*search, *([_CODE] if turn.settings.run_code else [])]


def _reasoning(effort: str) -> dict[str, object]:
    """How hard to think, and a summary of it: without one nothing of the thought is told."""
    return {"effort": effort, "summary": "auto"} if effort else {"summary": "auto"}


def _text(chosen: str) -> dict[str, object] | None:
    """The form of the answer; a schema stands flat here, unlike in chat completions."""
    wanted = response_format(chosen)
    if wanted is None:
        return None
    schema = as_object(wanted.get("json_schema"))
    return {"format": {"type": "json_schema", **schema} if schema else wanted}


def _items(message: TurnMessage) -> Iterator[object]:
    if message.role is Role.SYSTEM:
        return
    if items := own_words(message, FORMAT):
        yield from items
        return
    is_answer = message.role is Role.ASSISTANT
    kind = "output_text" if is_answer else "input_text"
    words = [{"type": kind, "text": well_formed(message.text)}] if message.text.strip() else []
    media = [] if is_answer else [_part(one) for one in message.media]
    if words or media:
        yield {"type": "message", "role": message.role.value, "content": [*words, *media]}
    yield from call_items(message)
    yield from result_items(message)


def _part(media: MediaLink | MediaBytes) -> dict[str, object]:
    address = media.url if isinstance(media, MediaLink) else data_url(media)
    if media.kind is MediaKind.AUDIO and isinstance(media, MediaBytes):
        form = "wav" if "wav" in media.mime else "mp3"
        return {"type": "input_audio", "input_audio": {"data": address.partition(",")[2], "format": form}}
    if media.kind is not MediaKind.PICTURE:
        if isinstance(media, MediaLink):
            return {"type": "input_file", "file_url": media.url}
        return {"type": "input_file", "filename": media.name or "file", "file_data": address}
    return {"type": "input_image", "image_url": address, "detail": "auto"}
