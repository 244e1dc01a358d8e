"""The colours of a PNG file, with nothing but zlib."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Colour = tuple[int, int, int]

_SIGNATURE_BYTES = 8
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE = 3
_WITH_OPACITY = 6
_SEEN_THROUGH = (4, 6)
_WHOLE_BYTE = 8
_MOST_BYTES = 4_000_000
"""How much of a picture is unpacked: pure Python takes about a second for it."""
_MOST_WHOLE_BYTES = 50_000_000
"""The same of a picture that is needed to its last row: 4096 by 3000 with opacity."""
_MOST_SLOW_BYTES = 6_500_000
"""How much of that may be filtered in the ways that are undone byte by byte, as photographs mostly are."""
_MOST_SAMPLES = 20_000
_SAME_COLOUR = 48
"""Colours that are nearer than this, summed over red, green and blue, count as one."""
_MOST_SWATCHES = 3
_MOST_COLOURS = 512


class PngError(Exception):
    """The file is damaged, or of a kind that is not read here (interlaced)."""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour and which part of the picture it covers, 0 to 1."""

    colour: Colour
    share: float


@dataclass(frozen=True, slots=True)
class Look:
    """The main colours, the most frequent first; of the upper part only where the picture is very large."""

    swatches: tuple[Swatch, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Layout:
    width: int
    height: int
    depth: int
    kind: int
    palette: bytes
    opacity: bytes = b""
    """Of each colour of the palette."""

    @property
    def row_bytes(self) -> int:
        return (self.width * self.depth * _CHANNELS[self.kind] + 7) // 8

    @property
    def pixel_bytes(self) -> int:
        return max(1, self.depth * _CHANNELS[self.kind] // 8)


def dominant_colours(data: bytes) -> Look:
    """Which colours a picture mostly has.

    Raises:
        PngError: it cannot be read.
    """
    try:
        layout, packed = _read(data)
        count = max(1, min(layout.height, _MOST_BYTES // (layout.row_bytes + 1)))
        rows = _unfiltered(zlib.decompressobj().decompress(packed, count * (layout.row_bytes + 1)), layout)
        step = max(1, count * layout.width // _MOST_SAMPLES)
        samples = Counter(_samples(rows, layout, step))
    except (struct.error, zlib.error, IndexError, KeyError, ValueError) as error:
        raise PngError from error
    if not samples:
        raise PngError
    return Look(_swatches(samples), count == layout.height)


def knows_opacity(data: bytes) -> bool:
    """Whether a picture can be seen through anywhere."""
    try:
        layout, _ = _read(data)
    except (PngError, struct.error, KeyError):
        return False
    return layout.kind in _SEEN_THROUGH or bool(layout.opacity)


def packed_pixels(data: bytes) -> bytes:
    """The pixels as a file packs them, without what is written beside them; empty for what is none."""
    return b"".join(body for kind, body in _chunks(data) if kind == b"IDAT")


def rgba_rows(data: bytes) -> list[bytes]:
    """The rows of a picture as red, green, blue and opacity, 8 bits each.

    Raises:
        PngError: it cannot be read, or is larger than what is unpacked here.
    """
    try:
        layout, packed = _read(data)
        length = layout.height * (layout.row_bytes + 1)
        if length > _MOST_WHOLE_BYTES or layout.depth != _WHOLE_BYTE:
            raise PngError
        raw = zlib.decompressobj().decompress(packed, length)
        if _slow_bytes(raw, layout) > _MOST_SLOW_BYTES:
            raise PngError
        rows = [_four_channels(row, layout) for row in _unfiltered(raw, layout)]
    except (struct.error, zlib.error, IndexError, KeyError, ValueError) as error:
        raise PngError from error
    if len(rows) < layout.height:
        raise PngError
    return rows


def _four_channels(row: bytes, layout: _Layout) -> bytes:
    """A row of any kind with 8 bits a channel as one with four channels."""
    if layout.kind == _WITH_OPACITY:
        return row
    pixels = bytearray(b"\xff" * (4 * layout.width))
    step = _CHANNELS[layout.kind]
    for channel in range(3):
        pixels[channel::4] = row[channel if step == 3 else 0 :: step]
        if layout.kind == _PALETTE:
            pixels[channel::4] = row.translate(layout.palette[channel::3].ljust(256, b"\x00"))
    if step == 2:
        pixels[3::4] = row[1::2]
    elif layout.kind == _PALETTE:
        pixels[3::4] = row.translate(layout.opacity.ljust(256, b"\xff"))
    return bytes(pixels)


def _read(data: bytes) -> tuple[_Layout, bytes]:
    header, palette, opacity, packed = b"", b"", b"", []
    for kind, body in _chunks(data):
        if kind == b"IHDR":
            header = body
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            opacity = body
        elif kind == b"IDAT":
            packed.append(body)
    width, height, depth, colour_kind, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    layout = _Layout(width, height, depth, colour_kind, palette, opacity)
    if interlaced or not width or not height or layout.row_bytes >= _MOST_BYTES:
        raise PngError
    return layout, b"".join(packed)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = _SIGNATURE_BYTES
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        yield kind, data[place + 8 : place + 8 + length]
        place += length + 12


def _unfiltered(raw: bytes, layout: _Layout) -> Iterator[bytes]:
    """Undo the row filters (PNG specification, section 9)."""
    above = bytearray(layout.row_bytes)
    for start in range(0, len(raw) - layout.row_bytes, layout.row_bytes + 1):
        row = bytearray(raw[start + 1 : start + 1 + layout.row_bytes])
        _UNFILTERS[raw[start]](row, above, layout.pixel_bytes)
        yield bytes(row)
        above = row


def _keep(row: bytearray, above: bytearray, back: int) -> None:
    """Filter 0: nothing to undo."""


def _sub(row: bytearray, above: bytearray, back: int) -> None:
    """Each byte is the sum of those before it: sums of two, of four and so on, all places at once."""
    step = back
    while step < len(row):
        row[:] = _added(row, bytes(step) + row[:-step])
        step *= 2


def _up(row: bytearray, above: bytearray, back: int) -> None:
    row[:] = _added(row, above)


def _added(left: bytes | bytearray, right: bytes | bytearray) -> bytes:
    """Byte by byte modulo 256, in one sum: seven bits of each are added, and the eighth is put right."""
    sevens, eighths = _masks(len(left))
    first, second = int.from_bytes(left, "big"), int.from_bytes(right, "big")
    total = (first & sevens) + (second & sevens) ^ (first ^ second) & eighths
    return total.to_bytes(len(left), "big")


@lru_cache(maxsize=16)
def _masks(size: int) -> tuple[int, int]:
    """The seven lower bits of so many bytes, and their eighth."""
    return int.from_bytes(b"\x7f" * size, "big"), int.from_bytes(b"\x80" * size, "big")


def _slow_bytes(raw: bytes, layout: _Layout) -> int:
    """How much of a picture has to be undone byte by byte."""
    slow = (row > _LAST_QUICK for row in raw[:: layout.row_bytes + 1])
    return sum(slow) * layout.row_bytes


def _average(row: bytearray, above: bytearray, back: int) -> None:
    for place, up in enumerate(above):
        left = row[place - back] if place >= back else 0
        row[place] = (row[place] + (left + up) // 2) & 255


def _paeth(row: bytearray, above: bytearray, back: int) -> None:
    for place, up in enumerate(above):
        left, corner = (row[place - back], above[place - back]) if place >= back else (0, 0)
        to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        nearest = left if to_left <= to_up and to_left <= to_corner else up if to_up <= to_corner else corner
        row[place] = (row[place] + nearest) & 255


_LAST_QUICK = 2
_UNFILTERS = (_keep, _sub, _up, _average, _paeth)


def _samples(rows: Iterator[bytes], layout: _Layout, step: int) -> Iterator[Colour]:
    """Every so many pixels one; those that are seen through are left out."""
    position = 0
    for row in rows:
        while position < layout.width:
            colour = _pixel(row, position, layout)
            if colour is not None:
                yield colour
            position += step
        position -= layout.width


def _pixel(row: bytes, column: int, layout: _Layout) -> Colour | None:
    if layout.depth < 8:
        return _small_pixel(row, column, layout)
    size = layout.depth // 8
    start = column * layout.pixel_bytes
    parts = row[start : start + layout.pixel_bytes : size]
    if layout.kind == _PALETTE:
        return _from_palette(parts[0], layout)
    if layout.kind in (4, 6) and parts[-1] < 128:
        return None
    return (parts[0], parts[1], parts[2]) if layout.kind in (2, 6) else (parts[0],) * 3


def _small_pixel(row: bytes, column: int, layout: _Layout) -> Colour:
    """A pixel of less than a byte: a grey or a place in the palette."""
    bit = column * layout.depth
    value = row[bit // 8] >> (8 - layout.depth - bit % 8) & ((1 << layout.depth) - 1)
    if layout.kind == _PALETTE:
        return _from_palette(value, layout)
    grey = value * 255 // ((1 << layout.depth) - 1)
    return grey, grey, grey


def _from_palette(index: int, layout: _Layout) -> Colour:
    red, green, blue = layout.palette[3 * index : 3 * index + 3]
    return red, green, blue


def _swatches(samples: Counter[Colour]) -> tuple[Swatch, ...]:
    """Join near colours, each to the most frequent one near it."""
    groups: Counter[Colour] = Counter()
    for colour, count in samples.most_common(_MOST_COLOURS):
        near = next((other for other in groups if _distance(colour, other) < _SAME_COLOUR), colour)
        groups[near] += count
    whole = samples.total()
    return tuple(Swatch(colour, count / whole) for colour, count in groups.most_common(_MOST_SWATCHES))


def _distance(left: Colour, right: Colour) -> int:
    return sum(abs(one - other) for one, other in zip(left, right, strict=True))
