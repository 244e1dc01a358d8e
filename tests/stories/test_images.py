"""Making pictures at the window: an order, its picture, an edit, a refusal, and all of it still there."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget

from app.bootstrap.command_line import Arguments
from app.demo.answer_faults import Status
from app.demo.wire_faults import Silence
from app.domain.remote_task import TaskState
from app.ui.images.page import ImagesPage
from app.ui.ordering.model_offer import Ability
from app.ui.ordering.offer_delegate import OFFER_ROLE
from app.ui.widgets.choice_box import ChoiceBox
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.imaging import (
    CONTROL,
    EDITS,
    GENERATIONS,
    MODEL,
    RETURN,
    at_images,
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
from tests.stories.talking import CHAT
from tests.studio import add_gateway

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page, its models read, ready for the first prompt."""
    page = at_images(person)
    await choose_model(person, MODEL)
    return page


@pytest.mark.covers("image.openai/generate")
async def test_a_prompt_becomes_a_file_and_a_card(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    made = await make(person, "a fox in the snow")
    (picture,) = made.sights
    assert made.task.state is TaskState.DONE
    assert QImage(picture.path).size().width() == picture.width
    assert picture.provenance.prompt == "a fox in the snow"
    (asked,) = gateway.asked(GENERATIONS)
    assert asked.json()["model"] == MODEL
    choose_first(person)
    assert "Saved" in person.label("images.result.words")
    await person.until(lambda: is_painted(person, page))


def is_painted(person: Person, page: ImagesPage) -> bool:
    """Whether the first card shows more than plain ground where its picture is."""
    view = person.find("images.results", QListView)
    card = view.visualRect(view.model().index(0, 0))
    grabbed = view.viewport().grab(card).toImage()
    row = grabbed.height() // 3
    return len({grabbed.pixel(x, row) for x in range(0, grabbed.width(), 7)}) > 6


@pytest.mark.covers("image.openai/edit")
@pytest.mark.covers("image.openai/gpt-image-edit")
async def test_dropped_pictures_are_edited(
    person: Person, page: ImagesPage, gateway: Gateway, tmp_path: Path
) -> None:
    drop(page, picture_file(tmp_path, Qt.GlobalColor.darkCyan))
    drop(page, picture_file(tmp_path, Qt.GlobalColor.darkRed))
    await person.until(lambda: len(page.panel.form.inputs()) == 2)
    await person.until(lambda: person.sees("images.references.picture"))
    made = await make(person, "make it winter")
    assert made.task.state is TaskState.DONE
    assert made.task.action == "edit"
    (asked,) = gateway.asked(EDITS)
    assert asked.body.count(b"\x89PNG") == 2
    assert not gateway.asked(GENERATIONS)


async def test_what_was_made_is_edited_further(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await make(person, "a fox in the snow")
    choose_first(person)
    person.press("images.result.reference")
    await person.until(lambda: person.sees("images.references.picture"))
    made = await make(person, "now at night")
    assert made.task.state is TaskState.DONE
    assert len(gateway.asked(EDITS)) == 1


async def test_a_refused_prompt_says_why_and_is_paid_once(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    refused = await make(person, "something moderated")
    assert refused.task.state is TaskState.FAILED
    choose_first(person)
    assert "safety filter" in person.label("images.result.words")
    assert not refused.sights
    assert len(gateway.asked(GENERATIONS)) == 1
    assert person.find("images.result.retry", QPushButton).text() == "Try again"


async def test_an_empty_prompt_is_not_sent(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    clear(person)
    person.press("images.generate")
    assert person.sees("form.prompt.problem")
    assert not gateway.asked(GENERATIONS)


async def test_own_json_that_is_none_cannot_be_sent(person: Person, page: ImagesPage) -> None:
    person.press("images.json.fold")
    person.write("images.json", '{"style": ')
    assert person.sees("images.json.error")
    assert not person.find("images.generate", QPushButton).isEnabled()
    person.write("images.json", "7}")
    assert person.find("images.generate", QPushButton).isEnabled()


async def test_the_same_settings_come_back_into_the_form(person: Person, page: ImagesPage) -> None:
    await make(person, "a quiet harbour")
    clear(person)
    choose_first(person)
    person.press("images.result.again")
    await person.until(lambda: person.sees("images.prompt"))
    assert prompt(person) == "a quiet harbour"


async def test_a_deleted_result_comes_back(person: Person, page: ImagesPage) -> None:
    made = await make(person, "a fox in the snow")
    choose_first(person)
    person.press("images.result.delete")
    await person.until(lambda: person.sees("images.empty"))
    person.press_text("Undo")
    await person.until(lambda: person.sees("images.results") and results(person))
    assert newest(person).id == made.task.id
    assert results(person)[0].sights


async def test_a_result_is_copied_and_looked_at_by_keyboard(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    choose_first(person)
    QApplication.clipboard().setText("before")
    person.key("images.results", Qt.Key.Key_C, CONTROL)
    await person.until(lambda: QApplication.clipboard().mimeData().hasImage())
    person.key("images.results", RETURN)
    await person.until(lambda: person.sees("picture.view"))
    person.press("picture.close")
    await person.until(lambda: not person.sees("picture.view"))


async def test_a_paused_queue_waits_and_goes_on(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    person.session.studio.generate.pause()
    await person.until(lambda: person.sees("images.queue.pause"))
    person.write("images.prompt", "a lighthouse")
    person.press("images.generate")
    await person.until(lambda: person.label("images.queue") == "1 waiting · paused")
    assert not gateway.asked(GENERATIONS)
    person.press("images.queue.pause")
    await person.until(lambda: newest(person).state is TaskState.DONE)
    await person.until(lambda: not person.sees("images.queue"))


async def test_an_example_is_a_first_prompt(person: Person, page: ImagesPage) -> None:
    await person.until(lambda: person.sees("images.empty"))
    person.press("images.example.0")
    await person.until(lambda: person.sees("images.prompt"))
    assert prompt(person).startswith("A fox")


async def test_results_are_there_after_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        at_images(person)
        await choose_model(person, MODEL)
        made = await make(person, "a fox in the snow")
    async with started(qapp, tmp_path, Arguments()) as person:
        at_images(person)
        await person.until(lambda: person.sees("images.results") and results(person))
        assert newest(person).id == made.task.id
        assert not QImage(results(person)[0].sights[0].path).isNull()
    assert len(gateway.asked(GENERATIONS)) == 1


@pytest.mark.covers("image.openai/gpt-image-stream")
async def test_a_picture_is_seen_while_it_is_drawn(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    gateway.server.pace.full_speed = False
    person.write("images.prompt", "a fox in the snow")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    await person.until(lambda: results(person)[0].preview is not None)
    assert not newest(person).state.is_final
    gateway.server.pace.full_speed = True
    await person.until(lambda: newest(person).state is TaskState.DONE)
    assert results(person)[0].sights
    assert results(person)[0].preview is None


async def test_several_pictures_stand_on_one_card(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    person.key("form.n", Qt.Key.Key_A, CONTROL)
    person.write("form.n", "3")
    assert person.find("images.generate", QPushButton).text().startswith("Generate 3")
    made = await make(person, "a fox in the snow")
    assert len(made.sights) == 3
    choose_first(person)
    person.press("images.result.open")
    await person.until(lambda: person.sees("picture.view"))
    await person.until(lambda: person.label("picture.place") == "1 of 3")
    person.key("picture.view", Qt.Key.Key_Right)
    await person.until(lambda: person.label("picture.place") == "2 of 3")
    person.press("picture.close")
    assert len(gateway.asked(GENERATIONS)) == 1


async def test_a_double_click_is_one_order(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    person.write("images.prompt", "a fox in the snow")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    person.press("images.generate")
    await person.until(lambda: newest(person).state.is_final)
    assert len(results(person)) == 1
    assert len(gateway.asked(GENERATIONS)) == 1


async def test_what_failed_is_tried_again(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    refused = await make(person, "something moderated")
    choose_first(person)
    person.press("images.result.retry")
    await person.until(lambda: len(results(person)) == 2 and newest(person).state.is_final)
    assert newest(person).parent_id == refused.task.id
    assert len(gateway.asked(GENERATIONS)) == 2


async def test_a_call_that_is_cancelled_may_have_been_paid_and_says_so(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    gateway.server.pace.full_speed = False
    person.write("images.prompt", "a fox in the snow")
    person.press("images.generate")
    await person.until(lambda: person.sees("images.results") and results(person))
    await person.until(lambda: gateway.asked(GENERATIONS))
    choose_first(person)
    person.press("images.result.cancel")
    await person.until(lambda: newest(person).state is TaskState.UNCONFIRMED)
    assert "outcome unknown" in person.label("images.result.words")
    retry = person.find("images.result.retry", QPushButton)
    assert retry.text() == "Try again (may be billed again)"
    assert len(gateway.asked(GENERATIONS)) == 1


async def test_a_name_that_is_not_listed_can_be_used(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await choose_model(person, "flux-of-tomorrow")
    made = await make(person, "a fox in the snow")
    assert made.task.model == "flux-of-tomorrow"
    assert gateway.asked(GENERATIONS)[0].json()["model"] == "flux-of-tomorrow"


async def test_the_menu_offers_what_the_bar_offers(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    choose_first(person)
    person.open_menu("images.results")
    person.choose("Delete")
    await person.until(lambda: person.sees("images.empty"))


async def test_everything_follows_the_language(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    choose_first(person)
    person.session.languages.switch("zh")
    await person.until(lambda: person.reads("生成"))
    assert "已保存到本地" in person.label("images.result.words")
    assert person.find("images.card.edit", QPushButton).text() == "图片编辑"


@pytest.mark.parametrize(
    ("model", "card"),
    [
        pytest.param(MODEL, "openai.gpt-image", marks=pytest.mark.covers("image.openai/gpt-image-create")),
        pytest.param("dall-e-3-demo", "openai.dall-e-3", marks=pytest.mark.covers("image.openai/dall-e-3")),
        pytest.param(
            "flux-kontext-demo", "openai.flux", marks=pytest.mark.covers("image.openai/flux-create")
        ),
        pytest.param("recraft-demo", "openai.recraft", marks=pytest.mark.covers("image.openai/recraft")),
        pytest.param(
            "doubao-seedream-4-0-demo", "doubao.", marks=pytest.mark.covers("image.doubao/seedream4-text")
        ),
    ],
)
async def test_every_kind_of_model_draws_by_its_own_card(
    person: Person, page: ImagesPage, model: str, card: str
) -> None:
    await choose_model(person, model)
    made = await make(person, "a fox in the snow")
    assert made.task.state is TaskState.DONE
    assert made.task.card_id.startswith(card)
    assert not QImage(made.sights[0].path).isNull()


async def test_the_list_of_models_tells_what_each_can_costs_and_takes(person: Person) -> None:
    at_images(person)
    await choose_model(person, MODEL)
    await make(person, "a fox in the snow")
    await person.until(lambda: person.reads("Generate · about"))
    person.press("images.model")
    row = person.row("images.models.list", MODEL)
    offer = row.data(OFFER_ROLE)
    assert {Ability.WORDS, Ability.EDIT, Ability.MASK, Ability.STREAM} <= set(offer.abilities)
    assert "takes a mask" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    assert offer.price == "$0.04"
    await person.until(lambda: row.data(OFFER_ROLE).time == "1 s")
    assert person.row("images.models.list", "dall-e-3").data(OFFER_ROLE).is_deprecated


async def test_a_prompt_is_improved_only_as_the_person_wants(person: Person, gateway: Gateway) -> None:
    at_images(person)
    await choose_model(person, MODEL)
    clear(person)
    await person.until(lambda: person.sees("images.improve"))
    assert not person.find("images.improve", QWidget).isEnabled()
    person.write("images.prompt", "a fox in the snow")
    person.press("images.improve")
    await person.until(lambda: person.sees("images.improve.dialog.difference"))
    suggested = person.text_of("images.improve.dialog.after")
    assert suggested.startswith("a fox in the snow, ")
    assert person.text_of("images.improve.dialog.difference") == suggested
    assert prompt(person) == "a fox in the snow"
    person.press("images.improve.dialog.keep")
    await person.until(lambda: not person.sees("images.improve.dialog"))
    assert prompt(person) == "a fox in the snow"
    person.press("images.improve")
    await person.until(lambda: person.sees("images.improve.dialog.difference"))
    person.press("images.improve.dialog.use")
    await person.until(lambda: prompt(person) == suggested)
    asked = gateway.asked(CHAT)[-1].json()
    assert asked["messages"][-1] == {"role": "user", "content": "a fox in the snow"}


async def test_a_value_that_was_refused_before_is_marked(person: Person, gateway: Gateway) -> None:
    at_images(person)
    await choose_model(person, MODEL)
    said = {"message": "Invalid value: 'high'.", "type": "invalid_request_error", "param": "quality"}
    gateway.faults.set(Status(400, body=json.dumps({"error": said}).encode()), GENERATIONS)
    person.find("form.quality", ChoiceBox).choose("high")
    refused = await make(person, "a fox in the snow")
    assert refused.task.state is TaskState.FAILED
    await person.until(lambda: "refused" in person.label("form.quality.note"))
    person.find("form.quality", ChoiceBox).choose("low")
    await person.until(lambda: not person.sees("form.quality.note"))
    made = await make(person, "a fox in the snow")
    assert made.task.state is TaskState.DONE


async def test_a_prompt_stays_where_the_chat_model_fails_or_is_not_waited_for(
    person: Person, gateway: Gateway
) -> None:
    at_images(person)
    await choose_model(person, MODEL)
    await person.until(lambda: person.sees("images.improve"))
    person.write("images.prompt", "a fox in the snow")
    gateway.faults.set(Status(401), CHAT)
    person.press("images.improve")
    await person.until(lambda: person.sees("images.improve.dialog.said"))
    await person.until(lambda: "key" in person.label("images.improve.dialog.said"))
    assert not person.find("images.improve.dialog.use", QWidget).isEnabled()
    person.press("images.improve.dialog.keep")
    await person.until(lambda: not person.sees("images.improve.dialog"))
    gateway.faults.set(Silence(0), CHAT)
    person.press("images.improve")
    await person.until(lambda: len(gateway.asked(CHAT)) == 2)
    person.press("images.improve.dialog.keep")
    await person.until(lambda: not person.sees("images.improve.dialog"))
    assert prompt(person) == "a fox in the snow"
