"""The queue at the window: its order, its pauses, how much at the same time, and leaving meanwhile."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QListView, QPushButton, QSpinBox

from app.bootstrap.command_line import Arguments
from app.domain.remote_task import TaskState
from app.ui.images.page import ImagesPage
from app.ui.queue.queue_model import QueueModel
from app.ui.queue.queue_view import QueueView
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.imaging import GENERATIONS, MODEL, at_images, choose_model, make, results
from tests.stories.person import Person
from tests.studio import add_gateway

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PROMPTS = ("a fox", "a cat", "a dog", "a bear")


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page, ready for orders."""
    page = at_images(person)
    await choose_model(person, MODEL)
    return page


async def order(person: Person, *prompts: str) -> None:
    """Put several orders down at once."""
    person.press("images.batch")
    await person.until(lambda: person.sees("batch.lines"))
    person.paste("batch.lines", "\n".join(prompts))
    await person.until(lambda: f"Put {len(prompts)} " in person.find("batch.send", QPushButton).text())
    person.press("batch.send")
    await person.until(lambda: not person.sees("batch.send"))


async def open_queue(person: Person) -> QueueView:
    """Four orders that wait, and the queue in sight."""
    person.session.studio.generate.pause()
    await order(person, *PROMPTS)
    await person.until(lambda: person.sees("images.queue.open"))
    person.press("images.queue.open")
    await person.until(lambda: person.sees("queue.list"))
    return person.find("queue.list", QueueView)


def waiting(person: Person) -> list[str]:
    """The prompts in the order in which they will be sent."""
    return [task.prompt for task in person.session.studio.generate.waiting]


def choose(view: QueueView, *rows: int) -> None:
    """Choose rows of the list."""
    view.clearSelection()
    for row in rows:
        index = view.model().index(row, 0)
        view.selectionModel().select(index, view.selectionModel().SelectionFlag.Select)


