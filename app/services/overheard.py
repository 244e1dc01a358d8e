"""A stream that is read by one and noted down by another."""

from collections.abc import AsyncIterator, Mapping

from app.transport.http import Answer
from app.wire.response import ServerEvent

_KEPT_CHARACTERS = 2048
"""Of each event: what is longer holds a picture."""
_KEPT_IN_ALL = 64 * 1024


class Overheard:
    """Keeps what the events of an answer said, shortened, while somebody goes through them."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.whole = answer.whole
        self.headers: Mapping[str, str] = answer.headers
        self._said: list[str] = []
        self._length = 0

    @property
    def body(self) -> bytes:
        """What was said until now, an event a line."""
        return "\n".join(self._said).encode("utf-8", "replace")

    async def events(self) -> AsyncIterator[ServerEvent]:
        """The events as they come; errors as of the answer."""
        async for event in self._answer.events():
            if self._length < _KEPT_IN_ALL:
                self._keep(event.data)
            yield event

    def _keep(self, data: str) -> None:
        kept = data if len(data) <= _KEPT_CHARACTERS else f"{data[:64]}…({len(data)} characters)"
        self._said.append(kept)
        self._length += len(kept)
