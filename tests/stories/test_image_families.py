"""At the window: what each family of picture models offers in its form really goes out, and comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox

from app.demo.form_data import Form, read_form
from app.domain.errors import ErrorKind
from app.domain.remote_task import TaskState
from app.ui.images.page import ImagesPage
from tests.gateway import Gateway
from tests.stories.imaging import (
    CONTROL,
    GENERATIONS,
    at_images,
    choose_first,
    choose_model,
    choose_more,
    drop,
    make,
    newest,
    picture_file,
    prompt,
    results,
)
from tests.stories.person import Person
from tests.stories.talking import CHAT, say

GEMINI = "gemini-3-pro-image-demo"
IDEOGRAM = "/ideogram/v1/ideogram-v3"

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page, its models read."""
    return at_images(person)


def pick(person: Person, name: str, words: str) -> None:
    """Choose from a box by its words."""
    box = person.find(name, QComboBox)
    row = box.findText(words)
    assert row >= 0, [box.itemText(row) for row in range(box.count())]
    box.setFocus()
    while box.currentIndex() != row:
        person.key(name, Qt.Key.Key_Down if box.currentIndex() < row else Qt.Key.Key_Up)


def number(person: Person, name: str, text: str) -> None:
    """Write a number over the one that stands there."""
    person.key(name, Qt.Key.Key_A, CONTROL)
    person.write(name, text)


def form_of(gateway: Gateway, path: str) -> Form:
    """The one form that arrived at a path."""
    (asked,) = gateway.asked(path)
    return read_form(asked.header("content-type"), asked.body)


def texts(form: Form, name: str) -> list[str]:
    """What a form says under a name."""
    return [value for key, value in form.texts if key == name]


