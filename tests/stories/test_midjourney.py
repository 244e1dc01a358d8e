"""Midjourney at the window: grids, their buttons, what they ask for, and what it says in words."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QPushButton, QWidget

from app.bootstrap.command_line import Arguments
from app.domain.remote_task import RemoteTask, TaskState
from app.ui.images.page import ImagesPage
from app.ui.images.results_model import Result
from tests.gateway import Gateway
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.imaging import (
    at_images,
    choose,
    choose_first,
    choose_model,
    clear,
    drop,
    make,
    newest,
    picture_file,
    prompt,
    results,
)
from tests.stories.person import Person
from tests.studio import add_gateway

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MODEL = "midjourney-demo"
IMAGINE = "/mj/submit/imagine"
ACTION = "/mj/submit/action"
MODAL = "/mj/submit/modal"
HURRY = 30.0
"""A minute at the provider takes two seconds."""


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person in whose studio waiting for pictures is short."""
    async with started(qapp, tmp_path, Arguments(), clock=FastClock(HURRY)) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        yield person


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page with Midjourney chosen."""
    page = at_images(person)
    await choose_model(person, MODEL)
    return page


def asked(gateway: Gateway, path: str) -> list[Any]:
    """The bodies that came to a path."""
    return [request.json() for request in gateway.asked(path)]


def press_button(person: Person, label: str) -> None:
    """Press one of the provider's buttons below the chosen card."""
    person.press(name_of(person, label))


def name_of(person: Person, label: str) -> str:
    """The name of the button that says this."""
    for number in range(25):
        name = f"images.result.button.{number}"
        if person.sees(name) and person.find(name, QPushButton).text() == label:
            return name
    raise LookupError(label)


def labels(person: Person) -> list[str]:
    """What stands on the provider's buttons."""
    names = (f"images.result.button.{number}" for number in range(25))
    return [person.find(name, QPushButton).text() for name in names if person.sees(name)]


async def finished(person: Person, count: int) -> Result:
    """The newest card, once there are so many and it is over, whatever was asked on the way."""
    await person.until(lambda: len(results(person)) == count and is_over(newest(person)))
    return results(person)[0]


def is_over(task: RemoteTask) -> bool:
    """Whether it has ended, and does not only wait for the person."""
    return task.state.is_final and task.state is not TaskState.WAITING_FOR_INPUT


async def make_grid(person: Person, words: str = "a stone bridge") -> Result:
    """A grid, chosen."""
    made = await make(person, words)
    choose_first(person)
    return made


async def make_single(person: Person) -> Result:
    """One of four enlarged, chosen."""
    await make_grid(person)
    press_button(person, "U1")
    single = await finished(person, 2)
    choose_first(person)
    return single


def choose_from_menu(person: Person, text: str) -> None:
    """Do something with the chosen card."""
    person.open_menu("images.results")
    person.choose(text)


def paint_top_left(person: Person) -> None:
    """Draw a rectangle over the upper left part of the picture."""
    person.press("mask.rectangle")
    canvas = person.find("mask.canvas", QWidget)
    middle = canvas.rect().center()
    edge = min(canvas.width(), canvas.height()) // 2 - 2
    start, end = middle - QPoint(edge, edge), middle
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, (start + end) / 2)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


def press_go_on(person: Person) -> bool:
    """Take up a card that waits for the person; says whether they are asked by now."""
    if person.sees("images.result.answer"):
        person.press("images.result.answer")
    return person.sees("images.ask.prompt")


def decoded(address: str) -> bytes:
    """What a data URL holds."""
    return base64.b64decode(address.partition(",")[2])


def file_of(result: Result) -> QImage:
    """The picture as it lies on the disk."""
    return QImage(result.sights[0].path)


