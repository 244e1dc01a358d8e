"""Recorded answers as files: ``cases/<id>/`` holds what a gateway sent and what must be understood of it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.domain.chat_event import (
    Broken,
    ChatEvent,
    Cited,
    Finished,
    InBackground,
    MediaFound,
    NativeSaid,
    ReasoningDelta,
    RefusalDelta,
    Started,
    TextDelta,
    TextReplaced,
    ToolCallDelta,
    UsageReported,
)
from app.domain.errors import StudioError
from app.domain.generation import TaskHandle
from app.domain.media import MediaBytes
from app.protocols.account.balance import PROBES
from app.protocols.account.models_list import parse_models
from app.protocols.account.site_status import parse_status
from app.protocols.base import ChatProtocol
from app.protocols.chat.openai_chat import OPENAI_CHAT
from app.services.conversation.chat_protocols import chat_protocol
from app.transport.sse import EventReader
from app.wire.response import WireResponse

CASES = Path(__file__).parent / "cases"
_LINE_BYTES = 1 << 24
_OF_CARDS = ("call:", "task:")


@dataclass(frozen=True)
class Case:
    """What a gateway sent, and what must come of it. ``reads`` names the reader."""

    id: str
    reads: str
    responses: Sequence[WireResponse]
    """One; for a balance as many as its probe asks for."""
    site: WireResponse | None
    streamed: bool
    result: Any
    values: dict[str, Any]
    """What the form held, for what is made."""
    streams: Any
    """What must come of it event by event, where that differs from the whole."""
    handles: Sequence[TaskHandle] = ()
    """The tasks that were asked for; none where one was submitted."""


def load(folder: Path) -> Case:
    """A case from its folder."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    answers = sorted(path for path in folder.iterdir() if path.stem.startswith(("answer", "events")))
    status, headers = expected.get("status", 200), expected.get("headers", {})
    responses = [WireResponse(status, headers, answer.read_bytes()) for answer in answers]
    site = folder / "site.json"
    return Case(
        id=folder.name,
        reads=expected["reads"],
        responses=responses,
        site=WireResponse(200, {}, site.read_bytes()) if site.exists() else None,
        streamed=answers[0].suffix == ".sse",
        result=expected["result"],
        values=expected.get("values", {}),
        streams=expected.get("streams", expected["result"]),
        handles=[TaskHandle(said.pop("id"), tuple(said.items())) for said in expected.get("handles", ())],
    )


def all_cases() -> list[Case]:
    """Every case of conversations and accounts, by id."""
    return [case for case in _loaded() if not case.reads.startswith(_OF_CARDS)]


def card_cases(kind: str) -> list[Case]:
    """Every case that a format of model cards reads, ``kind`` being ``call`` or ``task``."""
    return [case for case in _loaded() if case.reads.startswith(f"{kind}:")]


def _loaded() -> list[Case]:
    return [load(folder) for folder in sorted(CASES.iterdir())]


def read_whole(case: Case) -> Any:
    """What is understood of the answer when it lies there as a whole."""
    if case.reads.startswith("chat"):
        return folded(chat_of(case).parse(case.responses[0]))
    try:
        return _account(case)
    except StudioError as error:
        return {"error": shown_error(error)}


def chat_of(case: Case) -> ChatProtocol:
    """The chat protocol that a case speaks."""
    return chat_protocol(case.reads.partition(":")[2] or "openai")


def read_stream(cuts: Iterable[bytes], protocol: ChatProtocol = OPENAI_CHAT) -> Sequence[ChatEvent]:
    """The chat events of a stream that arrives in these pieces."""
    reader, decoder = EventReader(_LINE_BYTES), protocol.decoder()
    events: list[ChatEvent] = []
    for piece in cuts:
        for event in reader.feed(piece):
            events += decoder.feed(event)
    for event in reader.finish():
        events += decoder.feed(event)
    return [*events, *decoder.finish()]


def folded(events: Iterable[ChatEvent]) -> dict[str, Any]:
    """Chat events as the answers that they add up to."""
    result: dict[str, Any] = {}
    answers: dict[int, dict[str, Any]] = {}
    for event in events:
        match event:
            case Started(model=model):
                result["model"] = model
            case UsageReported(usage=usage):
                result["usage"] = {name: count for name, count in asdict(usage).items() if count is not None}
            case Broken(error=error):
                result["error"] = shown_error(error)
            case InBackground(response_id=response_id):
                result["background"] = response_id
            case _:
                _add(answers.setdefault(event.index, {}), event)
    if answers:
        result["answers"] = [answers[index] for index in sorted(answers)]
    return result


def shown_error(error: StudioError) -> dict[str, Any]:
    """What matters of an error."""
    technical = error.technical
    shown = {
        "kind": error.kind.value,
        "class": type(error).__name__,
        "values": error.values,
        "status": technical.status,
        "code": technical.code,
        "request_id": technical.request_id,
        "retry_after_s": error.retry_after_s,
    }
    return {name: value for name, value in shown.items() if value not in (None, "", {})}


def _account(case: Case) -> Any:
    if case.reads == "models":
        return [_plain(asdict(model)) for model in parse_models(case.responses[0])]
    if case.reads == "status":
        return _plain(asdict(parse_status(case.responses[0])))
    probe = PROBES[case.reads.partition(":")[2]]
    return _plain(asdict(probe.read(case.responses, parse_status(case.site) if case.site else None)))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item not in (None, "", ())}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _add(answer: dict[str, Any], event: ChatEvent) -> None:
    match event:
        case TextDelta(text=text):
            answer["text"] = answer.get("text", "") + text
        case TextReplaced(text=text):
            answer["text"] = text
        case ReasoningDelta(text=text):
            answer["reasoning"] = answer.get("reasoning", "") + text
        case RefusalDelta(text=text):
            answer["refusal"] = answer.get("refusal", "") + text
        case Cited(url=url, title=title):
            answer.setdefault("cited", []).append([url, title])
        case MediaFound(media=media):
            shown = _digest(media) if isinstance(media, MediaBytes) else [media.kind.value, media.url]
            answer.setdefault("media", []).append(shown)
        case ToolCallDelta():
            _add_call(answer.setdefault("calls", {}), event)
        case NativeSaid(format=name, body=body):
            answer["native"] = {name: json.loads(body)}
        case Finished(reason=reason):
            answer["finished"] = reason


def _add_call(calls: dict[str, Any], event: ToolCallDelta) -> None:
    call = calls.setdefault(str(event.call), {"id": "", "name": "", "arguments": ""})
    call["id"] += event.id
    call["name"] += event.name
    call["arguments"] += event.arguments


def _digest(media: MediaBytes) -> list[str]:
    return [media.kind.value, media.mime, sha256(media.data).hexdigest()[:12]]
