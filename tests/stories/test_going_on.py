"""At the window: a picture is changed once more, and all that was said before goes along."""

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.remote_task import TaskState
from app.ui.images.page import ImagesPage
from tests.gateway import Gateway
from tests.stories.imaging import at_images, choose_first, choose_model, make, newest, prompt
from tests.stories.person import Person

MODEL = "gemini-3-pro-image-demo"
CALL = f"/v1beta/models/{MODEL}:"


@pytest.fixture
async def page(person: Person, qapp: QApplication) -> ImagesPage:
    """The image page with a model that goes on."""
    page = at_images(person)
    await choose_model(person, MODEL)
    return page


def turns(gateway: Gateway) -> list[int]:
    """How many turns each request to the model had."""
    asked = (request for request in gateway.requests if request.path.startswith(CALL))
    return [len(request.json()["contents"]) for request in asked]


async def go_on(person: Person) -> None:
    """Press «Go on from this picture» on the first card, and wait for the hint."""
    choose_first(person)
    person.press("images.result.go_on")
    await person.until(lambda: person.sees("images.going_on"))


@pytest.mark.covers("image.gemini/edit")
async def test_a_picture_is_changed_turn_by_turn(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await make(person, "a fox in the snow")
    await go_on(person)
    await person.until(lambda: "a fox in the snow" in person.label("images.going_on.words"))
    assert prompt(person) == ""
    made = await make(person, "now at night")
    assert made.task.state is TaskState.DONE
    await go_on(person)
    await person.until(lambda: "now at night" in person.label("images.going_on.words"))
    await make(person, "and a moon")
    assert turns(gateway) == [1, 3, 5]


async def test_what_goes_along_is_let_go_of(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await make(person, "a fox in the snow")
    await go_on(person)
    person.press("images.going_on.drop")
    assert not person.sees("images.going_on")
    await make(person, "something else")
    await go_on(person)
    await choose_model(person, "gpt-image-1.5-demo")
    assert not person.sees("images.going_on")
    assert turns(gateway) == [1, 1]
    assert newest(person).parent_id is None


async def test_a_model_that_forgets_does_not_offer_it(person: Person, page: ImagesPage) -> None:
    await choose_model(person, "gpt-image-1.5-demo")
    await make(person, "a fox in the snow")
    choose_first(person)
    assert not person.sees("images.result.go_on")
