"""Pictures that can be painted at any size: a quarter of a grid is the same picture as the one enlarged."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from app.demo.drawing.painting import paint
from app.demo.drawing.png import PngError, rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png

_BYTES = 4
_PAINTED = 128
_BANDS = 6

Rows = list[bytes]
"""Red, green, blue and opacity of each pixel."""
Box = tuple[float, float, float, float]
"""Left, top, width and height as parts of the whole."""


class Scene(Protocol):
    """Something that can be seen."""

    def rows(self, width: int, height: int) -> Rows:
        """It at a size in pixels."""
        ...


@dataclass(frozen=True, slots=True)
class Painted:
    """Painted from words."""

    words: str

    def rows(self, width: int, height: int) -> Rows:
        return list(paint(self.words, width, height).pixels())


@dataclass(frozen=True, slots=True)
class Given:
    """A picture that was sent; one that cannot be read here is stood in for by a painting of its own."""

    picture: bytes

    def rows(self, width: int, height: int) -> Rows:
        try:
            return _scaled(rgba_rows(self.picture), width, height)
        except PngError:
            return Painted(sha256(self.picture).hexdigest()).rows(width, height)


@dataclass(frozen=True, slots=True)
class Varied:
    """Another scene with new shapes in it."""

    below: Scene
    words: str

    def rows(self, width: int, height: int) -> Rows:
        shapes = paint(self.words, width, height, transparent=True)
        openings = [[place > 0 for place in row] for row in shapes.rows]
        return _covered(self.below.rows(width, height), list(shapes.pixels()), openings)


@dataclass(frozen=True, slots=True)
class Retouched:
    """Another scene, painted anew where its mask is white, or where it can be seen through."""

    below: Scene
    words: str
    mask: bytes | None = None

    def rows(self, width: int, height: int) -> Rows:
        below = self.below.rows(width, height)
        if self.mask is None:
            openings = [[opacity < _PAINTED for opacity in row[3::_BYTES]] for row in below]
        else:
            mask = Given(self.mask).rows(width, height)
            openings = [[red >= _PAINTED for red in row[::_BYTES]] for row in mask]
        return _covered(below, Painted(self.words).rows(width, height), openings)


@dataclass(frozen=True, slots=True)
class Framed:
    """One scene inside another."""

    outer: Scene
    inner: Scene
    box: Box

    def rows(self, width: int, height: int) -> Rows:
        left, top = round(self.box[0] * width), round(self.box[1] * height)
        inner = self.inner.rows(round(self.box[2] * width), round(self.box[3] * height))
        rows = self.outer.rows(width, height)
        for y, row in enumerate(inner, top):
            rows[y] = rows[y][: left * _BYTES] + row + rows[y][left * _BYTES + len(row) :]
        return rows


@dataclass(frozen=True, slots=True)
class Blended:
    """Scenes in turn from the top to the bottom, in their order."""

    scenes: tuple[Scene, ...]

    def rows(self, width: int, height: int) -> Rows:
        all_rows = [scene.rows(width, height) for scene in self.scenes]
        band = max(1, height // (_BANDS * len(all_rows)))
        return [all_rows[y // band % len(all_rows)][y] for y in range(height)]


def picture_of(scenes: Sequence[Scene], width: int, height: int) -> bytes:
    """One scene as a PNG file, or four as a grid: 1 2 above 3 4."""
    return write_png(width, height, Pixels.RGBA, _rows_of(scenes, width, height))


def preview_of(scenes: Sequence[Scene], width: int, height: int, coarseness: int) -> bytes:
    """The same in squares of so many pixels."""
    small = _rows_of(scenes, width // coarseness // 2 * 2, height // coarseness // 2 * 2)
    return write_png(width, height, Pixels.RGBA, _scaled(small, width, height))


def _rows_of(scenes: Sequence[Scene], width: int, height: int) -> Rows:
    if len(scenes) == 1:
        return scenes[0].rows(width, height)
    first, second, third, fourth = (scene.rows(width // 2, height // 2) for scene in scenes)
    pairs = [*zip(first, second, strict=True), *zip(third, fourth, strict=True)]
    return [left + right for left, right in pairs]


def _scaled(rows: Rows, width: int, height: int) -> Rows:
    """The nearest pixels."""
    columns = [x * (len(rows[0]) // _BYTES) // width for x in range(width)]
    needed = {y * len(rows) // height for y in range(height)}
    stretched = {y: _picked(rows[y], columns) for y in needed}
    return [stretched[y * len(rows) // height] for y in range(height)]


def _picked(row: bytes, columns: Iterable[int]) -> bytes:
    pixels = memoryview(row).cast("I")
    return array("I", [pixels[column] for column in columns]).tobytes()


def _covered(below: Rows, above: Rows, openings: Sequence[Sequence[bool]]) -> Rows:
    """The rows above where they are open, else those below."""
    return [_joined(*parts) for parts in zip(below, above, openings, strict=True)]


def _joined(below: bytes, above: bytes, is_open: Sequence[bool]) -> bytes:
    if not any(is_open):
        return below
    pixels, painted = memoryview(below).cast("I"), memoryview(above).cast("I")
    chosen = (one if opened else other for opened, one, other in zip(is_open, painted, pixels, strict=True))
    return array("I", chosen).tobytes()
