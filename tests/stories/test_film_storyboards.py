"""Films that are told shot by shot at the window: what each kind of provider gets of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QPlainTextEdit, QPushButton

from app.bootstrap.command_line import Arguments
from app.domain.remote_task import TaskState
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.filming import CONTROL, VIDEOS, at_videos, choose_film_model, end_of, film_prompt, jobs
from tests.stories.person import Person
from tests.studio import add_gateway
from tests.ui.film_files import SPOKEN

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, "This plugin does not support", extend=True)

CHAT = "/v1/chat/completions"
HURRY = 60.0


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person at the video page, with one provider."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(HURRY)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        person.window.resize(1500, 860)
        at_videos(person)
        yield person


async def tell_two_shots(person: Person) -> None:
    """A fox, then snow, half of the film each."""
    person.write("videos.prompt", "a fox")
    person.press("form.prompt.editor")
    await person.until(lambda: person.sees("storyboard.add"))
    person.press("storyboard.add")
    assert not person.find("storyboard.apply", QPushButton).isEnabled()
    assert "Each shot needs a scene" in person.label("storyboard.words")
    person.find("storyboard.shot.2.scene", QPlainTextEdit).setFocus()
    QTest.keyClicks(person.find("storyboard.shot.2.scene"), "snow")


async def order(person: Person) -> None:
    """Put the shots into the form, order the film, and wait for it."""
    await person.until(person.find("storyboard.apply", QPushButton).isEnabled)
    person.press("storyboard.apply")
    await person.until(lambda: not person.sees("storyboard.apply"))
    await person.until(person.find("videos.generate").isEnabled)
    person.press("videos.generate")
    await person.until(lambda: jobs(person))
    assert (await end_of(person, jobs(person)[0].task.id)).task.state is TaskState.DONE


@pytest.mark.covers("video.openai/storyboard")
async def test_lengths_that_do_not_add_up_are_said_and_cannot_be_ordered(
    person: Person, gateway: Gateway
) -> None:
    await choose_film_model(person, "sora-2")
    await tell_two_shots(person)
    await person.until(lambda: person.label("storyboard.words").startswith("It adds up"))
    seconds = person.find("storyboard.shot.1.seconds", QDoubleSpinBox)
    seconds.setFocus()
    QTest.keyClick(seconds, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(seconds, "1")
    QTest.keyClick(seconds, Qt.Key.Key_Return)
    await person.until(lambda: "still to be given to a shot" in person.label("storyboard.words"))
    assert not person.find("storyboard.apply", QPushButton).isEnabled()
    person.press("storyboard.even")
    await order(person)
    assert film_prompt(person).startswith("Shot 1:\nduration: ")
    (asked,) = [one for one in gateway.asked(VIDEOS) if one.method == "POST"]
    assert b"Shot 1:\nduration: 2sec\nScene: a fox\n\nShot 2:\nduration: 2sec\nScene: snow" in asked.body


async def test_a_conversation_gets_the_shots_in_brackets(person: Person, gateway: Gateway) -> None:
    await choose_film_model(person, "sora-2")
    person.press("videos.card.film")
    await tell_two_shots(person)
    await order(person)
    (asked,) = gateway.asked(CHAT)
    said = asked.json()["messages"][0]["content"][0]["text"]
    assert said.count("s]") == 2
    assert "a fox" in said
    assert said.endswith("snow")


async def test_a_provider_that_wants_a_flag_gets_it_with_the_shots(person: Person, gateway: Gateway) -> None:
    await choose_film_model(person, "sora-2-15s-yijia")
    await tell_two_shots(person)
    await order(person)
    (asked,) = [one for one in gateway.asked(VIDEOS) if one.method == "POST"]
    assert b"is_story" in asked.body
    assert b"Scene: snow" in asked.body