@pytest.mark.covers("image.gemini/aspect-ratio")
@pytest.mark.covers("image.gemini/size")
@pytest.mark.covers("image.gemini/stream")
async def test_geminis_shape_and_resolution_go_along(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await choose_model(person, GEMINI)
    person.press("form.aspect_ratio.16:9")
    pick(person, "form.image_size", "2K")
    made = await make(person, "a fox in the snow")
    (asked,) = gateway.asked(f"/v1beta/models/{GEMINI}:streamGenerateContent")
    image = asked.json()["generationConfig"]["imageConfig"]
    assert image == {"aspectRatio": "16:9", "imageSize": "2K"}
    (picture,) = made.sights
    assert (picture.width, picture.height) == (2752, 1536)
    choose_first(person)
    assert person.label("images.result.text.0") == "Here is the picture you described."


@pytest.mark.covers("image.gemini/create")
async def test_a_draft_is_seen_before_the_picture(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    await choose_model(person, GEMINI)
    person.press("form.more")
    person.key("form.include_thoughts", Qt.Key.Key_Space)
    person.write("images.prompt", "a fox in the snow")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    await person.until(lambda: results(person)[0].preview is not None)
    gateway.server.pace.full_speed = True
    await person.until(lambda: newest(person).state is TaskState.DONE)
    assert len(results(person)[0].sights) == 1


@pytest.mark.covers("image.ideogram/v3-generate")
async def test_ideograms_styles_go_along(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await choose_model(person, "ideogram-v3-demo")
    person.press("form.aspect_ratio.3x4")
    pick(person, "form.rendering_speed", "Turbo")
    number(person, "form.num_images", "2")
    person.press("form.more")
    person.paste("form.style_codes", "0A1B2C3D\nDEADBEEF")
    made = await make(person, "a poster with the word TEA")
    form = form_of(gateway, f"{IDEOGRAM}/generate")
    assert texts(form, "style_codes") == ["0A1B2C3D", "DEADBEEF"]
    assert (texts(form, "aspect_ratio"), texts(form, "rendering_speed")) == (["3x4"], ["TURBO"])
    assert [(one.width, one.height) for one in made.sights] == [(768, 1024)] * 2
    assert made.task.outputs[0].revised_prompt.startswith("a poster with the word TEA, ")


@pytest.mark.covers("image.ideogram/v3-replace-background")
async def test_a_background_is_replaced(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await choose_model(person, "ideogram-v3-demo")
    person.press("images.card.replace-background")
    drop(page, picture_file(tmp_path, Qt.GlobalColor.darkCyan))
    await person.until(lambda: person.sees("images.references.picture"))
    made = await make(person, "a quiet harbour")
    assert [file.field for file in form_of(gateway, f"{IDEOGRAM}/replace-background").files] == ["image"]
    picture = QImage(made.sights[0].path)
    assert picture.pixelColor(32, 24) == Qt.GlobalColor.darkCyan
    assert picture.pixelColor(1, 1) != Qt.GlobalColor.darkCyan


@pytest.mark.covers("image.ideogram/describe")
async def test_a_description_becomes_the_next_prompt(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await choose_model(person, "ideogram-v3-demo")
    await make(person, "a fox in the snow")
    choose_first(person)
    choose_more(person, "Describe: prompts that would draw it")
    await person.until(lambda: len(results(person)) == 2 and newest(person).state is TaskState.DONE)
    choose_first(person)
    said = newest(person).texts[0]
    assert "1024 by 1024 pixels" in person.label("images.result.text.0")
    person.press("images.result.use.0")
    await person.until(lambda: prompt(person) == said)
    assert [file.field for file in form_of(gateway, "/ideogram/describe").files] == ["image_file"]


@pytest.mark.covers("chat.openai/draw-stream")
async def test_progress_inside_a_conversation_moves_the_card(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    gateway.server.pace.full_speed = False
    await choose_model(person, "gpt-4o-image-demo")
    person.write("images.prompt", "a paper boat")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    await person.until(lambda: newest(person).progress_percent == 37)
    choose_first(person)
    await person.until(lambda: "%" in person.label("images.result.words"))
    gateway.server.pace.full_speed = True
    await person.until(lambda: newest(person).state is TaskState.DONE)
    assert len(results(person)[0].sights) == 1
    assert gateway.asked(CHAT)[0].json()["stream"] is True


@pytest.mark.covers("chat.openai/draw")
@pytest.mark.covers("chat.openai/gpts")
async def test_a_picture_is_drawn_while_one_talks(person: Person, gateway: Gateway) -> None:
    person.press("composer.model")
    person.write("composer.models.search", "gpt-4-all")
    person.key("composer.models.search", Qt.Key.Key_Return)
    first = await say(person, "A paper boat, 3:2")
    assert "![image](" in first.text
    second = await say(person, "Now at night")
    assert second.text != first.text
    assert [part["role"] for part in gateway.asked(CHAT)[-1].json()["messages"]] == [
        "user",
        "assistant",
        "user",
    ]


@pytest.mark.covers("image.doubao/seedream4-multi")
async def test_a_set_of_pictures_stands_on_one_card(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    await choose_model(person, "doubao-seedream-4-0-demo")
    drop(page, picture_file(tmp_path, Qt.GlobalColor.darkCyan))
    drop(page, picture_file(tmp_path, Qt.GlobalColor.darkRed))
    await person.until(lambda: len(page.panel.form.inputs()) == 2)
    pick(person, "form.sequential_image_generation", "As many as it takes")
    number(person, "form.max_images", "3")
    person.press("form.more")
    person.key("form.stream", Qt.Key.Key_Space)
    made = await make(person, "three views, the last withheld")
    body = gateway.asked(GENERATIONS)[0].json()
    assert body["sequential_image_generation_options"] == {"max_images": 3}
    assert (len(body["image"]), body["stream"]) == (2, True)
    assert len(made.sights) == 2
    missing = [output.error.kind for output in made.task.outputs if output.error]
    assert missing == [ErrorKind.CONTENT_REFUSED]
    choose_first(person)
    assert "1 of 3 did not come." in person.label("images.result.words")
