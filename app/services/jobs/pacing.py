"""How often one host is asked, whoever asks. Seconds are those of a monotonic clock."""

from dataclasses import dataclass

_EASED_S = 300.0


@dataclass(slots=True)
class HostPace:
    """A token bucket with a bound on what is in flight; after a refusal by rate it fills half as fast."""

    per_minute: float = 30.0
    burst: float = 10.0
    most_at_once: int = 4
    _tokens: float = 10.0
    _filled_at: float = 0.0
    _in_flight: int = 0
    _eased_until: float = 0.0
    _paused_until: float = 0.0

    def ready_at(self, now: float) -> float | None:
        """When the next request may go; None while as many as are allowed are in flight."""
        if self._in_flight >= self.most_at_once:
            return None
        self._fill(now)
        missing = max(0.0, 1.0 - self._tokens)
        return max(now + missing / self._per_second(now), self._paused_until)

    def take(self, now: float) -> None:
        """A request goes out."""
        self._fill(now)
        self._tokens -= 1.0
        self._in_flight += 1

    def give_back(self) -> None:
        """Its answer came, or will never come."""
        self._in_flight -= 1

    def ease(self, now: float, seconds: float = 0.0) -> None:
        """The host refused by rate: say nothing for a while, then less."""
        self._fill(now)
        self._eased_until = now + _EASED_S
        self.pause(now, seconds)

    def pause(self, now: float, seconds: float) -> None:
        """Say nothing for a while."""
        self._paused_until = max(self._paused_until, now + seconds)

    def _fill(self, now: float) -> None:
        gained = max(0.0, now - self._filled_at) * self._per_second(now)
        self._tokens = min(self.burst, self._tokens + gained)
        self._filled_at = now

    def _per_second(self, now: float) -> float:
        return self.per_minute / 60 / (2 if now < self._eased_until else 1)
