"""Gateways whose chunks repeat everything said so far."""

from dataclasses import dataclass

_CERTAIN_AFTER = 3


@dataclass(frozen=True, slots=True)
class Growth:
    """What a chunk adds. ``replaces`` says that ``text`` is the whole text so far, not an addition."""

    text: str
    replaces: bool = False


class CumulativeText:
    """Recognises repeating chunks: from the first one on, three times in a row each began with the last."""

    def __init__(self) -> None:
        self._last = ""
        self._growths = 0
        self.possible = True
        """Whether it may still turn out so; while it cannot, chunks need not be fed."""
        self._certain = False

    def feed(self, chunk: str) -> Growth:
        """The addition that a chunk makes."""
        if self._certain:
            return self._grow(chunk)
        grown = len(chunk) > len(self._last) and chunk.startswith(self._last)
        self.possible = grown
        self._growths += grown and bool(self._last)
        self._last = chunk if grown else ""
        self._certain = grown and self._growths >= _CERTAIN_AFTER
        return Growth(chunk, replaces=self._certain)

    def _grow(self, chunk: str) -> Growth:
        last, self._last = self._last, chunk
        if chunk.startswith(last):
            return Growth(chunk[len(last) :])
        return Growth(chunk, replaces=True)
