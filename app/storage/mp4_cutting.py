"""Cuts a part out of an MP4 file. No frame is decoded or written anew, so that nothing of it gets worse."""

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.storage.mp4 import Box, boxes
from app.storage.mp4_tables import Sample, Tables, read_samples, write_tables

_OUTER = (b"moov", b"trak", b"mdia", b"minf")
"""The boxes on the way to the tables."""
_LEFT_OUT = (b"edts", b"udta", b"meta")
"""What is true of the whole film alone."""
_LENGTHS = {b"mvhd": (16, 24), b"mdhd": (16, 24), b"tkhd": (20, 28)}
"""Where the length stands in a header of version 0, with 32 bits, and of version 1, with 64."""


class NotCuttable(ValueError):
    """A file of another kind, in fragments, damaged, or without a frame in the wanted part."""


@dataclass(frozen=True, slots=True)
class _Track:
    """A track by its boxes; ``scale`` is its units of time in a second.

    ``lead`` is the length of the frames before the wanted part, which are needed but not shown.
    """

    trak: Box
    header: Box
    media_header: Box
    table: Box
    scale: int
    tables: Tables
    samples: list[Sample]
    lead: int = 0

    @property
    def is_film(self) -> bool:
        """Whether some of its frames need others."""
        return b"stss" in self.tables

    @property
    def units(self) -> int:
        """Its length in its own units."""
        return sum(one.duration for one in self.samples)

    @property
    def shown_s(self) -> float:
        """What is seen or heard of it, in seconds."""
        return (self.units - self.lead) / self.scale


def cut(data: bytes, begin_s: float, end_s: float) -> bytes:
    """The part of a film between two moments.

    The frames that its first one needs are in the file, and an edit list has players begin behind them.

    Raises:
        NotCuttable: it cannot be cut.
    """
    try:
        return _cut(data, begin_s, end_s)
    except (struct.error, KeyError, IndexError, ValueError, StopIteration, ZeroDivisionError) as error:
        raise NotCuttable(str(error)) from error


def _cut(data: bytes, begin_s: float, end_s: float) -> bytes:
    top = {box.kind: box for box in _inside(data, 0, len(data))}
    if b"moof" in top:
        raise ValueError("the film is in fragments")
    moov = {box.kind: box for box in _content(data, top[b"moov"])}
    whole = [_track(data, box) for box in _content(data, top[b"moov"]) if box.kind == b"trak"]
    if begin_s >= max(track.units / track.scale for track in whole):
        raise ValueError("the part begins behind the end")
    tracks = [_within(track, begin_s, end_s) for track in whole]
    if not all(track.samples for track in tracks):
        raise ValueError("there is nothing in this part")
    head = _box(b"ftyp", _bytes(data, top[b"ftyp"]))
    film = b"".join(data[one.offset : one.offset + one.size] for track in tracks for one in track.samples)
    replaced = _headers(data, moov[b"mvhd"], tracks)
    offset = len(head) + 8
    for track in tracks:
        tables = write_tables(track.samples, offset, track.tables)
        replaced[track.table.start] = b"".join(_box(kind, content) for kind, content in tables.items())
        replaced[track.trak.end] = _edit_list(track, _scale(data, moov[b"mvhd"]))
        offset += sum(one.size for one in track.samples)
    return head + _box(b"mdat", film) + _copied(data, top[b"moov"], replaced)


def _track(data: bytes, trak: Box) -> _Track:
    header, media = _find(data, trak, b"tkhd"), _find(data, trak, b"mdia")
    media_header = _find(data, media, b"mdhd")
    table = _find(data, _find(data, media, b"minf"), b"stbl")
    tables = {box.kind: _bytes(data, box) for box in _content(data, table)}
    return _Track(trak, header, media_header, table, _scale(data, media_header), tables, read_samples(tables))


def _within(track: _Track, begin_s: float, end_s: float) -> _Track:
    """The samples of a part, after those that its first one needs."""
    begin, end = round(begin_s * track.scale), end_s * track.scale
    before = (one.begin for one in track.samples if one.is_whole and one.begin <= begin)
    first = max(before, default=0)
    samples = [one for one in track.samples if first <= one.begin < end]
    return replace(track, samples=samples, lead=begin - first)


def _edit_list(track: _Track, movie_scale: int) -> bytes:
    """Where in the samples the film begins: behind the lead, and behind the delay of reordered frames."""
    length, begin = round(track.shown_s * movie_scale), track.lead + track.samples[0].shift
    edit = struct.pack(">IIIiHH", 0, 1, length, begin, 1, 0)
    return _box(b"edts", _box(b"elst", edit))


def _headers(data: bytes, movie: Box, tracks: list[_Track]) -> dict[int, bytes]:
    """The headers with the new lengths, by their places."""
    scale = _scale(data, movie)
    lengths = [round(track.shown_s * scale) for track in tracks]
    headers = {movie.start: _with_length(data, movie, max(lengths))}
    for track, length in zip(tracks, lengths, strict=True):
        headers[track.header.start] = _with_length(data, track.header, length)
        headers[track.media_header.start] = _with_length(data, track.media_header, track.units)
    return headers


def _scale(data: bytes, header: Box) -> int:
    """Units of time in a second."""
    place = header.start + (20 if data[header.start] else 12)
    (scale,) = struct.unpack_from(">I", data, place)
    return int(scale)


def _with_length(data: bytes, header: Box, length: int) -> bytes:
    content, short, long = bytearray(_bytes(data, header)), *_LENGTHS[header.kind]
    struct.pack_into(*((">Q", content, long) if content[0] else (">I", content, short)), length)
    return bytes(content)


def _copied(data: bytes, box: Box, replaced: Mapping[int, bytes]) -> bytes:
    """A box as it is, but for what is replaced in it, by its place, left out, or added to a track's end."""
    if box.start in replaced:
        return _box(box.kind, replaced[box.start])
    if box.kind not in _OUTER:
        return _box(box.kind, _bytes(data, box))
    inner = (one for one in _content(data, box) if one.kind not in _LEFT_OUT)
    added = replaced[box.end] if box.kind == b"trak" else b""
    return _box(box.kind, b"".join(_copied(data, one, replaced) for one in inner) + added)


def _content(data: bytes, box: Box) -> Iterator[Box]:
    return _inside(data, box.start, box.end)


def _inside(data: bytes, start: int, end: int) -> Iterator[Box]:
    return boxes(io.BytesIO(data), start, end)


def _find(data: bytes, outer: Box, kind: bytes) -> Box:
    return next(box for box in _content(data, outer) if box.kind == kind)


def _bytes(data: bytes, box: Box) -> bytes:
    return data[box.start : box.end]


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content
