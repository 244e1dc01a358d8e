"""Files in a question that are no pictures: what can be told of them from their bytes."""

import io
import re
import struct
import wave
import zlib
from dataclasses import dataclass

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_MOST_INFLATED = 4_000_000
_MOVIE_HEADER = b"mvhd"


@dataclass(frozen=True, slots=True)
class Medium:
    """A document, a sound or a film; a link that the gateway does not follow has no data."""

    mime: str
    data: bytes = b""
    name: str = ""
    address: str = ""

    @property
    def kind(self) -> str:
        """``pdf``, ``text``, ``audio``, ``video`` or ``file``; ``link`` for what was not fetched."""
        if self.address and not self.data:
            return "link"
        if self.mime == "application/pdf":
            return "pdf"
        family = self.mime.partition("/")[0]
        return family if family in ("text", "audio", "video") else "file"


def is_pdf(data: bytes) -> bool:
    """Whether these bytes begin as a PDF does."""
    return b"%PDF-" in data[:1024]


def is_locked(pdf: bytes) -> bool:
    """Whether a PDF asks for a password or is encrypted at all."""
    return b"/Encrypt" in pdf


def pages_of(pdf: bytes) -> int:
    """Pages of a PDF, also where they are described in compressed object streams."""
    return len(_PAGE.findall(pdf)) + sum(
        len(_PAGE.findall(_inflated(packed))) for packed in _STREAM.findall(pdf)
    )


def seconds_of(medium: Medium) -> float | None:
    """Length of a WAV or MP4 file; None for everything else."""
    try:
        return _wave_seconds(medium.data) if medium.data[:4] == b"RIFF" else _movie_seconds(medium.data)
    except (wave.Error, EOFError, struct.error, ZeroDivisionError):
        return None


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_INFLATED)
    except zlib.error:
        return b""


def _wave_seconds(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as sound:
        return float(sound.getnframes()) / float(sound.getframerate())


def _movie_seconds(data: bytes) -> float | None:
    """From the movie header box, ISO/IEC 14496-12 §8.2.2."""
    place = data.find(_MOVIE_HEADER)
    if place < 0:
        return None
    is_long = data[place + 4] == 1
    units, duration = struct.unpack_from(">IQ" if is_long else ">II", data, place + (24 if is_long else 16))
    return float(duration) / float(units)
