"""Product §3: choosing a model and setting what a conversation is answered with."""

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit, QScrollArea, QWidget

from app.bootstrap.command_line import Arguments
from app.domain.ids import ProfileId
from app.domain.model import Model
from app.ui.chat.marked_button import MarkedButton
from app.ui.chat.model_delegate import MODEL_ROLE
from app.ui.widgets.choice_box import ChoiceBox
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import CHAT, ENTER, ended, say, send
from tests.studio import add_gateway

SEARCH = "composer.models.search"
MODELS = "composer.models.list"


async def open_picker(person: Person) -> None:
    """Press the model's name."""
    person.press("composer.model")
    await person.until(lambda: person.sees(SEARCH))


async def open_parameters(person: Person) -> None:
    """Press the button with the sliders."""
    person.press("composer.parameters")
    await person.until(lambda: person.sees("form.temperature"))


def chosen(person: Person) -> str:
    """The model of the conversation that is shown."""
    return person.chat.conversation.models.settings.model


def present_row(person: Person) -> object:
    """What the keyboard is on in the list of models."""
    return person.find(MODELS, QListView).currentIndex().data(MODEL_ROLE)


def marked(person: Person) -> bool:
    """Whether the parameters' button has its dot."""
    return person.find("composer.parameters", MarkedButton).marked


async def test_a_few_letters_and_enter_choose_a_model(person: Person) -> None:
    await open_picker(person)
    person.write(SEARCH, "vision")
    person.key(SEARCH, ENTER)
    await person.until(lambda: chosen(person) == "demo-vision")
    assert not person.sees(SEARCH)
    await open_picker(person)
    row = present_row(person)
    assert isinstance(row, Model)
    assert row.id == "demo-vision"


async def test_the_arrows_walk_over_models_and_never_over_headings(person: Person) -> None:
    await open_picker(person)
    for _ in range(40):
        person.key(SEARCH, Qt.Key.Key_Down)
        assert isinstance(present_row(person), Model)
    for _ in range(60):
        person.key(SEARCH, Qt.Key.Key_Up)
        assert isinstance(present_row(person), Model)


async def test_a_name_that_is_not_listed_can_be_used(person: Person) -> None:
    await open_picker(person)
    person.write(SEARCH, "quite-new-model")
    assert person.reads("Not in the list")
    person.key(SEARCH, ENTER)
    await person.until(lambda: chosen(person) == "quite-new-model")


async def test_escape_leaves_the_model_as_it_was(person: Person) -> None:
    before = chosen(person)
    await open_picker(person)
    person.write(SEARCH, "vision")
    person.key(SEARCH, Qt.Key.Key_Escape)
    assert not person.sees(SEARCH)
    assert chosen(person) == before


async def test_a_model_of_another_provider_is_chosen_and_named(person: Person, gateway: Gateway) -> None:
    studio = person.session.studio
    first = studio.profiles.active
    assert first is not None
    second = replace(first, id=ProfileId("second"), name="Second shop", keys=())
    await studio.profiles.save(second, {}, session_only=True)
    await studio.models.refresh(second)
    await open_picker(person)
    providers = person.find("composer.models.profile", ChoiceBox)
    providers.choose("second")
    providers.chosen.emit("second")
    person.write(SEARCH, "demo-fast")
    person.key(SEARCH, ENTER)
    await person.until(lambda: person.reads("demo-fast · Second shop"))
    assert studio.profiles.active == first


async def test_parameters_reach_the_gateway_and_survive_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        await add_gateway(person.session.studio, gateway)
        await say(person, "Hello")
        assert not marked(person)
        await open_parameters(person)
        person.write("form.temperature", "0.3")
        person.write("form.max_tokens", "77")
        person.write("form.extra_json", '{"top_k": 5}')
        await person.until(lambda: marked(person))
        person.key("form.temperature", Qt.Key.Key_Escape)
        await say(person, "Again")
        body = json.loads(gateway.asked(CHAT)[-1].body)
        assert (body["temperature"], body["max_tokens"], body["top_k"]) == (0.3, 77, 5)
    async with started(qapp, tmp_path, Arguments()) as again:
        await again.until(lambda: marked(again))
        await open_parameters(again)
        assert again.find("form.temperature", QLineEdit).text() == "0.3"
        again.press("parameters.reset")
        assert again.find("form.temperature", QLineEdit).text() == ""
        await again.until(lambda: not marked(again))


async def test_what_cannot_be_sent_is_said_and_not_kept(person: Person) -> None:
    await open_parameters(person)
    person.find("form.extra_json", QPlainTextEdit).setPlainText("{oops")
    assert person.label("parameters.error")
    assert not marked(person)
    person.find("form.extra_json", QPlainTextEdit).setPlainText("")
    assert not person.sees("parameters.error")


async def test_the_parameters_open_where_one_types(person: Person) -> None:
    await open_parameters(person)
    scroll = person.find("parameters.scroll", QScrollArea)
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    person.key("form.temperature", Qt.Key.Key_Escape)
    await open_parameters(person)
    assert not person.find("form.system_prompt", QWidget).visibleRegion().isEmpty()


async def test_a_new_conversation_starts_with_the_model_and_without_the_parameters(person: Person) -> None:
    await open_parameters(person)
    person.write("form.seed", "42")
    person.key("form.seed", Qt.Key.Key_Escape)
    await person.until(lambda: marked(person))
    await say(person, "Hello")
    model = chosen(person)
    person.chat.open_new()
    assert chosen(person) == model
    assert not marked(person)


async def test_several_answers_stand_beside_each_other(person: Person) -> None:
    await open_parameters(person)
    person.write("form.n", "3")
    person.key("form.n", Qt.Key.Key_Escape)
    await person.until(lambda: person.chat.conversation.models.settings.n == 3)
    send(person, "Hello")
    feed = person.chat.conversation.feed
    await person.until(lambda: ended(person) and len(feed.nodes[-1].siblings.ids) == 3)
