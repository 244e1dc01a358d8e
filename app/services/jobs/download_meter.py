"""Measures a download: how much is here, and how quickly more comes."""

from collections.abc import Callable

from app.domain.download import Download
from app.services.jobs.task_clock import TaskClock

_TOLD_EVERY_S = 0.25
_WEIGHT = 0.3
"""How much the newest moment counts in the speed: jumps of a network are evened out."""


class DownloadMeter:
    """Tells a few times a second.

    Args:
        tell: is called with each moment that is worth telling.
    """

    def __init__(self, tell: Callable[[Download], None], clock: TaskClock) -> None:
        self._tell = tell
        self._clock = clock
        self._total_bytes: int | None = None
        self._received_bytes = 0
        self._told_bytes = 0
        self._told_at_s = 0.0
        self._bytes_per_s = 0.0

    def begin(self, received_bytes: int, total_bytes: int | None) -> None:
        """What is here already, and how much there will be if anybody knows."""
        self._received_bytes = self._told_bytes = received_bytes
        self._total_bytes = total_bytes
        self._told_at_s = self._clock.monotonic()
        self._say()

    def add(self, count: int) -> None:
        """So many bytes more came."""
        self._received_bytes += count
        now_s = self._clock.monotonic()
        if now_s - self._told_at_s >= _TOLD_EVERY_S:
            self._measure(now_s)
            self._say()

    def _measure(self, now_s: float) -> None:
        newest = (self._received_bytes - self._told_bytes) / (now_s - self._told_at_s)
        before = self._bytes_per_s or newest
        self._bytes_per_s = before + _WEIGHT * (newest - before)
        self._told_bytes, self._told_at_s = self._received_bytes, now_s

    def _say(self) -> None:
        told = Download(self._received_bytes, self._total_bytes, self._bytes_per_s, self._clock.now())
        self._tell(told)
