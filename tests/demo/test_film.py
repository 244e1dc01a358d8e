"""Films that the demo gateway makes: real files that a player plays, the same for the same words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink
from pytestqt.qtbot import QtBot

from app.demo.film.filming import FRAMES_PER_SECOND, film
from app.storage.mp4 import is_whole, movie_facts

# What is said of the machine's graphics and decoders is no fault of a film.
pytestmark = pytest.mark.qt_log_ignore(r"va[-( ]|va symbols|va library", "RHI backend", extend=True)


def played(qtbot: QtBot, path: Path) -> tuple[list[QImage], QMediaPlayer]:
    """Every frame that a player shows, from the first to the last."""
    player, sink = QMediaPlayer(), QVideoSink()
    images: list[QImage] = []

    def take(frame: QVideoFrame) -> None:
        images.append(frame.toImage())

    sink.videoFrameChanged.connect(take)
    player.setVideoSink(sink)
    player.setSource(QUrl.fromLocalFile(str(path)))
    player.setPlaybackRate(8)
    player.play()
    qtbot.waitUntil(lambda: player.mediaStatus() is QMediaPlayer.MediaStatus.EndOfMedia, timeout=20_000)
    return [image for image in images if not image.isNull()], player


@pytest.mark.parametrize(("width", "height"), [(640, 360), (360, 640), (130, 70)])
def test_a_film_plays_in_its_size_to_its_end(qtbot: QtBot, tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film("a fox in the snow", width, height, 2, with_sound=True))
    images, player = played(qtbot, path)
    assert {(image.width(), image.height()) for image in images} == {(width, height)}
    assert player.duration() == 2000
    assert player.hasAudio()
    assert images[0] != images[-1]
    player.setSource(QUrl())


def test_the_file_says_how_long_and_how_large_it_is(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film("waves", 320, 180, 1.5))
    facts = movie_facts(path)
    assert is_whole(path)
    assert (facts.width, facts.height, facts.duration_ms) == (320, 180, 1500)


def test_the_same_words_give_the_same_film_and_others_another() -> None:
    assert film("waves", 160, 90, 1) == film("waves", 160, 90, 1)
    assert film("waves", 160, 90, 1) != film("dunes", 160, 90, 1)


def test_a_film_of_no_length_has_one_frame(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film("waves", 160, 90, 0))
    assert movie_facts(path).duration_ms == 1000 // FRAMES_PER_SECOND
