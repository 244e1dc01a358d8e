"""At the window: pictures made as tasks at Replicate, fal and Kling, from the list of models to the file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.domain.remote_task import TaskState
from app.ui.images.page import ImagesPage
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.imaging import at_images, choose_first, choose_model, drop, make, newest, results
from tests.stories.person import Person
from tests.studio import add_gateway

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

HURRY = 60.0
PREDICTIONS = "/replicate/v1/predictions"
KLING = "/kling/v1/images"


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person with one provider, whose tasks live in a time that runs sixty times faster."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(HURRY)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        yield person


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page."""
    return at_images(person)


def photo(folder: Path, colour: Qt.GlobalColor) -> Path:
    """A picture large enough for every vendor."""
    image = QImage(400, 320, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    path = folder / f"{colour.name}.png"
    assert image.save(str(path))
    return path


async def choose_without_prompt(person: Person, page: ImagesPage, model: str) -> None:
    """Pick a model whose form asks for pictures alone."""
    await person.until(lambda: person.sees("images.prompt"))
    person.press("images.model")
    person.write("images.models.search", model)
    person.key("images.models.search", Qt.Key.Key_Return)
    await person.until(lambda: page.panel.model == model and not person.sees("images.prompt"))


async def order(person: Person) -> None:
    """Press the button, and wait for the end of what was ordered."""
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    await person.until(lambda: newest(person).state.is_final)


@pytest.mark.covers("image.replicate/stability-ai/sdxl")
async def test_sdxl_is_called_by_its_version_and_makes_several(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await choose_model(person, "stability-ai/sdxl")
    retype(person, "form.width", "768")
    retype(person, "form.num_outputs", "2")
    made = await make(person, "a fox in the snow")
    (asked,) = gateway.asked(PREDICTIONS)
    body = asked.json()
    assert body["version"].startswith("7762fd07")
    assert (body["input"]["width"], body["input"]["height"], body["input"]["num_outputs"]) == (768, 1024, 2)
    assert [(picture.width, picture.height) for picture in made.sights] == 2 * [(768, 1024)]
    choose_first(person)
    assert "Saved" in person.label("images.result.words")


def retype(person: Person, name: str, text: str) -> None:
    """Write over what stands in a field."""
    person.key(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.write(name, text)


@pytest.mark.covers("image.replicate/cjwbw/rembg")
async def test_a_background_is_removed_without_a_word(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await choose_without_prompt(person, page, "cjwbw/rembg")
    drop(page, photo(tmp_path, Qt.GlobalColor.darkCyan))
    await person.until(lambda: page.panel.form.inputs())
    await order(person)
    (made,) = results(person)
    assert made.task.state is TaskState.DONE
    assert set(gateway.asked(PREDICTIONS)[0].json()["input"]) == {"image"}
    assert QImage(made.sights[0].path).hasAlphaChannel()


@pytest.mark.covers("image.fal/nano-banana/edit")
async def test_pictures_are_edited_through_fals_queue(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await choose_model(person, "fal-ai/nano-banana/edit")
    drop(page, photo(tmp_path, Qt.GlobalColor.darkCyan))
    drop(page, photo(tmp_path, Qt.GlobalColor.darkRed))
    await person.until(lambda: len(page.panel.form.inputs()) == 2)
    made = await make(person, "make it winter")
    assert made.task.state is TaskState.DONE
    (asked,) = gateway.asked("/fal-ai/nano-banana/edit")
    assert [address[:22] for address in asked.json()["image_urls"]] == 2 * ["data:image/png;base64,"]
    assert (made.sights[0].width, made.sights[0].height) == (400, 320)


async def test_what_fal_refuses_is_said_and_paid_once(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await choose_model(person, "fal-ai/flux-pro/kontext/max/text-to-image")
    refused = await make(person, "something moderated")
    assert refused.task.state is TaskState.FAILED
    choose_first(person)
    assert "safety filter" in person.label("images.result.words")
    assert len(gateway.asked("/fal-ai/flux-pro/kontext/max/text-to-image")) == 1


@pytest.mark.covers("video.kling/image")
async def test_kling_draws_in_the_chosen_shape(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await choose_model(person, "kling-v2")
    person.press("form.aspect_ratio.1:1")
    made = await make(person, "a mountain")
    assert made.task.state is TaskState.DONE
    (asked,) = gateway.asked(f"{KLING}/generations")
    assert (asked.json()["model_name"], asked.json()["aspect_ratio"]) == ("kling-v2", "1:1")
    assert (made.sights[0].width, made.sights[0].height) == (1024, 1024)


@pytest.mark.covers("video.kling/try-on")
async def test_clothes_are_tried_on(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await choose_without_prompt(person, page, "kolors-virtual-try-on-v1")
    drop(page, photo(tmp_path, Qt.GlobalColor.darkCyan))
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    drop(page, photo(tmp_path, Qt.GlobalColor.darkRed))
    await person.until(lambda: len(page.panel.form.inputs()) == 2)
    await order(person)
    (made,) = results(person)
    assert made.task.state is TaskState.DONE
    (asked,) = gateway.asked(f"{KLING}/kolors-virtual-try-on")
    assert {"human_image", "cloth_image", "model_name"} <= asked.json().keys()
    assert (made.sights[0].width, made.sights[0].height) == (400, 320)
