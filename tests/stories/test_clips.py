"""At the window: a clip among the pictures is seen by its poster, and is played."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from app.bootstrap.command_line import Arguments
from app.domain.media import Asset, MediaKind
from app.ui.films.viewer import FilmViewer
from app.ui.widgets.choice_box import ChoiceBox
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.imaging import at_images, choose_first, results
from tests.stories.person import Person
from tests.studio import add_gateway
from tests.ui.film_files import SPOKEN

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, "This plugin does not support", extend=True)

MODEL = "andreasjansson/stable-diffusion-animation"


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person with one provider, whose tasks live in a time that runs sixty times faster."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(60.0)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        yield person


def colours_of_first_card(person: Person) -> set[int]:
    """The colours in the middle of the first card's picture, as they are painted."""
    view = person.find("images.results", QListView)
    card = view.visualRect(view.model().index(0, 0))
    image = view.viewport().grab(card).toImage()
    middle = QPoint(image.width() // 2, image.height() // 3)
    spots = range(-image.width() // 4, image.width() // 4, 4)
    return {QColor(image.pixel(middle + QPoint(x, x // 2))).rgb() for x in spots}


async def animate(person: Person, file_format: str) -> Asset:
    """Have an animation made, as a file of this format."""
    person.window.resize(1280, 860)
    at_images(person)
    await person.until(lambda: person.sees("images.prompt"))
    person.press("images.model")
    person.write("images.models.search", MODEL)
    person.key("images.models.search", Qt.Key.Key_Return)
    await person.until(lambda: person.sees("form.prompt_end"))
    person.write("form.prompt_start", "a closed bud")
    person.write("form.prompt_end", "an open flower")
    person.press("form.more")
    person.find("form.output_format", ChoiceBox).choose(file_format)
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    await person.until(lambda: results(person)[0].chosen)
    chosen = results(person)[0].chosen
    assert chosen is not None
    await person.until(lambda: len(colours_of_first_card(person)) > 8)
    choose_first(person)
    return chosen


async def play(person: Person) -> None:
    """Look at what was made: it plays. Close it again."""
    person.press("images.result.open")
    await person.until(lambda: person.sees("film"))
    viewer = person.find("film", FilmViewer)
    await person.until(lambda: viewer.player.playback and viewer.player.playback.duration_ms)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    await person.until(lambda: not person.sees("film"))


@pytest.mark.covers("image.replicate/andreasjansson/stable-diffusion-animation")
async def test_a_clip_shows_its_poster_and_plays(person: Person, gateway: Gateway) -> None:
    clip = await animate(person, "mp4")
    assert clip.kind is MediaKind.VIDEO
    assert gateway.asked("/replicate/v1/predictions")[0].json()["input"]["output_format"] == "mp4"
    assert not person.sees("images.result.mask")
    assert not person.sees("images.result.video")
    await play(person)


async def test_a_moving_picture_plays_too(person: Person) -> None:
    animation = await animate(person, "gif")
    assert (animation.kind, animation.mime) == (MediaKind.PICTURE, "image/gif")
    assert person.sees("images.result.video")
    await play(person)
