"""What is understood of the answers of calls: pictures in one piece or as a stream."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.catalog.cards import Cards
from app.domain.errors import StudioError
from app.domain.generation import (
    Generation,
    GenerationBroken,
    GenerationEnded,
    GenerationEvent,
    GenerationResult,
    MediaOutput,
    OutputFound,
    PartialPicture,
    ProgressTold,
)
from app.domain.media import MediaBytes, MediaLink
from app.protocols.base import CallProtocol
from app.protocols.registry import CALLS
from app.transport.sse import EventReader
from tests.protocols.case import Case, shown_error

RESOURCES = Path(__file__).parent.parent.parent / "resources"
_LINE_BYTES = 1 << 24


@cache
def cards() -> Cards:
    """The shipped catalogue."""
    return Cards.load(RESOURCES)


def generation_of(case: Case) -> Generation:
    """What was asked for: a card, with the values that the case names."""
    card = cards().get(case.reads.partition(":")[2])
    assert card is not None
    return Generation(card, "the-model", case.values)


def protocol_of(case: Case) -> CallProtocol:
    """The format of the case's card."""
    return CALLS[generation_of(case).card.protocol]


def read_whole(case: Case) -> Any:
    """What is understood of the answer when it lies there as a whole."""
    try:
        return shown_result(protocol_of(case).parse(case.responses[0], generation_of(case)))
    except StudioError as error:
        return {"error": shown_error(error)}


def read_stream(case: Case, cuts: Iterable[bytes]) -> Sequence[GenerationEvent]:
    """The events of a stream that arrives in these pieces."""
    reader, decoder = EventReader(_LINE_BYTES), protocol_of(case).decoder(generation_of(case))
    events: list[GenerationEvent] = []
    for piece in cuts:
        for event in reader.feed(piece):
            events += decoder.feed(event)
    for event in reader.finish():
        events += decoder.feed(event)
    return [*events, *decoder.finish()]


def folded(events: Iterable[GenerationEvent]) -> dict[str, Any]:
    """Events as what they add up to."""
    shown: dict[str, Any] = {}
    for event in events:
        match event:
            case PartialPicture(index=index, step=step, media=media):
                shown.setdefault("previews", []).append([index, step, *_digest(media)])
            case OutputFound(output=output):
                shown.setdefault("outputs", []).append(shown_output(output))
            case ProgressTold(percent=percent):
                shown.setdefault("progress", []).append(percent)
            case GenerationEnded(result=result):
                shown |= shown_result(result)
            case GenerationBroken(error=error):
                shown["error"] = shown_error(error)
    return shown


def shown_result(result: GenerationResult) -> dict[str, Any]:
    """What matters of a result."""
    usage = asdict(result.usage) if result.usage else {}
    shown = {
        "outputs": [shown_output(output) for output in result.outputs],
        "texts": list(result.texts),
        "usage": {name: count for name, count in usage.items() if count is not None},
        "facts": dict(result.facts),
    }
    return {name: value for name, value in shown.items() if value}


def shown_output(output: MediaOutput) -> dict[str, Any]:
    """What matters of an output."""
    shown = {
        "index": output.index,
        "media": _digest(output.media) if output.error is None else None,
        "poster": output.poster.url if output.poster else None,
        "revised_prompt": output.revised_prompt,
        "error": shown_error(output.error) if output.error else None,
    }
    return {name: value for name, value in shown.items() if value not in (None, "")}


def _digest(media: MediaBytes | MediaLink) -> list[str]:
    if isinstance(media, MediaLink):
        return [media.kind.value, media.url]
    return [media.kind.value, media.mime, sha256(media.data).hexdigest()[:12]]
