"""Pictures that never were, painted from words: the same words give the same picture.

A painting is a table of colours and rows of places in it, so that a row costs a few slices of bytes.
"""

import colorsys
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from app.demo.drawing.png_writing import Pixels, write_png

_SHADES = 64
"""Steps of the sky; place 0 is seen through."""
_SKY_STEP = 4
_SUN, _RING, _PEAKS, _SEA = 65, 66, 67, 71
_PEAK_COLOURS = 4
_COLOURS = 72
_SEEN_THROUGH = b"\x00"
"""Opacity of the first colour; the others are opaque."""

Colour = tuple[int, int, int]
Span = tuple[int, int]
Outline = Callable[[int], Span | None]
"""From a row to the columns that a shape covers there."""


@dataclass(frozen=True, slots=True)
class Painting:
    """``rows`` hold a place in ``colours`` per pixel; place 0 is seen through."""

    width: int
    height: int
    colours: tuple[Colour, ...]
    rows: tuple[bytes, ...]

    def png(self) -> bytes:
        """The painting as a PNG file."""
        table = bytes(part for colour in self.colours for part in colour)
        return write_png(
            self.width, self.height, Pixels.PLACES, self.rows, colours=table, opacities=_SEEN_THROUGH
        )

    def pixels(self) -> Iterator[bytes]:
        """The rows as red, green, blue and opacity."""
        channels = [bytes(shades).ljust(256, b"\x00") for shades in zip(*self.colours, strict=True)]
        channels.append(b"\x00" + b"\xff" * 255)
        for row in self.rows:
            pixels = bytearray(4 * self.width)
            for offset, channel in enumerate(channels):
                pixels[offset::4] = row.translate(channel)
            yield bytes(pixels)


def blacked(width: int, height: int) -> Painting:
    """Nothing but black."""
    black = (0, 0, 0)
    return Painting(width, height, (black, black), (b"\x01" * width,) * height)


def paint(words: str, width: int, height: int, *, transparent: bool = False) -> Painting:
    """Paint words. ``transparent`` leaves out the sky."""
    random = Random(words)
    colours = _colours(random)
    shapes = list(_shapes(random, width, height))
    rows = tuple(_rows(width, height, shapes, transparent=transparent))
    return Painting(width, height, colours, rows)


def sketch(words: str, width: int, height: int, coarseness: int, *, transparent: bool = False) -> Painting:
    """The same painting before it is finished: in squares of so many pixels."""
    small = paint(words, -(-width // coarseness), -(-height // coarseness), transparent=transparent)
    rows = [_stretched(row, coarseness)[:width] for row in small.rows]
    return Painting(width, height, small.colours, tuple(rows[y // coarseness] for y in range(height)))


def _colours(random: Random) -> tuple[Colour, ...]:
    hue, turn, is_night = random.random(), random.uniform(0.05, 0.2), random.random() < 0.3
    low, high = (0.1, 0.5) if is_night else (0.65, 1.0)
    sky = [
        _colour(hue + turn * step / _SHADES, 0.75 - 0.5 * step / _SHADES, low + (high - low) * step / _SHADES)
        for step in range(_SHADES)
    ]
    sun = _colour(hue + 0.5, 0.15 if is_night else 0.45, 1.0)
    ring = _colour(hue + 0.45, 0.4, 0.9)
    peaks = [_colour(hue + 0.3, 0.5, 0.75 - 0.16 * step) for step in range(_PEAK_COLOURS)]
    sea = _colour(hue + 0.55, 0.6, 0.4)
    return ((0, 0, 0), *sky, sun, ring, *peaks, sea)


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _shapes(random: Random, width: int, height: int) -> Iterator[tuple[Outline, int]]:
    """Shapes with their place in the table of colours, from behind to the front."""
    size = min(width, height)
    x, y, radius = random.uniform(0.2, 0.8), random.uniform(0.15, 0.45), random.uniform(0.08, 0.16)
    yield _disc(x * width, y * height, radius * 1.35 * size), _RING
    yield _disc(x * width, y * height, radius * size), _SUN
    horizon = random.uniform(0.68, 0.85)
    for step in range(_PEAK_COLOURS):
        for _ in range(random.randint(1, 2)):
            top = random.uniform(0.25, 0.5) + 0.09 * step
            yield _peak(random.uniform(0, 1) * width, top * height, horizon * height, size), _PEAKS + step
    yield _band(horizon * height, height, width), _SEA
    for _ in range(random.randint(3, 6)):
        level, start = random.uniform(horizon + 0.02, 0.98), random.uniform(0, 0.8)
        length, thickness = random.uniform(0.05, 0.2) * width, 0.004 * size + 1
        yield _glint(start * width, level * height, length, thickness), _RING


def _disc(x: float, y: float, radius: float) -> Outline:
    def outline(row: int) -> Span | None:
        rest = radius * radius - (row + 0.5 - y) ** 2
        if rest <= 0:
            return None
        half = math.sqrt(rest)
        return int(x - half), int(x + half)

    return outline


def _peak(x: float, top: float, foot: float, size: int) -> Outline:
    slope = 0.9 * size / max(1.0, foot - top) / 2

    def outline(row: int) -> Span | None:
        if not top <= row < foot:
            return None
        half = slope * (row - top)
        return int(x - half), int(x + half)

    return outline


def _band(top: float, foot: float, width: int) -> Outline:
    return lambda row: (0, width) if top <= row < foot else None


def _glint(x: float, y: float, length: float, thickness: float) -> Outline:
    return lambda row: (int(x), int(x + length)) if y <= row < y + thickness else None


def _rows(
    width: int, height: int, shapes: list[tuple[Outline, int]], *, transparent: bool
) -> Iterator[bytes]:
    fills = [bytes([place]) * width for place in range(_COLOURS)]
    sky = _sky(width, height)
    for y in range(height):
        row = bytearray(width) if transparent else bytearray(next(sky))
        for outline, place in shapes:
            span = outline(y)
            if span is not None:
                start, end = max(0, span[0]), min(width, span[1])
                row[start:end] = fills[place][: max(0, end - start)]
        yield bytes(row)


def _sky(width: int, height: int) -> Iterator[bytes]:
    """Rows that brighten downwards and, more slowly, to the right."""
    reach = -(-width // _SKY_STEP)
    shades = bytes(1 + place * (_SHADES - 1) // (height + reach) for place in range(height + reach))
    for y in range(height):
        yield _stretched(shades[y : y + reach], _SKY_STEP)[:width]


def _stretched(row: bytes, times: int) -> bytes:
    """Each byte of a row so many times."""
    stretched = bytearray(len(row) * times)
    for offset in range(times):
        stretched[offset::times] = row
    return bytes(stretched)
