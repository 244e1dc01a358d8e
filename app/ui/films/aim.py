"""Finding the frame that is seen at a time."""

import math

from PySide6.QtMultimedia import QVideoFrame

_TRIES = 4
_STEPS = 20


class Aim:
    """Where to seek for a frame. A decoder misses where a file counts time in whole frames and rounds.

    Args:
        target_ms: when the wanted frame is seen.
        duration_ms: how long the film is.
        from_ms: where to look first, when the last frame before the target is wanted and it may be far.
    """

    def __init__(self, target_ms: int, duration_ms: int, *, from_ms: int | None = None) -> None:
        self.target_ms = max(0, target_ms)
        self.position_ms = self.target_ms if from_ms is None else max(0, from_ms)
        self.nearest: QVideoFrame | None = None
        """What came last; it is the right one where the film ends behind it."""
        self._duration_ms = duration_ms
        self._walks = from_ms is not None
        self._tries = _STEPS if self._walks else _TRIES

    def missed(self, frame: QVideoFrame) -> bool:
        """Whether to seek once more, to the ``position_ms`` that is set then."""
        self.nearest = frame
        self._tries -= 1
        target_us, length_us = 1000 * self.target_ms, max(1000, frame.endTime() - frame.startTime())
        early_us, late_us = target_us - frame.endTime(), frame.startTime() - target_us
        if late_us <= 0 and (early_us < 0 or after(frame) > self._duration_ms):
            return False
        if self._walks or max(early_us, late_us) <= 2 * length_us:
            position_ms = self.position_ms - length_us // 2000 if late_us > 0 else after(frame)
            if position_ms in (self.position_ms, -1):
                return False
            self.position_ms = max(0, position_ms)
        return self._tries > 0


def after(frame: QVideoFrame) -> int:
    """The first whole millisecond at which a frame is not seen any more."""
    return math.floor(frame.endTime() / 1000) + 1


def before(frame: QVideoFrame) -> int:
    """The last whole millisecond at which the frame before is seen; negative for the first one."""
    return math.ceil(frame.startTime() / 1000) - 1
