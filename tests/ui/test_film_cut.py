"""A part of a film, seen by a player that knows nothing of where it comes from."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.demo.film.filming import film
from app.storage.mp4_cutting import cut
from app.ui.films.frames import FilmFrames
from tests.ui.film_files import SPOKEN

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, extend=True)


async def test_a_part_shows_what_was_seen_there_though_it_begins_between_whole_frames(
    qapp: QApplication, tmp_path: Path
) -> None:
    whole, part, frames = tmp_path / "whole.mp4", tmp_path / "part.mp4", FilmFrames(None)
    whole.write_bytes(film("a fox", 640, 360, 8.0))
    part.write_bytes(cut(whole.read_bytes(), 3.0, 6.0))
    try:
        for moment_ms in (0, 500, 1500, 2500):
            seen = await frames.frame_at(part, moment_ms)
            assert seen == await frames.frame_at(whole, 3000 + moment_ms)
        assert await frames.last_frame(part) == await frames.frame_at(whole, 5950)
    finally:
        frames.close()
