"""Painting over what of a picture shall change, from the first stroke to the answer."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.demo.form_data import FormFile, read_form
from app.domain.card import SlotRole
from app.domain.remote_task import TaskState
from app.ui.forms.slot_picture import SlotPicture
from app.ui.images.page import ImagesPage
from app.ui.masks.editor import MaskEditor
from tests.gateway import Gateway
from tests.stories.imaging import (
    CONTROL,
    EDITS,
    MODEL,
    RETURN,
    at_images,
    choose_first,
    choose_model,
    drop,
    make,
    picture_file,
)
from tests.stories.person import Person
from tests.ui.mask_pictures import LYING, grey_file, photograph
from tests.ui.masker import Masker

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SIZE = QSize(64, 48)
"""Of the person's own pictures."""


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page with a model that edits under a mask."""
    page = at_images(person)
    await choose_model(person, MODEL)
    return page


async def editor(person: Person) -> Masker:
    """The mask editor, as soon as it is there."""
    await person.until(lambda: person.sees("mask.canvas"))
    return Masker(person.find("mask", MaskEditor))


async def apply(person: Person, masker: Masker) -> None:
    """Take the mask into the form; a window manager then gives the keyboard back to the window."""
    masker.click("mask.apply")
    await person.until(lambda: not person.sees("mask.canvas"))
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow)
    await person.until(lambda: person.sees("form.slot.mask.picture"))


def sent_mask(gateway: Gateway) -> QImage:
    """The mask that arrived at the gateway last."""
    (mask,) = [file for file in sent_files(gateway) if file.field == "mask"]
    assert mask.mime == "image/png"
    return QImage.fromData(mask.data)


def sent_files(gateway: Gateway, path: str = EDITS) -> tuple[FormFile, ...]:
    request = gateway.asked(path)[-1]
    return read_form(request.header("content-type"), request.body).files


def is_red(thumbnail: QImage, x: float, y: float) -> bool:
    """Whether a place of a small view, given as fractions, is under the veil."""
    seen = thumbnail.pixelColor(round(x * thumbnail.width()), round(y * thumbnail.height()))
    return seen.red() > seen.green() + 60


def mask_view(person: Person) -> QImage:
    """The small picture in the mask's tray."""
    picture = person.find("form.slot.mask.picture", SlotPicture)
    assert picture.has_thumbnail
    label = picture.findChild(QLabel)
    assert label is not None
    return label.pixmap().toImage()


async def give_base(person: Person, page: ImagesPage, folder: Path) -> None:
    """Drop a picture of the person's onto the page."""
    drop(page, picture_file(folder, Qt.GlobalColor.darkCyan))
    await person.until(lambda: person.sees("images.references.picture"))


@pytest.mark.covers("image.openai/gpt-image-edit")
async def test_a_result_changes_only_where_it_is_painted_over(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    before = await make(person, "a fox in the snow")
    choose_first(person)
    person.press("images.result.mask")
    masker = await editor(person)
    masker.sets("mask.size", 100)
    masker.drag((300, 300), (500, 300))
    masker.drag((700, 700), (800, 800))
    masker.key(Qt.Key.Key_Z, CONTROL)
    await apply(person, masker)
    await person.until(lambda: person.focused.objectName() == "images.prompt")
    after = await make(person, "a red bird")
    assert after.task.state is TaskState.DONE

    picture, answer = (QImage(result.sights[0].path) for result in (before, after))
    mask = sent_mask(gateway)
    assert mask.size() == picture.size() == answer.size()
    assert [mask.pixelColor(x, y).alpha() for x, y in ((400, 300), (400, 345), (400, 355))] == [0, 0, 255]
    assert mask.pixelColor(750, 750).alpha() == 255
    assert {mask.pixelColor(x, y).alpha() for x in range(0, 1024, 9) for y in range(0, 1024, 9)} == {0, 255}
    changed = [
        (x, y)
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 7)
        if picture.pixelColor(x, y) != answer.pixelColor(x, y)
    ]
    assert len(changed) > 100
    assert all(mask.pixelColor(x, y).alpha() == 0 for x, y in changed)


