"""How far a result is on its way to the disk."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Download:
    """One moment of it.

    ``total_bytes`` is None where the other side does not say how much will come; ``moved_at`` is when the
    last bytes came.
    """

    received_bytes: int
    total_bytes: int | None
    bytes_per_s: float
    moved_at: datetime

    @property
    def share(self) -> float | None:
        """How much of it is here, 0 to 1; None where nobody knows how much will come."""
        return min(1.0, self.received_bytes / self.total_bytes) if self.total_bytes else None
