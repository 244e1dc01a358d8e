"""Films from words: a painting over which a balloon drifts. The same words give the same film."""

import math
import struct
from collections.abc import Iterator
from random import Random

from app.demo.drawing.painting import Painting, paint
from app.demo.film.ground import ground_of
from app.demo.film.h264 import SQUARE, changed_frame, whole_frame
from app.demo.film.mp4 import Frame, Sound, write_mp4

FRAMES_PER_SECOND = 12
_WHOLE_EVERY = 3 * FRAMES_PER_SECOND
_SOUND_RATE = 16_000
_BALLOON = 66
"""Its place in a painting's table of colours: that of the sun's ring, which stands out everywhere."""


def film(
    words: str,
    width: int,
    height: int,
    seconds: float,
    *,
    with_sound: bool = False,
    first_frame: bytes | None = None,
) -> bytes:
    """A film of a size in pixels, both even, and a length; over a picture, where that can be read."""
    count = max(1, round(seconds * FRAMES_PER_SECOND))
    ground = ground_of(first_frame, width, height) if first_frame else None
    frames = list(_Scene(words, ground or paint(words, width, height), count).frames())
    sound = _chord(words, count / FRAMES_PER_SECOND) if with_sound else None
    return write_mp4(width, height, frames, FRAMES_PER_SECOND, sound)


def poster(words: str, width: int, height: int) -> bytes:
    """What a film looks like, as a PNG file."""
    return paint(words, width, height).png()


class _Scene:
    """A painting as brightness and two planes of colour, and the way of the balloon."""

    def __init__(self, words: str, painting: Painting, count: int) -> None:
        random = Random(words)
        width, height = painting.width, painting.height
        self._count = count
        self._across, self._down = -(-width // SQUARE), -(-height // SQUARE)
        self._radius = max(6.0, random.uniform(0.06, 0.11) * min(width, height))
        self._level = random.uniform(0.25, 0.5) * height
        self._swing = random.uniform(0.05, 0.15) * height
        self._turn = random.uniform(0, math.tau)
        self._width = width
        self._rows = _padded(painting, SQUARE * self._across, SQUARE * self._down)
        tables = zip(*map(_as_video, painting.colours), strict=True)
        self._planes = [bytes(table).ljust(256, b"\x10") for table in tables]

    def frames(self) -> Iterator[Frame]:
        """Every frame in its coded form."""
        before: dict[int, bytes] = {}
        still = [self._square(place, None) for place in range(self._across * self._down)]
        for number in range(self._count):
            balloon = self._balloon(number)
            moved = {place: self._square(place, balloon) for place in self._touched(balloon)}
            if number % _WHOLE_EVERY == 0:
                squares = [moved.get(place, square) for place, square in enumerate(still)]
                yield Frame(whole_frame(squares, number // _WHOLE_EVERY), is_whole=True)
            else:
                changed = {place: still[place] for place in before} | moved
                unit = changed_frame(sorted(changed.items()), len(still), number % _WHOLE_EVERY)
                yield Frame(unit, is_whole=False)
            before = moved

    def _balloon(self, number: int) -> tuple[float, float]:
        share = number / max(1, self._count - 1)
        x = (0.08 + 0.84 * share) * self._width
        return x, self._level + self._swing * math.sin(self._turn + 2 * math.tau * share)

    def _touched(self, balloon: tuple[float, float]) -> list[int]:
        """The squares on which the balloon lies."""
        x, y = balloon
        left, right = int((x - self._radius) // SQUARE), int((x + self._radius) // SQUARE)
        top, bottom = int((y - self._radius) // SQUARE), int((y + self._radius) // SQUARE)
        columns = range(max(0, left), min(self._across - 1, right) + 1)
        rows = range(max(0, top), min(self._down - 1, bottom) + 1)
        return [row * self._across + column for row in rows for column in columns]

    def _square(self, place: int, balloon: tuple[float, float] | None) -> bytes:
        """A macroblock: 256 bytes of brightness, then twice 64 of colour."""
        top, left = SQUARE * (place // self._across), SQUARE * (place % self._across)
        rows = [self._rows[y][left : left + SQUARE] for y in range(top, top + SQUARE)]
        if balloon is not None:
            rows = [self._with_balloon(row, left, top + y, balloon) for y, row in enumerate(rows)]
        brightness, blueness, redness = self._planes
        small = b"".join(row[::2] for row in rows[::2])
        return b"".join(rows).translate(brightness) + small.translate(blueness) + small.translate(redness)

    def _with_balloon(self, row: bytes, left: int, y: int, balloon: tuple[float, float]) -> bytes:
        rest = self._radius**2 - (y + 0.5 - balloon[1]) ** 2
        if rest <= 0:
            return row
        half = math.sqrt(rest)
        start = min(SQUARE, max(0, int(balloon[0] - half) - left))
        end = min(SQUARE, max(start, int(balloon[0] + half) - left))
        return row[:start] + bytes([_BALLOON]) * (end - start) + row[end:]


def _padded(painting: Painting, width: int, height: int) -> list[bytes]:
    """The rows, continued to whole squares."""
    rows = [row + row[-1:] * (width - len(row)) for row in painting.rows]
    return rows + rows[-1:] * (height - len(rows))


def _as_video(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """Brightness, blueness and redness in the range of video (BT.601)."""
    red, green, blue = colour
    brightness = 16 + (65.738 * red + 129.057 * green + 25.064 * blue) / 256
    blueness = 128 + (-37.945 * red - 74.494 * green + 112.439 * blue) / 256
    redness = 128 + (112.439 * red - 94.154 * green - 18.285 * blue) / 256
    return round(brightness), round(blueness), round(redness)


def _chord(words: str, seconds: float) -> Sound:
    """Two quiet tones that belong to the words."""
    random = Random(words)
    low = random.choice((196.0, 220.0, 246.9, 261.6))
    steps = [math.tau * tone / _SOUND_RATE for tone in (low, low * 1.5)]
    count = round(seconds * _SOUND_RATE)
    values = (round(3000 * sum(math.sin(step * place) for step in steps)) for place in range(count))
    return Sound(struct.pack(f"<{count}h", *values), _SOUND_RATE)
