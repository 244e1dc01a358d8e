"""Frames of films, decoded for real: posters, the last frame, any frame."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.domain.errors import ErrorKind, StudioError
from app.ui.films.frames import FilmFrames
from tests.ui.film_files import SPOKEN, grey_film, level_of, ramp

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, extend=True)


@pytest.fixture
def frames(qtbot: QtBot, tmp_path: Path) -> Iterator[FilmFrames]:
    frames = FilmFrames(tmp_path / "posters")
    yield frames
    frames.close()
    frames.deleteLater()


async def news(frames: FilmFrames, path: Path) -> None:
    """Wait until there is something new to see of a film."""
    came = asyncio.Event()

    def look(changed: object) -> None:
        if changed == path:
            came.set()

    frames.ready.connect(look)
    await asyncio.wait_for(came.wait(), 20)
    frames.ready.disconnect(look)


async def shown(frames: FilmFrames, path: Path, edge_px: int = 128) -> QImage:
    """The poster, when it is there."""
    image = frames.poster(path, edge_px)
    if image is None:
        await news(frames, path)
        image = frames.poster(path, edge_px)
    assert image is not None
    return image


async def test_every_frame_is_found_by_any_time_while_it_is_seen(frames: FilmFrames, tmp_path: Path) -> None:
    levels = ramp(12)
    path = grey_film(tmp_path / "film.mp4", levels)
    for number in (0, 1, 5, 11):
        for position_ms in (100 * number + 1, 100 * number + 99):
            assert level_of(await frames.frame_at(path, position_ms)) == levels[number]


@pytest.mark.parametrize("sound_s", [0, 1.5, 4])
async def test_the_last_frame_is_the_last_one_also_where_the_sound_goes_on(
    frames: FilmFrames, tmp_path: Path, sound_s: float
) -> None:
    levels = ramp(15)
    path = grey_film(tmp_path / "film.mp4", levels, sound_s=sound_s)
    assert level_of(await frames.last_frame(path)) == levels[-1]
    assert level_of(await frames.frame_at(path, 60_000)) == levels[-1]


async def test_a_film_of_one_frame_has_a_first_and_a_last_one(frames: FilmFrames, tmp_path: Path) -> None:
    path = grey_film(tmp_path / "film.mp4", [118])
    assert level_of(await frames.first_frame(path)) == level_of(await frames.last_frame(path)) == 118


async def test_frames_come_in_the_size_of_the_film(frames: FilmFrames, tmp_path: Path) -> None:
    path = grey_film(tmp_path / "film.mp4", ramp(3), size=(640, 360))
    image = await frames.last_frame(path)
    assert (image.width(), image.height()) == (640, 360)


async def test_questions_that_come_at_once_are_answered_one_after_the_other(
    frames: FilmFrames, tmp_path: Path
) -> None:
    first = grey_film(tmp_path / "first.mp4", ramp(10))
    second = grey_film(tmp_path / "second.mp4", ramp(20))
    asked = [frames.last_frame(first), frames.last_frame(second), frames.frame_at(first, 250)]
    images = await asyncio.gather(*asked)
    assert [level_of(image) for image in images] == [ramp(10)[-1], ramp(20)[-1], ramp(10)[2]]


async def test_a_poster_is_the_first_frame_on_which_there_is_something(
    frames: FilmFrames, tmp_path: Path
) -> None:
    path = grey_film(tmp_path / "film.mp4", [16, 16, 16, 196, 100])
    image = await frames.poster_image(path)
    assert level_of(image) == 196


async def test_a_film_that_stays_in_the_dark_has_a_dark_poster(frames: FilmFrames, tmp_path: Path) -> None:
    image = await frames.poster_image(grey_film(tmp_path / "film.mp4", [16] * 8))
    assert level_of(image) == 16


async def test_a_poster_is_made_once_and_kept_as_a_small_file(frames: FilmFrames, tmp_path: Path) -> None:
    path = grey_film(tmp_path / "film.mp4", ramp(4), size=(640, 360))
    image = await shown(frames, path)
    assert (image.width(), image.height()) == (128, 72)
    (kept,) = (tmp_path / "posters").glob("*/*")
    assert QImage(str(kept)).width() == 512
    kept.write_bytes(other_picture())
    again = FilmFrames(tmp_path / "posters")
    assert (await shown(again, path)).pixelColor(10, 10).red() > 200
    again.close()


async def test_another_film_under_the_same_name_gets_its_own_poster(
    frames: FilmFrames, tmp_path: Path
) -> None:
    path = grey_film(tmp_path / "film.mp4", [100, 100])
    assert level_of(await shown(frames, path)) == 100
    grey_film(path, [178, 178])
    os.utime(path, ns=(1, 1))
    frames.look_again()
    frames.poster(path, 128)
    await news(frames, path)
    assert level_of(await shown(frames, path)) == 178


async def test_what_was_asked_for_last_comes_first(frames: FilmFrames, tmp_path: Path) -> None:
    films = [grey_film(tmp_path / f"{number}.mp4", [100]) for number in range(5)]
    came: list[object] = []
    frames.ready.connect(came.append)
    for path in films:
        frames.poster(path, 64)
    await news(frames, films[0])
    assert came == films[::-1]


async def test_a_larger_poster_is_made_when_it_is_asked_for(frames: FilmFrames, tmp_path: Path) -> None:
    path = grey_film(tmp_path / "film.mp4", [148], size=(640, 360))
    assert (await shown(frames, path, 64)).width() == 64
    frames.poster(path, 400)
    await news(frames, path)
    assert (await shown(frames, path, 400)).width() == 400


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, ErrorKind.FILE_GONE),
        (b"", ErrorKind.ATTACHMENT_UNREADABLE),
        (b"\0\0\0\x18ftypisom" + b"x" * 4000, ErrorKind.ATTACHMENT_UNREADABLE),
        (b"no film at all", ErrorKind.ATTACHMENT_UNREADABLE),
    ],
)
async def test_what_is_no_film_is_said_and_never_tried_for_ever(
    frames: FilmFrames, tmp_path: Path, content: bytes | None, problem: ErrorKind
) -> None:
    path = tmp_path / "film.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StudioError) as told:
        await frames.last_frame(path)
    assert told.value.kind is problem
    frames.poster(path, 64)
    await news(frames, path)
    assert frames.problem(path) is problem
    assert frames.poster(path, 64) is None


async def test_sound_alone_is_no_film(frames: FilmFrames, tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    path.write_bytes(
        b"RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0\x80>\0\0\x02\0\x10\0data\0\x08\0\0"
        + bytes(2048)
    )
    with pytest.raises(StudioError) as told:
        await frames.last_frame(path)
    assert told.value.kind is ErrorKind.ATTACHMENT_UNREADABLE


async def test_after_a_broken_film_and_a_given_up_question_the_next_is_answered(
    frames: FilmFrames, tmp_path: Path
) -> None:
    good = grey_film(tmp_path / "good.mp4", ramp(6))
    (tmp_path / "bad.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"x" * 4000)
    given_up = asyncio.create_task(frames.last_frame(good))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(StudioError):
        await frames.last_frame(tmp_path / "bad.mp4")
    assert level_of(await frames.last_frame(good)) == ramp(6)[-1]


async def test_closed_in_the_midst_of_it_nothing_comes_any_more(frames: FilmFrames, tmp_path: Path) -> None:
    films = [grey_film(tmp_path / f"{number}.mp4", ramp(8)) for number in range(4)]
    came: list[object] = []
    frames.ready.connect(came.append)
    for path in films:
        frames.poster(path, 64)
    await news(frames, films[-1])
    frames.close()
    frames.poster(films[0], 64)
    other = FilmFrames()
    await other.last_frame(films[0])
    other.close()
    assert came == films[-1:]


def other_picture() -> bytes:
    """A red JPEG file."""
    from PySide6.QtCore import QBuffer, QByteArray

    image = QImage(512, 288, QImage.Format.Format_RGB32)
    image.fill(0xFFE02020)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # type: ignore[call-overload]
    return bytes(data.data())