async def test_waiting_orders_are_put_into_another_order(person: Person, page: ImagesPage) -> None:
    view = await open_queue(person)
    assert person.rows("queue.list") == list(PROMPTS)
    choose(view, 2, 3)
    person.press("queue.front")
    await person.until(lambda: person.rows("queue.list") == ["a dog", "a bear", "a fox", "a cat"])
    choose(view, 0)
    person.key("queue.list", Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    await person.until(lambda: waiting(person) == ["a bear", "a dog", "a fox", "a cat"])
    await person.until(lambda: person.rows("queue.list") == waiting(person))
    choose(view, 3)
    person.press("queue.up")
    await person.until(lambda: waiting(person) == ["a bear", "a dog", "a cat", "a fox"])


async def test_a_row_is_dragged_to_its_place(person: Person, page: ImagesPage) -> None:
    view = await open_queue(person)
    model = view.model()
    assert isinstance(model, QueueModel)
    data = model.mimeData([model.index(3)])
    move = Qt.DropAction.MoveAction
    assert not model.dropMimeData(data, move, 1, 0, QModelIndex())
    await person.until(lambda: person.rows("queue.list") == ["a fox", "a bear", "a cat", "a dog"])


async def test_the_order_of_the_queue_is_the_order_at_the_gateway(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    view = await open_queue(person)
    profile = person.session.studio.profiles.all[0]
    person.find(f"queue.at_once.{profile.id}", QSpinBox).setValue(1)
    await person.until(lambda: person.session.studio.profiles.at_once(profile.id) == 1)
    choose(view, 3)
    person.press("queue.front")
    await person.until(lambda: waiting(person)[0] == "a bear")
    person.press("queue.pause")
    await person.until(lambda: len(gateway.asked(GENERATIONS)) == 4)
    asked = [request.json()["prompt"] for request in gateway.asked(GENERATIONS)]
    assert asked == ["a bear", "a fox", "a cat", "a dog"]
    await person.until(lambda: not person.session.studio.tasks.running)


async def test_what_is_taken_out_costs_nothing_and_comes_back(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    view = await open_queue(person)
    choose(view, 0, 2)
    person.key("queue.list", Qt.Key.Key_Delete)
    await person.until(lambda: waiting(person) == ["a cat", "a bear"])
    await person.until(lambda: person.reads("Taken out of the queue: 2"))
    person.press_text("Undo")
    await person.until(lambda: waiting(person) == list(PROMPTS))
    person.press("images.queue.open")
    await person.until(lambda: person.sees("queue.list"))
    person.press("queue.cancel_all")
    await person.until(lambda: not waiting(person))
    assert not gateway.asked(GENERATIONS)


async def test_one_provider_stands_still_alone(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await open_queue(person)
    profile = person.session.studio.profiles.all[0]
    person.press(f"queue.pause.{profile.id}")
    person.session.studio.generate.resume()
    await person.until(lambda: person.find("queue.pause", QPushButton).text() == "Pause")
    assert "paused" in person.label(f"queue.profile.{profile.id}")
    assert not gateway.asked(GENERATIONS)


async def test_what_failed_of_a_batch_is_tried_again(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await order(person, "a fox", "something moderated", "a cat")
    await person.until(lambda: len(results(person)) == 3 and not person.session.studio.tasks.running)
    person.session.studio.generate.pause()
    await person.until(lambda: person.sees("images.queue.open"))
    person.press("images.queue.open")
    await person.until(lambda: person.sees("queue.failed.0"))
    person.press("queue.failed.0")
    await person.until(lambda: waiting(person) == ["something moderated"])
    await person.until(lambda: not person.sees("queue.failed.0"))
    (again,) = person.session.studio.generate.waiting
    assert again.batch == results(person)[1].task.batch
    assert len(gateway.asked(GENERATIONS)) == 3


async def test_the_top_bar_counts_what_goes_on_at_every_page(person: Person, page: ImagesPage) -> None:
    await open_queue(person)
    person.window.show_page("conversations")
    await person.until(lambda: person.sees("topbar.jobs"))
    assert person.find("topbar.jobs", QPushButton).text() == "4 waiting · paused"
    person.press("topbar.jobs")
    await person.until(lambda: person.sees("queue.list"))
    person.press("queue.cancel_all")
    await person.until(lambda: not person.sees("topbar.jobs"))


async def test_five_hundred_orders_wait_without_being_drawn(person: Person, page: ImagesPage) -> None:
    person.session.studio.generate.pause()
    await order(person, *(f"fox {number}" for number in range(500)))
    await person.until(lambda: len(waiting(person)) == 500)
    person.press("images.queue.open")
    await person.until(lambda: person.sees("queue.list"))
    view = person.find("queue.list", QListView)
    assert view.model().rowCount() == 500
    choose(person.find("queue.list", QueueView), 499)
    person.press("queue.front")
    await person.until(lambda: waiting(person)[0] == "fox 499")


async def test_a_batch_waits_for_the_person_after_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        at_images(person)
        await choose_model(person, MODEL)
        await open_queue(person)
    async with started(qapp, tmp_path, Arguments()) as person:
        await person.until(lambda: person.sees("topbar.jobs"))
        assert person.find("topbar.jobs").toolTip() == "4 waiting · paused"
        assert not gateway.asked(GENERATIONS)
        person.press("topbar.jobs")
        await person.until(lambda: person.sees("queue.list"))
        assert person.rows("queue.list") == list(PROMPTS)
        assert person.reads("Orders of last time that wait: 4")
        person.press("queue.cancel_all")
        await person.until(lambda: not person.reads("Orders of last time"))


async def test_leaving_is_asked_about_while_something_paid_is_on_its_way(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    gateway.server.pace.full_speed = False
    person.write("images.prompt", "a fox in the snow")
    person.press("images.generate")
    await person.until(lambda: person.session.studio.tasks.sending == 1 and gateway.asked(GENERATIONS))
    person.window.close()
    await person.until(lambda: person.sees("dialog.question"))
    assert any("although it is paid" in label.text() for label in labels(person))
    assert person.find("dialog.cancel", QPushButton).text() == "Wait"
    person.press("dialog.cancel")
    await person.until(lambda: not person.sees("dialog.question"))
    assert person.window.isVisible()
    gateway.server.pace.full_speed = True
    await person.until(lambda: results(person)[0].task.state is TaskState.DONE)


def labels(person: Person) -> list[QLabel]:
    """What the question says."""
    return person.find("dialog.question").findChildren(QLabel)


async def test_what_is_done_is_no_reason_to_ask(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    assert person.session.studio.tasks.sending == 0


async def test_word_of_what_is_done_can_be_switched_off(person: Person) -> None:
    person.window.show_page("settings")
    await person.until(lambda: person.sees("settings.notifications"))
    settings = person.session.studio.settings
    assert settings.current.notifications
    person.find("settings.notifications", QCheckBox).click()
    assert not settings.current.notifications


async def test_the_computer_can_be_kept_awake(person: Person) -> None:
    person.window.show_page("settings")
    await person.until(lambda: person.sees("settings.keep_awake"))
    settings = person.session.studio.settings
    assert not settings.current.keep_awake
    person.find("settings.keep_awake", QCheckBox).click()
    assert settings.current.keep_awake
