"""Many orders at once at the window: written down, priced, sent, and none lost or sent twice."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QTableView

from app.bootstrap.command_line import Arguments
from app.domain.remote_task import TaskState
from app.ui.images.page import ImagesPage
from app.ui.ordering.batch_dialog import BatchDialog
from app.ui.ordering.batch_texts import TableSource
from app.ui.ordering.series_models import SeriesModels
from app.ui.widgets.choice_box import ChoiceBox
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.imaging import GENERATIONS, MODEL, at_images, choose_model, clear, make, prompt, results
from tests.stories.person import Person
from tests.studio import add_gateway

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page with a model whose price is known."""
    page = at_images(person)
    await choose_model(person, MODEL)
    await person.until(lambda: "about" in button(person, "images.generate"))
    return page


def button(person: Person, name: str) -> str:
    """What stands on a button."""
    return person.find(name, QPushButton).text()


async def open_batch(person: Person, tab: str) -> None:
    """Open the dialog at one of its tabs."""
    person.press("images.batch")
    await person.until(lambda: person.sees("batch.send"))
    person.press(f"batch.tab.{tab}")


def cells(person: Person, column: int) -> list[str]:
    """A column of the preview; nothing while there is none."""
    if not person.sees("batch.preview"):
        return []
    model = person.find("batch.preview", QTableView).model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


async def send(person: Person, count: int) -> None:
    """Put the orders down and wait until all are made."""
    await person.until(lambda: f"Put {count} into the queue" in button(person, "batch.send"))
    await person.until(person.find("batch.send", QPushButton).isEnabled)
    person.press("batch.send")
    await person.until(lambda: person.sees("images.results") and len(results(person)) == count)
    await person.until(lambda: all(result.task.state.is_final for result in results(person)))