async def test_a_mask_is_painted_once_there_is_a_picture_under_it(
    person: Person, page: ImagesPage, tmp_path: Path
) -> None:
    person.press("images.card.edit")
    paint = person.find("form.slot.mask.paint", QPushButton)
    assert not paint.isEnabled()
    assert "First add the picture" in paint.toolTip()
    await give_base(person, page, tmp_path)
    await person.until(person.find("form.slot.mask.paint").isEnabled)
    person.press("form.slot.mask.paint")
    masker = await editor(person)
    masker.key(Qt.Key.Key_R)
    masker.drag((0, 0), (32, 48))
    await apply(person, masker)
    await person.until(lambda: person.find("form.slot.mask.picture", SlotPicture).has_thumbnail)
    assert is_red(mask_view(person), 0.25, 0.5)
    assert not is_red(mask_view(person), 0.75, 0.5)


async def test_a_mask_is_painted_further_from_the_picture_or_from_itself(
    person: Person, page: ImagesPage, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    picture = person.find("images.references.picture", SlotPicture)
    QTest.mouseDClick(picture, Qt.MouseButton.LeftButton)
    masker = await editor(person)
    masker.key(Qt.Key.Key_R)
    masker.drag((0, 0), (20, 48))
    await apply(person, masker)
    person.key("form.slot.mask.picture", RETURN)
    masker = await editor(person)
    assert masker.is_red(10, 24)
    masker.key(Qt.Key.Key_R)
    masker.drag((40, 0), (64, 48))
    await apply(person, masker)
    held = [item for item in page.panel.form.inputs() if item.role is SlotRole.MASK]
    assert len(held) == 1
    await person.until(lambda: is_red(mask_view(person), 0.9, 0.5))
    assert is_red(mask_view(person), 0.1, 0.5)
    assert not is_red(mask_view(person), 0.5, 0.5)


async def test_a_mask_that_is_cancelled_changes_nothing(
    person: Person, page: ImagesPage, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    person.key("images.references.picture", RETURN)
    masker = await editor(person)
    masker.click("mask.cancel")
    await person.until(lambda: not person.sees("mask.canvas"))
    assert not person.sees("form.slot.mask.picture")


async def test_the_studio_closes_over_a_mask_that_is_being_painted(
    person: Person, page: ImagesPage, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    person.key("images.references.picture", RETURN)
    masker = await editor(person)
    masker.drag((10, 10), (40, 40))
    person.window.close()
    await person.until(lambda: not person.sees("mask.canvas"))


async def test_a_dropped_mask_of_another_size_and_kind_is_made_to_fit_and_says_so(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    file = tmp_path / "mine.png"
    assert grey_file(QSize(128, 96), QRect(0, 0, 64, 96)).save(str(file))
    drop(person.find("form.slot.mask"), file)
    await person.until(lambda: person.sees("form.slot.mask.note"))
    said = person.label("form.slot.mask.note")
    assert "The mask was 128 × 96; it was scaled to the 64 × 48 of the picture." in said
    assert "Red is painted anew" in said
    assert is_red(mask_view(person), 0.25, 0.5)
    assert not is_red(mask_view(person), 0.75, 0.5)
    made = await make(person, "make it winter")
    assert made.task.state is TaskState.DONE
    mask = sent_mask(gateway)
    assert mask.size() == SIZE
    assert [mask.pixelColor(x, 24).alpha() for x in (10, 50)] == [0, 255]


async def test_an_order_waits_for_the_mask_that_was_dropped_just_before(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    person.write("images.prompt", "make it winter")
    file = tmp_path / "mine.png"
    assert grey_file(QSize(128, 96), QRect(0, 0, 64, 96)).save(str(file))
    drop(person.find("form.slot.mask"), file)
    person.key("images.prompt", RETURN, CONTROL)
    await person.until(lambda: bool(gateway.asked(EDITS)))
    mask = sent_mask(gateway)
    assert mask.size() == SIZE
    assert [mask.pixelColor(x, 24).alpha() for x in (10, 50)] == [0, 255]


async def test_an_order_is_let_go_of_when_its_mask_is_no_picture(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    person.write("images.prompt", "make it winter")
    file = tmp_path / "words.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
    drop(person.find("form.slot.mask"), file)
    person.key("images.prompt", RETURN, CONTROL)
    await person.until(lambda: person.sees("form.slot.mask.problem"))
    assert not gateway.asked(EDITS)


async def test_another_picture_makes_the_mask_fit_anew(
    person: Person, page: ImagesPage, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    person.press("form.slot.mask.paint")
    masker = await editor(person)
    masker.key(Qt.Key.Key_I, CONTROL)
    await apply(person, masker)
    assert not person.sees("form.slot.mask.note")
    larger = QImage(200, 100, QImage.Format.Format_RGB32)
    larger.fill(Qt.GlobalColor.darkGreen)
    assert larger.save(str(tmp_path / "larger.png"))
    person.press("images.references.picture.remove")
    drop(page, tmp_path / "larger.png")
    await person.until(lambda: person.sees("form.slot.mask.note"))
    assert "scaled to the 200 × 100" in person.label("form.slot.mask.note")


@pytest.mark.covers("image.ideogram/v3-edit")
async def test_a_mask_goes_along_to_a_model_that_reads_it_the_other_way_round(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    person.press("form.slot.mask.paint")
    masker = await editor(person)
    masker.key(Qt.Key.Key_R)
    masker.drag((0, 0), (32, 48))
    await apply(person, masker)
    await choose_model(person, "ideogram-v3-demo")
    person.press("images.card.edit")
    await person.until(lambda: person.sees("form.slot.mask.note"))
    assert "turned into the form" in person.label("form.slot.mask.note")
    made = await make(person, "a red bird")
    assert made.task.state is TaskState.DONE
    (request,) = [one for one in gateway.requests if "edit" in one.path]
    (mask,) = [file for file in sent_files(gateway, request.path) if file.field == "mask"]
    arrived = QImage.fromData(mask.data)
    assert arrived.size() == SIZE
    assert not arrived.hasAlphaChannel()
    assert [arrived.pixelColor(x, 24).value() for x in (10, 50)] == [0, 255]


async def test_a_photograph_that_lies_on_its_side_is_sent_as_it_was_painted_over(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    lying = tmp_path / "lying.jpg"
    lying.write_bytes(photograph(LYING))
    drop(page, lying)
    await person.until(lambda: person.sees("images.references.picture"))
    person.key("images.references.picture", RETURN)
    masker = await editor(person)
    masker.key(Qt.Key.Key_R)
    masker.drag((0, 0), (32, 32))
    await apply(person, masker)
    made = await make(person, "a red bird")
    assert made.task.state is TaskState.DONE
    (base,) = [QImage.fromData(file.data) for file in sent_files(gateway) if file.field != "mask"]
    assert sent_mask(gateway).size() == base.size() == QSize(32, 64)
    assert base.pixelColor(16, 10).red() > 200
    assert [sent_mask(gateway).pixelColor(16, y).alpha() for y in (10, 50)] == [0, 255]


async def test_a_model_without_masks_says_what_to_do(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    await choose_model(person, "dall-e-3-demo")
    choose_first(person)
    person.press("images.result.mask")
    await person.until(lambda: person.reads("Choose a model that edits with a mask"))
    person.press_text("Choose a model")
    await person.until(lambda: person.sees("images.models.search"))
    person.key("images.models.search", Qt.Key.Key_Escape)


async def test_a_file_that_is_no_picture_is_refused_as_a_mask(
    person: Person, page: ImagesPage, tmp_path: Path
) -> None:
    await give_base(person, page, tmp_path)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    drop(person.find("form.slot.mask"), broken)
    await person.until(lambda: person.sees("form.slot.mask.problem"))
    assert not person.sees("mask.canvas")
