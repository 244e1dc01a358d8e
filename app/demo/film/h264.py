"""H.264 in its plainest form: every square that changed is stored as it is, every other one is skipped.

ITU-T H.264, baseline profile with CAVLC: macroblocks of type I_PCM (7.3.5) and P_Skip. It needs no
prediction and no transform, so that a film is made in the time that copying its pixels takes.
"""

import re
from collections.abc import Iterable

SQUARE = 16
"""Pixels of the edge of a macroblock."""

_SPS, _PPS, _WHOLE, _CHANGED = 0x67, 0x68, 0x65, 0x41
_PCM_IN_WHOLE, _PCM_IN_CHANGED = 25, 30
_WHOLE_SLICE, _CHANGED_SLICE = 7, 5
_FRAME_NUMBERS = 16
_LOOKS_LIKE_A_START = re.compile(rb"\x00\x00(?=[\x00-\x03])")


class Bits:
    """Bits in the order in which they are read."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._value = 0
        self._count = 0

    def put(self, value: int, count: int) -> None:
        """A number in so many bits."""
        self._value = self._value << count | value
        self._count += count
        while self._count >= 8:
            self._count -= 8
            self._bytes.append(self._value >> self._count & 0xFF)
        self._value &= (1 << self._count) - 1

    def golomb(self, value: int) -> None:
        """A whole number in Exp-Golomb code, ``ue(v)``."""
        self.put(value + 1, 2 * (value + 1).bit_length() - 1)

    def align(self) -> None:
        """Zeros up to the next byte."""
        self.put(0, -self._count % 8)

    def raw(self, data: bytes) -> None:
        """Whole bytes; the place has to be aligned."""
        self._bytes += data

    def end(self) -> bytes:
        """The finished content of a unit."""
        self.put(1, 1)
        self.align()
        return bytes(self._bytes)


def parameter_sets(width: int, height: int) -> tuple[bytes, bytes]:
    """The units that tell how the film is stored, for a decoder's set-up."""
    return _unit(_SPS, _sequence(width, height)), _unit(_PPS, _picture())


def whole_frame(squares: Iterable[bytes], number: int) -> bytes:
    """A frame that needs no other; ``squares`` are all of it, row by row, 384 bytes each."""
    bits = Bits()
    _slice_head(bits, _WHOLE_SLICE, 0)
    bits.golomb(number % 2)
    bits.put(0, 2)
    _slice_foot(bits)
    for square in squares:
        bits.golomb(_PCM_IN_WHOLE)
        bits.align()
        bits.raw(square)
    return _unit(_WHOLE, bits.end())


def changed_frame(squares: Iterable[tuple[int, bytes]], count: int, since_whole: int) -> bytes:
    """A frame that differs from the one before in some squares.

    Args:
        squares: place and 384 bytes of each, in the order of the places.
        count: how many squares a frame has.
        since_whole: how many frames the last whole one is ago.
    """
    bits = Bits()
    _slice_head(bits, _CHANGED_SLICE, since_whole % _FRAME_NUMBERS)
    bits.put(0, 3)
    _slice_foot(bits)
    following = 0
    for place, square in squares:
        bits.golomb(place - following)
        bits.golomb(_PCM_IN_CHANGED)
        bits.align()
        bits.raw(square)
        following = place + 1
    if following < count:
        bits.golomb(count - following)
    return _unit(_CHANGED, bits.end())


def _unit(head: int, content: bytes) -> bytes:
    return bytes([head]) + _LOOKS_LIKE_A_START.sub(b"\x00\x00\x03", content)


def _sequence(width: int, height: int) -> bytes:
    across, down = -(-width // SQUARE), -(-height // SQUARE)
    bits = Bits()
    for byte in (66, 0xC0, 40):
        bits.put(byte, 8)
    for value in (0, 0, 2, 1):
        bits.golomb(value)
    bits.put(0, 1)
    bits.golomb(across - 1)
    bits.golomb(down - 1)
    bits.put(0b111, 3)
    for value in (0, (across * SQUARE - width) // 2, 0, (down * SQUARE - height) // 2):
        bits.golomb(value)
    bits.put(0, 1)
    return bits.end()


def _picture() -> bytes:
    bits = Bits()
    bits.golomb(0)
    bits.golomb(0)
    bits.put(0, 2)
    for _ in range(3):
        bits.golomb(0)
    bits.put(0, 3)
    for _ in range(3):
        bits.golomb(0)
    bits.put(0b100, 3)
    return bits.end()


def _slice_head(bits: Bits, kind: int, frame_number: int) -> None:
    bits.golomb(0)
    bits.golomb(kind)
    bits.golomb(0)
    bits.put(frame_number, 4)


def _slice_foot(bits: Bits) -> None:
    """No change of quality, no smoothing of edges."""
    bits.golomb(0)
    bits.golomb(1)
