"""What a stream gave that came in one piece."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import (
    GenerationBroken,
    GenerationEnded,
    GenerationEvent,
    GenerationResult,
    MediaOutput,
)
from app.domain.media import MediaLink
from app.protocols.failures import failure


def result_of(events: Iterable[GenerationEvent], found: GenerationResult) -> GenerationResult:
    """The result at the end, or what was ``found`` before it broke with the error in the missing one's place.

    Raises:
        StudioError: it broke before anything was finished.
    """
    error: StudioError = failure(ErrorKind.EMPTY_ANSWER)
    for event in events:
        if isinstance(event, GenerationEnded):
            return event.result
        if isinstance(event, GenerationBroken):
            error = event.error
    if not any(output.error is None for output in found.outputs):
        raise error
    missing = MediaOutput(MediaLink(""), index=len(found.outputs), error=error)
    return replace(found, outputs=(*found.outputs, missing))
