"""What the gateway was paid for: whoever pays twice for one wish is found out."""

import threading
from collections import Counter

Wish = tuple[str, str]
"""A key, and the words of what it asked for."""


class Charges:
    """Counts the paid requests that were accepted, whether their answers arrived or not.

    It is read and written from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Wish] = Counter()

    def note(self, key: str, prompt: str) -> None:
        """A request was accepted, and is paid."""
        with self._lock:
            self._counts[key, prompt] += 1

    def count(self, prompt: str, key: str = "") -> int:
        """How often a wish was paid, with one key or with any."""
        with self._lock:
            return sum(
                count
                for (payer, words), count in self._counts.items()
                if words == prompt and key in ("", payer)
            )

    @property
    def counts(self) -> dict[Wish, int]:
        """Every wish with how often it was paid."""
        with self._lock:
            return dict(self._counts)

    def clear(self) -> None:
        """Nothing was paid yet."""
        with self._lock:
            self._counts.clear()
