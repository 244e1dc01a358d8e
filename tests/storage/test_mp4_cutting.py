"""Parts of films: as long as was wanted, with the frames that their first one needs, and their sound."""

from pathlib import Path

import pytest

from app.demo.film.filming import film
from app.storage.mp4 import is_whole, movie_facts
from app.storage.mp4_cutting import NotCuttable, cut
from app.storage.mp4_tables import Sample, read_samples, write_tables

FILM = film("a fox", 1280, 720, 8.0)


@pytest.mark.parametrize(("begin_s", "end_s"), [(0.0, 2.0), (3.0, 6.5), (6.0, 8.0)])
def test_a_part_is_a_film_of_its_own(tmp_path: Path, begin_s: float, end_s: float) -> None:
    path = tmp_path / "part.mp4"
    path.write_bytes(cut(FILM, begin_s, end_s))
    facts = movie_facts(path)
    assert is_whole(path)
    assert (facts.width, facts.height) == (1280, 720)
    assert facts.duration_ms is not None
    assert facts.duration_ms / 1000 == pytest.approx(end_s - begin_s, abs=0.1)
    assert len(path.read_bytes()) < len(FILM)


def test_a_part_can_be_cut_again(tmp_path: Path) -> None:
    path = tmp_path / "part.mp4"
    path.write_bytes(cut(cut(FILM, 2.0, 6.0), 0.0, 2.0))
    assert movie_facts(path).duration_ms == pytest.approx(2000, abs=150)


@pytest.mark.parametrize(
    "data",
    [b"", b"no film at all", FILM[: len(FILM) // 2], FILM[:40], FILM.replace(b"stsz", b"free", 1)],
)
def test_what_is_no_whole_film_is_refused(data: bytes) -> None:
    with pytest.raises(NotCuttable):
        cut(data, 0.0, 2.0)


def test_a_part_behind_the_end_is_none() -> None:
    with pytest.raises(NotCuttable):
        cut(FILM, 20.0, 22.0)


def test_tables_are_read_as_they_were_written() -> None:
    """Frames that are shown in another order, and only some of which stand alone."""
    samples = [
        Sample(100, 30, 0, 10, 20, is_whole=True),
        Sample(130, 5, 10, 10, 40, is_whole=False),
        Sample(135, 4, 20, 12, -6, is_whole=False),
        Sample(139, 31, 32, 12, 20, is_whole=True),
    ]
    tables = {b"stsd": b"format", b"ctts": bytes([1, 0, 0, 0]), b"stss": b""}
    assert read_samples(write_tables(samples, 100, tables)) == samples


def test_chunks_may_lie_anywhere() -> None:
    def number(*values: int) -> bytes:
        return b"".join(value.to_bytes(4, "big") for value in values)

    tables = {
        b"stsz": bytes(4) + number(7, 5),
        b"stts": bytes(4) + number(1, 5, 3),
        b"stsc": bytes(4) + number(2, 1, 2, 1, 3, 1, 1),
        b"co64": bytes(4) + number(3, 0, 900, 0, 100, 1, 0),
    }
    offsets = [one.offset for one in read_samples(tables)]
    assert offsets == [900, 907, 100, 107, 2**32]
    with pytest.raises(ValueError, match="format"):
        read_samples({**tables, b"stsc": bytes(4) + number(1, 1, 5, 2)})