@pytest.mark.covers("image.midjourney/imagine")
@pytest.mark.covers("image.midjourney/fetch")
async def test_a_prompt_becomes_a_grid_with_its_buttons(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    made = await make_grid(person, "a stone bridge --ar 3:2")
    assert made.task.state is TaskState.DONE
    assert asked(gateway, IMAGINE) == [
        {"prompt": "a stone bridge --ar 3:2", "botType": "MID_JOURNEY", "base64Array": []}
    ]
    assert file_of(made).width() == 1024
    assert made.task.handle
    assert gateway.asked(f"/mj/task/{made.task.handle.id}/fetch")
    assert labels(person) == ["U1", "U2", "U3", "U4", "Draw again", "V1", "V2", "V3", "V4"]


async def test_the_grid_is_seen_while_it_is_drawn(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    person.find("form.speed", QComboBox).setCurrentIndex(3)
    person.write("images.prompt", "a stone bridge")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    await person.until(lambda: results(person)[0].preview is not None)
    assert newest(person).state is TaskState.RUNNING
    assert 0 < (newest(person).progress_percent or 0) < 100
    gateway.server.pace.full_speed = True
    made = await finished(person, 1)
    assert made.preview is None
    assert made.sights


@pytest.mark.covers("image.midjourney/action")
async def test_a_button_begins_a_task_that_says_where_it_came_from(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    grid = await make_grid(person)
    button = next(one for one in grid.task.buttons if one.label == "U3")
    press_button(person, "U3")
    single = await finished(person, 2)
    assert grid.task.handle
    assert asked(gateway, ACTION) == [{"taskId": grid.task.handle.id, "customId": button.id}]
    assert file_of(single).size() == file_of(grid).size()
    assert (single.task.parent_id, single.task.pressed) == (grid.task.id, "U3")
    assert person.label("images.result.prompt") == "U3 · a stone bridge"
    assert "Vary (Strong)" in labels(person)
    choose_from_menu(person, "Show what it was made from")
    await person.until(lambda: person.label("images.result.prompt") == "a stone bridge")


async def test_what_a_button_made_is_asked_for_anew_by_its_words(person: Person, page: ImagesPage) -> None:
    single = await make_single(person)
    clear(person)
    drop(page, Path(single.sights[0].path))
    await person.until(lambda: prompt(person) == "a stone bridge")
    assert page.panel.card
    assert page.panel.card.id == "midjourney.imagine"


async def test_the_same_press_costs_nothing_twice(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await make_grid(person)
    press_button(person, "U1")
    press_button(person, "U1")
    single = await finished(person, 2)
    choose(person, 1)
    press_button(person, "U1")
    await person.until(lambda: person.label("images.result.prompt").startswith("U1"))
    assert newest(person).id == single.task.id
    assert len(gateway.asked(ACTION)) == 1


@pytest.mark.covers("image.midjourney/modal")
async def test_a_region_is_painted_anew(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    single = await make_single(person)
    press_button(person, "Vary (Region)")
    await person.until(lambda: person.sees("mask.canvas"))
    paint_top_left(person)
    person.press("mask.apply")
    await person.until(lambda: person.sees("images.ask.prompt"))
    assert person.find("images.ask.prompt", QPlainTextEdit).toPlainText() == "a stone bridge"
    person.write("images.ask.prompt", "a lantern")
    person.press("images.ask.go")
    made = await finished(person, 3)
    (body,) = asked(gateway, MODAL)
    assert made.task.state is TaskState.DONE
    assert made.task.handle
    assert (body["taskId"], body["prompt"]) == (made.task.handle.id, "a lantern")
    mask = QImage.fromData(decoded(body["maskBase64"]))
    assert mask.size() == file_of(single).size()
    assert mask.pixelColor(mask.width() // 3, mask.height() // 3).lightness() > 200
    assert mask.pixelColor(mask.width() - 5, mask.height() - 5).lightness() < 50
    assert person.label("images.result.prompt") == "Vary (Region) · a lantern"


async def test_a_zoom_asks_how_far_and_can_be_put_off(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await make_single(person)
    press_button(person, "Custom Zoom")
    await person.until(lambda: person.sees("images.ask.prompt"))
    asked_for = person.find("images.ask.prompt", QPlainTextEdit).toPlainText()
    assert asked_for == "a stone bridge --zoom 2"
    person.press("images.ask.cancel")
    await person.until(lambda: not person.sees("images.ask.prompt"))
    assert newest(person).state is TaskState.WAITING_FOR_INPUT
    assert not gateway.asked(MODAL)
    await person.until(lambda: press_go_on(person))
    person.write("images.ask.prompt", "a stone bridge --zoom 1.4")
    person.press("images.ask.go")
    await person.until(lambda: newest(person).state is TaskState.DONE)
    assert len(results(person)) == 3
    assert [body["prompt"] for body in asked(gateway, MODAL)] == ["a stone bridge --zoom 1.4"]
    assert len(gateway.asked(ACTION)) == 2


async def test_a_refused_answer_is_given_in_other_words(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await make_single(person)
    press_button(person, "Custom Zoom")
    await person.until(lambda: person.sees("images.ask.prompt"))
    person.write("images.ask.prompt", "something moderated")
    person.press("images.ask.go")
    await person.until(lambda: newest(person).state is TaskState.FAILED)
    assert not person.sees("images.result.retry")
    await person.until(lambda: press_go_on(person))
    person.write("images.ask.prompt", "something quiet --zoom 1.2")
    person.press("images.ask.go")
    await person.until(lambda: newest(person).state is TaskState.DONE)
    assert len(results(person)) == 3
    assert len(gateway.asked(ACTION)) == 2


async def test_with_remix_on_a_variation_asks_for_its_prompt(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await make_grid(person, "a bridge, remix mode")
    press_button(person, "V1")
    await person.until(lambda: person.sees("images.ask.prompt"))
    await person.until(person.find("images.ask.prompt").window().isActiveWindow)
    person.write("images.ask.prompt", "a tower")
    person.key("images.ask.prompt", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = await finished(person, 2)
    assert made.task.state is TaskState.DONE
    assert asked(gateway, MODAL)[0]["prompt"] == "a tower"


@pytest.mark.covers("image.midjourney/describe")
async def test_a_result_is_described_and_its_prompt_drawn(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await make_grid(person)
    choose_from_menu(person, "Describe: prompts that would draw it")
    described = await finished(person, 2)
    (body,) = asked(gateway, "/mj/submit/describe")
    assert body["base64"].startswith("data:image/png;base64,")
    assert len(described.task.texts) == 4
    assert person.sees("images.result.text.3")
    person.press("images.result.use.1")
    await person.until(lambda: prompt(person) == described.task.texts[1])
    assert page.panel.card
    assert page.panel.card.id == "midjourney.imagine"


async def test_a_prompt_that_was_found_is_drawn_by_another_model_where_this_one_draws_nothing(
    person: Person, page: ImagesPage
) -> None:
    await make_grid(person)
    choose_from_menu(person, "Describe: prompts that would draw it")
    described = await finished(person, 2)
    person.press("images.model")
    person.write("images.models.search", "kolors-virtual-try-on-v1")
    person.key("images.models.search", Qt.Key.Key_Return)
    await person.until(lambda: not person.sees("images.prompt"))
    choose_first(person)
    person.press("images.result.use.0")
    await person.until(lambda: prompt(person) == described.task.texts[0])
    assert page.panel.model != "kolors-virtual-try-on-v1"


async def test_a_picture_is_edited_where_it_was_painted_over(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    person.press("images.card.edits")
    drop(page, picture_file(tmp_path, Qt.GlobalColor.blue))
    await person.until(lambda: person.sees("images.references.picture"))
    person.press("form.slot.mask.paint")
    await person.until(lambda: person.sees("mask.canvas"))
    paint_top_left(person)
    person.press("mask.apply")
    await person.until(lambda: len(page.panel.form.inputs()) == 2)
    person.write("images.prompt", "a red roof")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    made = await finished(person, 1)
    (body,) = asked(gateway, "/mj/submit/edits")
    holed = QImage.fromData(decoded(body["image"]))
    mask = QImage.fromData(decoded(body["maskBase64"]))
    corner, middle = QPoint(holed.width() - 2, holed.height() - 2), QPoint(holed.width() // 3, 16)
    assert (holed.pixelColor(middle).alpha(), holed.pixelColor(corner).alpha()) == (0, 255)
    assert mask.pixelColor(middle).lightness() > mask.pixelColor(corner).lightness()
    assert file_of(made).pixelColor(file_of(made).width() - 5, 500) == Qt.GlobalColor.blue


async def test_a_picture_of_the_form_is_described_from_its_menu(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    drop(page, picture_file(tmp_path, Qt.GlobalColor.red))
    await person.until(lambda: person.sees("images.references.picture"))
    await person.choose_in_menu("images.references.picture", "Describe: prompts that would draw it")
    await person.until(lambda: person.sees("images.results") and results(person))
    described = await finished(person, 1)
    assert all("red" in text for text in described.task.texts)
    assert person.sees("images.result.use.0")


@pytest.mark.covers("image.midjourney/shorten")
async def test_a_prompt_is_shortened(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    person.press("images.card.shorten")
    made = await make_grid(person, "a very old stone bridge over a quiet river")
    assert len(made.task.texts) == 5
    assert "**" in person.label("images.result.lead")
    person.press("images.result.use.4")
    await person.until(lambda: prompt(person) == made.task.texts[4])


@pytest.mark.covers("image.midjourney/blend")
async def test_pictures_are_blended_in_their_order(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    person.press("images.card.blend")
    for colour in (Qt.GlobalColor.red, Qt.GlobalColor.blue):
        drop(page, picture_file(tmp_path, colour))
        await person.until(lambda: person.sees("images.references.picture"))
    await person.until(lambda: len(page.panel.form.inputs()) == 2)
    person.find("images.references.picture").setFocus()
    person.press("images.references.picture.later")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    made = await finished(person, 1)
    (body,) = asked(gateway, "/mj/submit/blend")
    first, second = (QImage.fromData(decoded(one)) for one in body["base64Array"])
    assert first.pixelColor(0, 0) == Qt.GlobalColor.blue
    assert second.pixelColor(0, 0) == Qt.GlobalColor.red
    assert file_of(made).height() == 1024


@pytest.mark.covers("image.midjourney/upload")
async def test_uploaded_pictures_give_links(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    person.press("images.card.upload")
    drop(page, picture_file(tmp_path, Qt.GlobalColor.red))
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    made = await finished(person, 1)
    choose_first(person)
    (link,) = made.task.texts
    assert link.startswith(gateway.root)
    person.press("images.result.use.0")
    assert QApplication.clipboard().text() == link


@pytest.mark.covers("image.midjourney/swap-face")
async def test_faces_are_swapped(person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path) -> None:
    person.press("images.card.swap-face")
    face = picture_file(tmp_path, Qt.GlobalColor.red)
    target = picture_file(tmp_path, Qt.GlobalColor.blue)
    page.panel.form.files_given.emit("face", [face])
    page.panel.form.files_given.emit("base", [target])
    await person.until(lambda: len(page.panel.form.inputs()) == 2)
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    made = await finished(person, 1)
    (body,) = asked(gateway, "/mj/insight-face/swap")
    assert QImage.fromData(decoded(body["sourceBase64"])).pixelColor(0, 0) == Qt.GlobalColor.red
    assert file_of(made).pixelColor(5, 5) == Qt.GlobalColor.blue
    middle = file_of(made)
    assert middle.pixelColor(middle.width() // 2, middle.height() // 4) == Qt.GlobalColor.red


@pytest.mark.covers("image.midjourney/seed")
async def test_the_seed_is_asked_for_and_kept(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    made = await make_grid(person)
    assert "seed" not in person.label("images.result.words")
    choose_from_menu(person, "Ask for the seed")
    await person.until(lambda: "seed" in person.label("images.result.words"))
    stored = await person.session.studio.tasks.get(made.task.id)
    assert stored
    assert stored.facts["seed"] in person.label("images.result.words")
    (asset,) = await person.session.studio.library.get_many(made.task.assets)
    assert asset.provenance.seed == stored.facts["seed"]
    assert made.task.handle
    assert len(gateway.asked(f"/mj/task/{made.task.handle.id}/image-seed")) == 1


async def test_the_speed_is_kept_for_what_goes_on(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    person.find("form.speed", QComboBox).setCurrentIndex(3)
    await make_grid(person)
    press_button(person, "V1")
    made = await finished(person, 2)
    assert made.task.state is TaskState.DONE
    assert gateway.asked("/mj-turbo/mj/submit/imagine")
    assert gateway.asked("/mj-turbo/mj/submit/action")
    assert made.task.handle
    assert gateway.asked(f"/mj-turbo/mj/task/{made.task.handle.id}/fetch")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("something moderated", "moderated"),
        ("a full queue", "busy"),
        ("a failing task", "given back"),
    ],
)
async def test_what_goes_wrong_is_said(
    person: Person, page: ImagesPage, gateway: Gateway, words: str, says: str
) -> None:
    failed = await make_grid(person, words)
    assert failed.task.state is TaskState.FAILED
    assert says in person.label("images.result.words")
    assert len(gateway.asked(IMAGINE)) == 1


async def test_links_that_ran_out_are_fetched_anew(person: Person, page: ImagesPage) -> None:
    made = await make_grid(person, "an expired link")
    assert made.task.state is TaskState.DONE
    assert not file_of(made).isNull()
