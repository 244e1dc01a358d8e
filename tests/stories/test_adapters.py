"""Asynchronous calls that nobody documents: shipped as presets, and put right in the profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.bootstrap.command_line import Arguments
from app.domain.ids import ProfileId
from app.domain.profile import AdapterChange, Profile
from app.domain.remote_task import TaskState
from app.ui.images.results_model import Result
from app.ui.widgets.choice_box import ChoiceBox
from tests.gateway import Gateway
from tests.services.making import Orders
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.imaging import at_images, choose_model, results
from tests.stories.person import Person
from tests.studio import add_gateway

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CARD = "adapter.yijia-pro-async"
MODEL = "yijia-banana-pro"


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person with one provider, whose tasks live in a time that runs sixty times faster."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(60.0)) as person:
        await add_gateway(person.session.studio, gateway)
        yield person


async def open_adapters(person: Person) -> None:
    """Edit the provider, and open what its asynchronous calls look like."""
    person.press("topbar.profile")
    person.press("switcher.manage")
    await person.until(lambda: person.sees("profiles.edit"))
    person.press("profiles.edit")
    await person.until(lambda: person.sees("profile.save"))
    person.press("profile.more")
    person.find("profile.adapters", QPushButton).click()
    await person.until(lambda: person.find("profile.adapters.card", ChoiceBox).count() > 0)


def choose(person: Person, card: str) -> None:
    """Choose an adapter."""
    box = person.find("profile.adapters.card", ChoiceBox)
    box.choose(card)
    box.activated.emit(box.currentIndex())


def retype(person: Person, name: str, text: str) -> None:
    """Put other words into a field."""
    person.find(name, QLineEdit).setFocus()
    person.key(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.write(name, text)


async def order(person: Person) -> Result:
    """Press the button, and wait for the end of it."""
    before = len(results(person)) if person.sees("images.results") else 0
    await person.until(person.find("images.generate", QPushButton).isEnabled)
    person.write("images.prompt", "a fox in the snow")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and len(results(person)) == before + 1)
    await person.until(lambda: results(person)[0].task.state.is_final)
    return results(person)[0]


def profile(person: Person) -> Profile:
    """The provider as it is kept."""
    kept = person.session.studio.profiles.get(ProfileId("profile-1"))
    assert kept is not None
    return kept


async def test_a_path_is_put_right_in_the_profile(person: Person, gateway: Gateway) -> None:
    await open_adapters(person)
    choose(person, CARD)
    assert person.find("profile.adapters.poll_path", QLineEdit).text() == "/v1/videos/{id}"
    assert not person.find("profile.adapters.reset", QPushButton).isEnabled()
    retype(person, "profile.adapters.poll_path", "/v1/images/tasks/{id}")
    person.press("profile.save")
    await person.until(lambda: profile(person).adapters)
    assert profile(person).adapters == (AdapterChange(CARD, (("poll_path", "/v1/images/tasks/{id}"),)),)
    orders = Orders(person.session.studio)
    task = await orders.make(CARD, "a fox", model=MODEL)
    assert task.state is TaskState.DONE, task.error
    assert task.handle is not None
    assert gateway.asked(f"/v1/images/tasks/{task.handle.id}")
    assert not gateway.asked(f"/v1/videos/{task.handle.id}")


async def test_a_change_is_taken_back(person: Person) -> None:
    await open_adapters(person)
    choose(person, CARD)
    retype(person, "profile.adapters.done_words", "fertig 3")
    choose(person, "adapter.evolink")
    assert person.find("profile.adapters.done_words", QLineEdit).text() == ""
    choose(person, CARD)
    assert person.find("profile.adapters.done_words", QLineEdit).text() == "fertig 3"
    person.press("profile.adapters.reset")
    assert person.find("profile.adapters.done_words", QLineEdit).text() == ""
    person.press("profile.save")
    await person.until(lambda: not person.sees("profile.save"))
    assert profile(person).adapters == ()


async def test_what_is_no_json_is_shown_and_not_saved(person: Person) -> None:
    await open_adapters(person)
    choose(person, CARD)
    retype(person, "profile.adapters.fixed", "async=true")
    choose(person, "adapter.evolink")
    person.press("profile.save")
    assert person.find("profile.adapters.card", ChoiceBox).key == CARD
    assert person.find("profile.adapters.fixed", QLineEdit).property("invalid") == "true"
    assert profile(person).adapters == ()
    retype(person, "profile.adapters.fixed", '{"async": true}')
    person.press("profile.save")
    await person.until(lambda: profile(person).adapters)
    assert profile(person).adapters == (AdapterChange(CARD, (("fixed", '{"async": true}'),)),)


async def test_an_adapter_stands_first_for_the_models_that_the_profile_names(
    person: Person, gateway: Gateway
) -> None:
    await open_adapters(person)
    choose(person, "adapter.async-images")
    retype(person, "profile.adapters.models", "qwen-image*  z-image")
    person.press("profile.save")
    await person.until(lambda: profile(person).adapters)
    assert profile(person).adapters[0].models == ("qwen-image*", "z-image")
    await person.until(lambda: not person.sees("profile.save"))
    person.key("profiles.list", Qt.Key.Key_Escape)
    await person.until(lambda: not person.sees("profiles.list"))
    await person.session.studio.models.refresh(profile(person))
    at_images(person)
    await choose_model(person, "qwen-image-plus-demo")
    made = await order(person)
    assert made.task.card_id == "adapter.async-images"
    assert made.task.state is TaskState.DONE
    assert len(gateway.asked("/v1/images/generations/async")) == 1
    await choose_model(person, "flux-kontext-demo")
    other = await order(person)
    assert other.task.protocol == "openai-images"
