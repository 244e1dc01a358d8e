"""A film that comes back to the page it was made on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.demo.film.filming import film as film_bytes
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.filming import FILM_MODEL, at_videos, choose_film_model, film, film_prompt
from tests.stories.person import Person
from tests.studio import add_gateway
from tests.ui.film_files import SPOKEN

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, "This plugin does not support", extend=True)

HURRY = 60.0


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person at the video page, with one provider."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(HURRY)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        person.window.resize(1500, 860)
        at_videos(person)
        await choose_film_model(person, FILM_MODEL)
        yield person


async def test_a_film_fills_the_form_as_it_was_made_or_begins_the_next_one(person: Person) -> None:
    made = await film(person, "a fox in the snow")
    assert made.film is not None
    page = at_videos(person)
    page.panel.write_prompt("something else")
    page.recall(Path(made.film.path))
    await person.until(lambda: person.reads("The form is filled in as this film was made"))
    assert film_prompt(person) == "a fox in the snow"
    person.press_text("Begin with its last frame instead")
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    assert film_prompt(person) == "something else"


async def test_a_film_from_elsewhere_goes_on_from_its_last_frame(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.mp4"
    path.write_bytes(film_bytes("ducks", 640, 360, 1.0))
    page = at_videos(person)
    page.recall(path)
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    frame = page.panel.form.inputs()[0].attachment
    assert frame is not None
    assert (frame.mime, frame.width, frame.height) == ("image/png", 640, 360)
