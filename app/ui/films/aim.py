"""Finding the frame that is seen at a time."""

import math

from PySide6.QtMultimedia import QVideoFrame

_TRIES = 4


class Aim:
    """Where to seek for a frame. A decoder misses where a file counts time in whole frames and rounds.

    Args:
        target_ms: when the wanted frame is seen.
    """

    def __init__(self, target_ms: int) -> None:
        self.position_ms = max(0, target_ms)
        self._target_us = 1000 * self.position_ms
        self._tries = _TRIES

    def missed(self, frame: QVideoFrame) -> bool:
        """Whether to try once more, at the ``position_ms`` that is set then."""
        self._tries -= 1
        if frame.startTime() > self._target_us:
            half_ms = max(1, (frame.endTime() - frame.startTime()) // 2000)
            position_ms = max(0, self.position_ms - half_ms)
        elif frame.endTime() <= self._target_us:
            position_ms = after(frame)
        else:
            return False
        is_other = position_ms != self.position_ms
        self.position_ms = position_ms
        return is_other and self._tries > 0


def after(frame: QVideoFrame) -> int:
    """The first whole millisecond at which a frame is not seen any more."""
    return math.floor(frame.endTime() / 1000) + 1


def before(frame: QVideoFrame) -> int:
    """The last whole millisecond at which the frame before is seen; negative for the first one."""
    return math.ceil(frame.startTime() / 1000) - 1
