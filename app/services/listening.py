"""One stream of a generation, from its first event to its end."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from app.domain.errors import ErrorKind, ProtocolError, StudioError
from app.domain.generation import (
    GenerationBroken,
    GenerationEnded,
    GenerationEvent,
    GenerationResult,
    OutputFound,
    PartialPicture,
    ProgressTold,
)
from app.domain.remote_task import RemoteTask
from app.protocols.base import GenerationDecoder
from app.protocols.charges import charges_in
from app.services.jobs.made import Made
from app.services.off_loop import computed
from app.wire.response import ServerEvent, WireResponse

log = logging.getLogger(__name__)


class Listening:
    """Takes the events of a stream in, each as far as it can be kept or shown at once."""

    def __init__(
        self, made: Made, task: RemoteTask, decoder: GenerationDecoder, headers: Mapping[str, str]
    ) -> None:
        self._made = made
        self._task = task
        self._decoder = decoder
        self._charges = charges_in(WireResponse(200, headers))
        self._ended: GenerationEnded | GenerationBroken | None = None
        self._read_characters = 0

    async def take(self, event: ServerEvent) -> None:
        """One event of the stream."""
        self._read_characters += len(event.data)
        for said in await computed(lambda: self._decoder.feed(event), len(event.data)):
            await self._take(said)

    async def end(self) -> RemoteTask:
        """The body ended; the task as it is afterwards."""
        for said in await computed(self._decoder.finish, self._read_characters):
            await self._take(said)
        match self._ended:
            case GenerationEnded(result):
                return await self._made.result(self._task, self._whole(result))
            case GenerationBroken(error, result):
                return await self._made.broken(self._task, error, self._whole(result))
            case None:
                return await self._made.broken(self._task, ProtocolError(ErrorKind.STREAM_CUT))

    async def broke_off(self, error: StudioError, attempt: int) -> RemoteTask:
        """The connection was lost; the task with what had been said by then."""
        for said in await computed(self._decoder.finish, self._read_characters):
            await self._take(said)
        said_by_then = self._ended.result if self._ended else GenerationResult()
        return await self._made.broke_off(self._task, error, attempt, self._whole(said_by_then))

    async def _take(self, said: GenerationEvent) -> None:
        match said:
            case OutputFound(output):
                self._task = await self._made.found(self._task, output)
            case PartialPicture() | ProgressTold():
                self._task = self._made.told(self._task, said)
            case GenerationEnded() | GenerationBroken():
                self._ended = self._ended or said

    def _whole(self, result: GenerationResult) -> GenerationResult:
        """The result with what was found on the way, which lies on the disk already."""
        facts = self._charges | dict(result.facts)
        if len(self._task.outputs) >= len(result.outputs):
            return replace(result, outputs=self._task.outputs, facts=facts)
        return replace(result, facts=facts)