async def test_the_button_says_what_it_will_cost(person: Person, page: ImagesPage) -> None:
    assert button(person, "images.generate") == "Generate · about $0.04"
    person.key("form.n", Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.write("form.n", "3")
    assert button(person, "images.generate") == "Generate 3 · about $0.12"
    made = await make(person, "a fox in the snow")
    assert made.task.cost == "$0.12"
    assert {asset.provenance.cost for asset in made.sights} == {"$0.12"}
    person.session.languages.switch("zh")
    await person.until(lambda: button(person, "images.generate") == "生成 3 张 · 约 $0.12")


async def test_a_price_that_nobody_tells_is_said_quietly(person: Person, page: ImagesPage) -> None:
    await choose_model(person, "flux-of-tomorrow")
    assert button(person, "images.generate") == "Generate"
    assert "Price unknown" in person.label("images.price")


async def test_prices_are_read_once_and_are_there_at_the_next_start(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    for _ in range(2):
        async with started(qapp, tmp_path, Arguments()) as person:
            if person.session.studio.profiles.active is None:
                profile = await add_gateway(person.session.studio, gateway)
                await person.session.studio.models.refresh(profile)
            at_images(person)
            await choose_model(person, MODEL)
            await person.until(lambda: "about $0.04" in button(person, "images.generate"))
    assert len(gateway.asked("/api/pricing")) == 1


async def test_each_line_becomes_a_picture(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await open_batch(person, "lines")
    person.paste("batch.lines", "a fox\n\n雪地里的狐狸\na cat")
    await person.until(lambda: button(person, "batch.send") == "Put 3 into the queue · about $0.12")
    await send(person, 3)
    asked = [request.json() for request in gateway.asked(GENERATIONS)]
    assert sorted(body["prompt"] for body in asked) == ["a cat", "a fox", "雪地里的狐狸"]
    made = results(person)
    assert all(result.task.state is TaskState.DONE and result.sights for result in made)
    assert len({result.task.batch for result in made}) == 1
    assert {result.task.cost for result in made} == {"$0.04"}


async def test_a_table_is_checked_before_anything_is_sent(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await open_batch(person, "table")
    person.paste("batch.table", "prompt,n,size\na fox,2,1536x1024\na cat,99,\na dog,,7x7\n")
    await person.until(lambda: person.sees("batch.skip"))
    assert cells(person, 0) == ["2", "3", "4"]
    assert cells(person, 3)[0] == ""
    assert "10 at most" in cells(person, 3)[1]
    assert "7x7" in cells(person, 3)[2]
    assert not person.find("batch.send", QPushButton).isEnabled()
    assert not gateway.asked(GENERATIONS)
    person.find("batch.skip", QCheckBox).setChecked(True)
    await send(person, 1)
    (asked,) = gateway.asked(GENERATIONS)
    assert (asked.json()["n"], asked.json()["size"]) == (2, "1536x1024")
    assert len(results(person)[0].sights) == 2


async def test_a_table_of_excel_is_read_as_it_was_saved(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    path = tmp_path / "订单.csv"
    path.write_bytes("提示词;生成数量;备注\n狐狸;1;给小美\n".encode("gbk"))
    await open_batch(person, "table")
    dialog = person.find("batch", BatchDialog)
    dialog.findChildren(TableSource)[0].read_file(path)
    await person.until(lambda: person.sees("batch.preview"))
    assert "备注" in person.label("batch.remark")
    await send(person, 1)
    assert gateway.asked(GENERATIONS)[0].json()["prompt"] == "狐狸"


async def test_a_file_that_is_no_table_says_so(person: Person, page: ImagesPage, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\xff\xff\xff")
    await open_batch(person, "table")
    person.find("batch", BatchDialog).findChildren(TableSource)[0].read_file(path)
    await person.until(lambda: person.sees("batch.error"))
    assert not person.find("batch.send", QPushButton).isEnabled()
    person.paste("batch.table", "a fox\na cat")
    await person.until(lambda: "name the columns" in person.label("batch.error"))


async def test_a_series_goes_through_settings_and_models(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    person.write("images.prompt", "a fox")
    await open_batch(person, "series")
    dialog = person.find("batch", BatchDialog)
    choose_axis(dialog, 0, "quality")
    for number in (1, 2):
        person.press(f"batch.axis.0.value.{number}")
    person.press("batch.axis.add")
    await person.until(lambda: person.sees("batch.axis.1.parameter"))
    choose_axis(dialog, 1, "n")
    person.paste("batch.axis.1.values", "1\n2")
    await person.until(lambda: len(cells(person, 1)) == 4)
    dialog.findChildren(SeriesModels)[0].add("dall-e-3-demo")
    await person.until(lambda: len(cells(person, 1)) > 4)
    assert any(text.startswith("dall-e-3-demo") for text in cells(person, 2))
    person.press("batch.models.dall-e-3-demo")
    await send(person, 4)
    asked = [request.json() for request in gateway.asked(GENERATIONS)]
    assert sorted((body["quality"], body["n"]) for body in asked) == [
        ("low", 1),
        ("low", 2),
        ("medium", 1),
        ("medium", 2),
    ]
    assert {body["prompt"] for body in asked} == {"a fox"}


def choose_axis(dialog: BatchDialog, number: int, key: str) -> None:
    """Choose what an axis goes through, as the list tells it."""
    box = next(
        box for box in dialog.findChildren(ChoiceBox) if box.objectName() == f"batch.axis.{number}.parameter"
    )
    box.choose(key)
    box.chosen.emit(key)


async def test_a_series_without_end_is_refused_in_words(person: Person, page: ImagesPage) -> None:
    person.write("images.prompt", "a fox")
    await open_batch(person, "series")
    dialog = person.find("batch", BatchDialog)
    choose_axis(dialog, 0, "prompt")
    person.paste("batch.axis.0.values", "\n".join(f"fox {number}" for number in range(501)))
    await person.until(lambda: person.sees("batch.error"))
    assert "501 orders; 500 can be given" in person.label("batch.error")
    assert not person.find("batch.send", QPushButton).isEnabled()


async def test_what_was_written_stays_until_it_is_sent(person: Person, page: ImagesPage) -> None:
    await open_batch(person, "lines")
    person.paste("batch.lines", "a fox\na cat")
    await person.until(lambda: "Put 2" in button(person, "batch.send"))
    person.press("batch.cancel")
    await person.until(lambda: not person.sees("batch.send"))
    person.press("images.batch")
    await person.until(lambda: person.sees("batch.send"))
    assert "Put 2" in button(person, "batch.send")
    person.press("batch.cancel")


async def test_a_batch_is_taken_back(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    person.session.studio.generate.pause()
    await open_batch(person, "lines")
    person.paste("batch.lines", "a fox\na cat")
    await person.until(lambda: "Put 2" in button(person, "batch.send"))
    person.press("batch.send")
    await person.until(lambda: len(person.session.studio.generate.waiting) == 2)
    await person.until(lambda: person.reads("Undo"))
    person.press_text("Undo")
    await person.until(lambda: not person.session.studio.generate.waiting)
    person.session.studio.generate.resume()
    assert not gateway.asked(GENERATIONS)


async def test_earlier_prompts_come_back_by_the_up_key(person: Person, page: ImagesPage) -> None:
    for text in ("a fox", "a cat", "a fox"):
        await make(person, text)
    clear(person)
    person.key("images.prompt", Qt.Key.Key_Up)
    await person.until(lambda: prompt(person) == "a fox")
    person.key("images.prompt", Qt.Key.Key_Up)
    assert prompt(person) == "a cat"
    person.key("images.prompt", Qt.Key.Key_Up)
    assert prompt(person) == "a cat"
    person.key("images.prompt", Qt.Key.Key_Down)
    assert prompt(person) == "a fox"
    person.key("images.prompt", Qt.Key.Key_Down)
    assert prompt(person) == ""


async def test_generate_leads_to_what_is_wrong(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    clear(person)
    person.find("form.n").setFocus()
    person.press("images.generate")
    assert person.sees("form.prompt.problem")
    assert person.focused.objectName() == "images.prompt"
    assert not gateway.asked(GENERATIONS)
