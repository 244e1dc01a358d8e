"""A small set of pictures for trying out, drawn in code and always the same."""

import math
from collections.abc import Callable
from functools import cache

from app.demo.drawing.png_writing import Pixels, write_png

WIDTH = 320
HEIGHT = 200

Colour = tuple[int, int, int]
Painter = Callable[[float, float], Colour]
"""From a place in the picture, 0 to 1 in both directions, to its colour."""


def _sunset(x: float, y: float) -> Colour:
    if math.hypot((x - 0.5) * WIDTH / HEIGHT, y - 0.62) < 0.17:
        return 255, 214, 102
    if y > 0.72:
        return 24, 44, 84
    return 255 - int(90 * (0.72 - y)), 120 + int(60 * y), 90 + int(120 * (0.72 - y))


def _tiles(x: float, y: float) -> Colour:
    return ((32, 128, 141), (240, 237, 229))[(int(x * 16) + int(y * 10)) % 2]


def _rings(x: float, y: float) -> Colour:
    distance = math.hypot((x - 0.5) * WIDTH / HEIGHT, y - 0.5)
    return ((214, 40, 57), (255, 255, 255), (38, 70, 150))[int(distance * 12) % 3]


PICTURES: dict[str, Painter] = {"sunset": _sunset, "tiles": _tiles, "rings": _rings}


@cache
def draw(name: str) -> bytes:
    """One of PICTURES as a PNG file."""
    paint = PICTURES[name]
    rows = (
        bytes(part for column in range(WIDTH) for part in paint(column / WIDTH, row / HEIGHT))
        for row in range(HEIGHT)
    )
    return write_png(WIDTH, HEIGHT, Pixels.RGB, rows, effort=9)
