"""What the gateway has charged, call by call: the log that new-api keeps."""

import itertools
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

QUOTA_PER_UNIT = 500_000
"""Quota of a dollar."""
_MOST_KEPT = 5_000
_USED_BEFORE = 4 * QUOTA_PER_UNIT
_CONSUMED = 2


@dataclass(frozen=True, slots=True)
class Rate:
    """How a model is charged: by tokens in ratios, or by the call in dollars."""

    model_ratio: float = 0
    completion_ratio: float = 0
    cache_ratio: float = 0.5
    model_price: float = 0
    """Above zero it is charged by the call."""

    def quota(self, use: "Use", group_ratio: float) -> int:
        """What a call costs, reckoned as new-api does."""
        if self.model_price:
            return round(self.model_price * use.times * group_ratio * QUOTA_PER_UNIT)
        read = use.prompt - use.cached + use.cached * self.cache_ratio
        return round((read + use.completion * self.completion_ratio) * self.model_ratio * group_ratio)


@dataclass(slots=True)
class Use:
    """What one call has used."""

    prompt: int = 0
    completion: int = 0
    cached: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True)
class Charged:
    """One row of the log."""

    number: int
    key: str
    model: str
    use: Use
    quota: int
    group: str
    group_ratio: float
    rate: Rate
    request_id: str
    is_stream: bool
    seconds: int
    at: int = field(default_factory=lambda: int(time.time()))

    def row(self) -> dict[str, Any]:
        """As new-api writes it; ``other`` is JSON inside a text there."""
        other = {
            "model_ratio": self.rate.model_ratio, "group_ratio": self.group_ratio,
            "completion_ratio": self.rate.completion_ratio, "cache_tokens": self.use.cached,
            "cache_ratio": self.rate.cache_ratio, "model_price": self.rate.model_price or -1,
        }  # fmt: skip
        return {
            "id": self.number, "user_id": 42, "created_at": self.at, "type": _CONSUMED, "content": "",
            "username": "mei", "token_name": "demo", "model_name": self.model, "quota": self.quota,
            "prompt_tokens": self.use.prompt, "completion_tokens": self.use.completion,
            "use_time": self.seconds, "is_stream": self.is_stream, "group": self.group,
            "request_id": self.request_id, "other": json.dumps(other),
        }  # fmt: skip


class Ledger:
    """Read and written from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._charged: list[Charged] = []

    def charge(
        self,
        key: str,
        model: str,
        rate: Rate,
        use: Use,
        *,
        request_id: str,
        is_stream: bool,
        seconds: float,
    ) -> None:
        """A call has ended, and is paid."""
        group = group_of(key)
        ratio = GROUPS[group]
        with self._lock:
            self._charged.append(
                Charged(
                    number=next(self._numbers),
                    key=key,
                    model=model,
                    use=use,
                    quota=rate.quota(use, ratio),
                    group=group,
                    group_ratio=ratio,
                    rate=rate,
                    request_id=request_id,
                    is_stream=is_stream,
                    seconds=round(seconds),
                )
            )
            del self._charged[:-_MOST_KEPT]

    def rows(self, key: str | None = None) -> Sequence[Charged]:
        """The log of a key, or of all, newest first."""
        with self._lock:
            return [one for one in reversed(self._charged) if key is None or one.key == key]

    def used(self, key: str) -> int:
        """Everything that a key has cost, in quota; it was not new when it came here."""
        return _USED_BEFORE + sum(one.quota for one in self.rows(key))

    def clear(self) -> None:
        """Nothing was charged yet."""
        with self._lock:
            self._charged.clear()


GROUPS = {"default": 1.0, "vip": 0.8}
"""The groups of keys with their ratios."""
GROUP_NAMES = {"default": "Standard", "vip": "VIP"}


def group_of(key: str) -> str:
    """The group of a key: its name says so."""
    return "vip" if key.startswith("sk-vip") else "default"
