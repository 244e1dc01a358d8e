"""The tables of a track of an MP4 file (ISO/IEC 14496-12 §8.6, §8.7): where each of its samples lies."""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, repeat

Tables = Mapping[bytes, bytes]
"""The content of the boxes of an ``stbl``, by their kinds."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A frame or a stretch of sound. Times are in the units of its track; ``shift`` leads to its display."""

    offset: int
    size: int
    begin: int
    duration: int
    shift: int = 0
    is_whole: bool = True
    """It needs no other frame to be shown."""


def read_samples(tables: Tables) -> list[Sample]:
    """The samples of a track, in the order in which they are decoded.

    Raises:
        ValueError, struct.error, KeyError: the tables make no sense, or the track changes its format midway.
    """
    sizes = _sizes(tables[b"stsz"])
    durations = list(_spread(tables[b"stts"], ">II"))
    shifts = _spread(tables[b"ctts"], ">Ii") if b"ctts" in tables else repeat(0, len(sizes))
    whole = set(_numbers(tables[b"stss"][4:])) if b"stss" in tables else None
    offsets = _offsets(tables, sizes)
    if not len(sizes) == len(durations) == len(offsets):
        raise ValueError("the tables do not fit each other")
    samples, begin = [], 0
    for place, (offset, size, duration, shift) in enumerate(
        zip(offsets, sizes, durations, shifts, strict=True), start=1
    ):
        is_whole = whole is None or place in whole
        samples.append(Sample(offset, size, begin, duration, shift, is_whole))
        begin += duration
    return samples


def write_tables(samples: Sequence[Sample], offset: int, tables: Tables) -> dict[bytes, bytes]:
    """The tables of samples that lie one behind the other from an offset on."""
    head = bytes(4)
    written = {
        b"stsd": tables[b"stsd"],
        b"stts": _runs((one.duration for one in samples), ">II"),
        b"stsc": head + struct.pack(">4I", 1, 1, len(samples), 1),
        b"stsz": head + struct.pack(f">2I{len(samples)}I", 0, len(samples), *(one.size for one in samples)),
        b"stco": head + struct.pack(">2I", 1, offset),
    }
    if b"ctts" in tables:
        written[b"ctts"] = tables[b"ctts"][:4] + _runs((one.shift for one in samples), ">Ii")[4:]
    if b"stss" in tables:
        places = [place for place, one in enumerate(samples, start=1) if one.is_whole]
        written[b"stss"] = head + struct.pack(f">{len(places) + 1}I", len(places), *places)
    return written


def _sizes(table: bytes) -> list[int]:
    same, count = struct.unpack(">2I", table[4:12])
    return [same] * count if same else list(struct.unpack(f">{count}I", table[12 : 12 + 4 * count]))


def _offsets(tables: Tables, sizes: Sequence[int]) -> list[int]:
    """Where each sample begins: chunks lie anywhere, the samples of one behind each other."""
    chunks = _numbers(tables[b"stco"][4:]) if b"stco" in tables else _numbers(tables[b"co64"][4:], "Q")
    waiting, offsets = iter(sizes), []
    for offset, count in zip(chunks, _samples_of_chunks(tables[b"stsc"], len(chunks)), strict=True):
        for size in islice(waiting, count):
            offsets.append(offset)
            offset += size
    return offsets


def _samples_of_chunks(table: bytes, chunks: int) -> list[int]:
    (count,) = struct.unpack(">I", table[4:8])
    runs = list(struct.iter_unpack(">3I", table[8 : 8 + 12 * count]))
    if any(description != 1 for _, _, description in runs):
        raise ValueError("the track changes its format")
    ends = [first for first, _, _ in runs[1:]] + [chunks + 1]
    return [each for (first, each, _), end in zip(runs, ends, strict=True) for _ in range(first, end)]


def _numbers(table: bytes, kind: str = "I") -> tuple[int, ...]:
    """A list with its length before it."""
    (count,) = struct.unpack(">I", table[:4])
    return struct.unpack(f">{count}{kind}", table[4 : 4 + count * struct.calcsize(kind)])


def _spread(table: bytes, layout: str) -> Iterator[int]:
    """The value of each sample, of a table of runs."""
    (count,) = struct.unpack(">I", table[4:8])
    for length, value in struct.iter_unpack(layout, table[8 : 8 + 8 * count]):
        yield from repeat(value, length)


def _runs(values: Iterable[int], layout: str) -> bytes:
    runs = [(len(list(group)), value) for value, group in groupby(values)]
    return struct.pack(">2I", 0, len(runs)) + b"".join(struct.pack(layout, *run) for run in runs)
