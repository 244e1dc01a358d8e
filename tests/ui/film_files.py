"""Films for tests, whose frames can be told from each other by their brightness."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage

from app.demo.film.h264 import SQUARE, whole_frame
from app.demo.film.mp4 import Frame, Sound, write_mp4

PER_SECOND = 10
SPOKEN = (r"va[-( ]|va symbols|va library", "RHI backend", "pa_context", "pipewire", "Could not open media")
"""What is said of the machine's graphics, sound and decoders is no fault of a film."""
LEVELS = range(16, 236, 6)
"""So far apart that no conversion of colours mixes them up."""
_RATE = 8_000


def grey_film(
    path: Path, levels: Sequence[int], *, sound_s: float = 0, size: tuple[int, int] = (64, 48)
) -> Path:
    """A film of ten frames a second, each of one grey among ``LEVELS``. Its sound may last longer."""
    width, height = size
    count = -(-width // SQUARE) * -(-height // SQUARE)
    frames = [
        Frame(whole_frame([bytes([level]) * 256 + bytes([128]) * 128] * count, number), is_whole=True)
        for number, level in enumerate(levels)
    ]
    sound = Sound(bytes(2 * round(sound_s * _RATE)), _RATE) if sound_s else None
    path.write_bytes(write_mp4(width, height, frames, PER_SECOND, sound))
    return path


def ramp(count: int) -> list[int]:
    """Levels that grow from frame to frame."""
    return list(LEVELS[4 : 4 + count])


def level_of(image: QImage) -> int:
    """The level of the frame that an image was made of, where it is one of ``LEVELS``."""
    grey = image.pixelColor(image.width() // 2, image.height() // 2).green()
    return min(LEVELS, key=lambda level: abs(16 + grey * 219 / 255 - level))
