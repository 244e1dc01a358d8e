"""What the decoders of the makers' own formats have in common: beginning, end, and what never came."""

import json
from collections.abc import Sequence

from app.domain.chat_event import Broken, ChatEvent, Finished, NativeSaid, Started, UsageReported
from app.domain.errors import ErrorKind, StudioError
from app.domain.usage import TokenUsage
from app.protocols.failures import failure
from app.protocols.read import well_formed


class NativeAnswer:
    """One answer of one stream. A decoder feeds it; it never raises."""

    def __init__(self, format_name: str) -> None:
        self._format = format_name
        self._model = ""
        self._usage: TokenUsage | None = None
        self.said = False
        """Whether anything has come that a person could see."""
        self.over = False
        """Whether an error ended it; nothing follows."""
        self.reason = ""
        """Why it ended, once that was told."""

    def start(self, model: str, response_id: str = "") -> list[ChatEvent]:
        """The first sign; told once, and again where the model turns out to be another."""
        if not model or model == self._model:
            return []
        self._model = model
        return [Started(model, response_id)]

    def count(self, usage: TokenUsage | None) -> list[ChatEvent]:
        """Tokens; a count that says nothing new is left out."""
        if usage is None or usage == self._usage:
            return []
        self._usage = usage
        return [UsageReported(usage)]

    def fail(self, error: StudioError) -> list[ChatEvent]:
        """It ended badly."""
        self.over = True
        return [Broken(error)]

    def end(self, native: Sequence[object]) -> list[ChatEvent]:
        """The body ended.

        Args:
            native: the answer's parts, where the next turn needs them; empty where words do.
        """
        if self.over:
            return []
        kept: list[ChatEvent] = [NativeSaid(0, self._format, _text_of(native))] if native else []
        values = {"model": self._model} if self._model else {}
        if not self.reason:
            kind = ErrorKind.STREAM_CUT if self.said else ErrorKind.EMPTY_ANSWER
            return [*kept, *self.fail(failure(kind, values))]
        if not self.said and self.reason in ("stop", "tool_calls"):
            return [*kept, *self.fail(failure(ErrorKind.EMPTY_ANSWER, values))]
        return [*kept, Finished(0, self.reason)]


def _text_of(parts: Sequence[object]) -> str:
    try:
        return well_formed(json.dumps(list(parts), ensure_ascii=False, separators=(",", ":")))
    except (RecursionError, ValueError):
        return "[]"
