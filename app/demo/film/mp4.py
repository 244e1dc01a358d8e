"""The boxes of an MP4 file with one film and, if wanted, its sound. ISO/IEC 14496-12 and -15."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from app.demo.film.h264 import parameter_sets

_UNITS_PER_SECOND = 1000
_UNITY = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UNDEFINED_LANGUAGE = 0x55C4


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of 16 bits, least byte first, one channel."""

    samples: bytes
    rate: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One coded frame; a whole one can be begun with."""

    unit: bytes
    is_whole: bool


def write_mp4(
    width: int, height: int, frames: Sequence[Frame], frames_per_second: int, sound: Sound | None = None
) -> bytes:
    """The file, its description first, so that it can be played while it arrives."""
    coded = [struct.pack(">I", len(frame.unit)) + frame.unit for frame in frames]
    film = b"".join(coded)
    media = film + (sound.samples if sound else b"")
    head = _box(b"ftyp", b"isom" + struct.pack(">I", 512) + b"isomiso2avc1mp41")

    def description(start: int) -> bytes:
        duration = _UNITS_PER_SECOND * len(frames) // frames_per_second
        tracks = [_film_track(width, height, frames, coded, frames_per_second, duration, start)]
        if sound:
            tracks.append(_sound_track(sound, duration, start + len(film)))
        return _box(b"moov", _movie_header(duration, len(tracks)), *tracks)

    start = len(head) + len(description(0)) + 8
    return head + description(start) + _box(b"mdat", media)


def _film_track(
    width: int,
    height: int,
    frames: Sequence[Frame],
    coded: Sequence[bytes],
    frames_per_second: int,
    duration: int,
    start: int,
) -> bytes:
    sizes = struct.pack(f">II{len(coded)}I", 0, len(coded), *map(len, coded))
    whole = [place for place, frame in enumerate(frames, start=1) if frame.is_whole]
    table = _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), _film_entry(width, height)),
        _full(b"stts", struct.pack(">III", 1, len(frames), 1)),
        _full(b"stss", struct.pack(f">I{len(whole)}I", len(whole), *whole)),
        _full(b"stsc", struct.pack(">IIII", 1, 1, len(frames), 1)),
        _full(b"stsz", sizes),
        _full(b"stco", struct.pack(">II", 1, start)),
    )
    header = _full(b"vmhd", struct.pack(">4H", 0, 0, 0, 0), flags=1)
    media = _media(b"vide", frames_per_second, len(frames), header, table)
    return _box(b"trak", _track_header(1, duration, 0, width, height), media)


def _sound_track(sound: Sound, duration: int, start: int) -> bytes:
    count = len(sound.samples) // 2
    entry = _box(
        b"sowt",
        bytes(6),
        struct.pack(">H", 1),
        bytes(8),
        struct.pack(">HHHHI", 1, 16, 0, 0, sound.rate << 16),
    )
    table = _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), entry),
        _full(b"stts", struct.pack(">III", 1, count, 1)),
        _full(b"stsc", struct.pack(">IIII", 1, 1, count, 1)),
        _full(b"stsz", struct.pack(">II", 2, count)),
        _full(b"stco", struct.pack(">II", 1, start)),
    )
    header = _full(b"smhd", bytes(4))
    media = _media(b"soun", sound.rate, count, header, table)
    return _box(b"trak", _track_header(2, duration, 0x0100, 0, 0), media)


def _movie_header(duration: int, tracks: int) -> bytes:
    times = struct.pack(">4I", 0, 0, _UNITS_PER_SECOND, duration)
    return _full(
        b"mvhd", times, struct.pack(">IH10x", 0x10000, 0x0100), _UNITY, bytes(24), _number(tracks + 1)
    )


def _track_header(number: int, duration: int, volume: int, width: int, height: int) -> bytes:
    times = struct.pack(">5I", 0, 0, number, 0, duration)
    look = struct.pack(">8x4H", 0, 0, volume, 0)
    return _full(b"tkhd", times, look, _UNITY, struct.pack(">II", width << 16, height << 16), flags=3)


def _media(kind: bytes, units_per_second: int, duration: int, header: bytes, table: bytes) -> bytes:
    times = struct.pack(">4I2H", 0, 0, units_per_second, duration, _UNDEFINED_LANGUAGE, 0)
    handler = _full(b"hdlr", bytes(4), kind, bytes(12), b"Relay Studio\0")
    place = _box(b"dinf", _full(b"dref", _number(1), _full(b"url ", flags=1)))
    return _box(b"mdia", _full(b"mdhd", times), handler, _box(b"minf", header, place, table))


def _film_entry(width: int, height: int) -> bytes:
    sequence, picture = parameter_sets(width, height)
    setup = struct.pack(">B3sBBH", 1, sequence[1:4], 0xFF, 0xE1, len(sequence)) + sequence
    setup += struct.pack(">BH", 1, len(picture)) + picture
    look = struct.pack(">16xHHIIIH32xHh", width, height, 0x480000, 0x480000, 0, 1, 24, -1)
    return _box(b"avc1", bytes(6), struct.pack(">H", 1), look, _box(b"avcC", setup))


def _number(value: int) -> bytes:
    return struct.pack(">I", value)


def _box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _full(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    """A box with version and flags."""
    return _box(kind, _number(flags), *parts)
