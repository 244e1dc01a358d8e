"""Product §3: assistants, with which conversations begin."""

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTreeView,
)

from app.bootstrap.command_line import Arguments
from app.domain.conversation import ChatSettings
from app.ui.shelf.manager import ShelfManager
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import CHAT, ENTER, say
from tests.studio import add_gateway

CHOOSER = "assistants.chooser.search"
TRANSLATOR = "welcome.assistant.shipped-translator"


def settings(person: Person) -> ChatSettings:
    """What the shown conversation is answered with."""
    return person.chat.conversation.models.settings


def assistant(person: Person) -> str:
    """The name of the shown conversation's assistant."""
    mark = settings(person).assistant
    return mark.name if mark else ""


async def open_chooser(person: Person) -> None:
    """Press the button that shows the assistant."""
    person.press("composer.assistant")
    await person.until(lambda: person.sees(CHOOSER))


async def choose(person: Person, name: str) -> None:
    """Find an assistant by a few letters."""
    await open_chooser(person)
    person.write(CHOOSER, name)
    person.key(CHOOSER, ENTER)


async def manage(person: Person) -> ShelfManager:
    """Open the window that keeps them."""
    await open_chooser(person)
    person.press("assistants.chooser.manage")
    await person.until(lambda: person.sees("assistants.list"))
    return person.find("assistants", ShelfManager)


def names(person: Person) -> list[str]:
    """The rows of that window."""
    return person.rows("assistants.list")


async def test_a_card_begins_a_conversation_with_its_prompt(person: Person, gateway: Gateway) -> None:
    person.press(TRANSLATOR)
    assert assistant(person) == "Translator"
    assert person.reads("Translator")
    assert not person.sees(TRANSLATOR)
    await say(person, "Guten Tag")
    body = json.loads(gateway.asked(CHAT)[-1].body)
    assert body["messages"][0]["role"] == "system"
    assert "professional translator" in body["messages"][0]["content"]
    assert body["temperature"] == 0.3
    person.chat.open_new()
    assert assistant(person) == ""
    assert settings(person).system_prompt == ""
    assert person.sees(TRANSLATOR)


async def test_a_key_opens_the_list_of_all_and_letters_find_one(person: Person) -> None:
    QTest.keyClick(
        person.window,
        Qt.Key.Key_N,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    await person.until(lambda: person.sees(CHOOSER))
    person.write(CHOOSER, "tutor")
    person.key(CHOOSER, ENTER)
    assert assistant(person) == "Tutor"
    assert not person.sees(CHOOSER)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_menu_of_the_list_leads_to_them_too(person: Person) -> None:
    person.press("conversations.more")
    await person.until(lambda: person.sees("conversations.menu"))
    person.choose("New conversation with an assistant…")
    await person.until(lambda: person.sees(CHOOSER))


async def test_settings_become_an_assistant_that_begins_others_and_leaves_this_one_alone(
    person: Person, gateway: Gateway
) -> None:
    person.chat.conversation.models.use_assistant(person.chat.beginnings.assistants.get("shipped-tutor"))
    await say(person, "Hello")
    before = settings(person)
    await open_chooser(person)
    person.press("assistants.chooser.save")
    await person.until(lambda: person.sees("assistant.name"))
    assert "patient teacher" in person.find("assistant.system", QPlainTextEdit).toPlainText()
    person.write("assistant.name", "My teacher")
    person.write("assistant.letter", "T")
    person.find("assistant.first", QPlainTextEdit).setPlainText("Teach me {{subject}}, please")
    person.find("assistant.model", QLineEdit).setText("demo-fast")
    person.press("assistant.save")
    await person.until(lambda: not person.sees("assistant.name"))
    assert settings(person) == before
    person.chat.open_new()
    await choose(person, "My teacher")
    await person.until(lambda: person.sees("prompt.form.subject"))
    person.write("prompt.form.subject", "chess")
    person.key("prompt.form.subject", ENTER)
    await person.until(lambda: person.text_of("composer.input") == "Teach me chess, please")
    assert settings(person).model == "demo-fast"
    person.chat.open_new()
    assert settings(person).model == before.model


async def test_changing_an_assistant_changes_no_conversation_that_it_began(person: Person) -> None:
    person.press(TRANSLATOR)
    await say(person, "Guten Tag")
    before = settings(person)
    manager = await manage(person)
    manager.choose("shipped-translator")
    person.press("assistants.item.edit")
    await person.until(lambda: person.sees("assistant.name"))
    person.find("assistant.name", QLineEdit).setText("Interpreter")
    person.find("assistant.system", QPlainTextEdit).setPlainText("Say it aloud.")
    person.press("assistant.save")
    await person.until(lambda: "Interpreter" in names(person))
    person.press("assistants.close")
    assert settings(person) == before
    person.chat.open_new()
    person.press(TRANSLATOR)
    assert settings(person).system_prompt == "Say it aloud."


async def test_an_assistant_has_tools_and_parameters_of_its_own(person: Person, gateway: Gateway) -> None:
    await manage(person)
    person.press("assistants.new")
    await person.until(lambda: person.sees("assistant.name"))
    person.write("assistant.name", "Calculator")
    person.press("assistant.parameters")
    await person.until(lambda: person.sees("form.temperature"))
    person.write("form.temperature", "0.1")
    person.press("parameters.tools")
    await person.until(lambda: person.sees("tools.chooser.tree"))
    tree = person.find("tools.chooser.tree", QTreeView).model()
    built_in = tree.index(0, 0)
    tree.setData(tree.index(0, 0, built_in), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    person.key("tools.chooser.tree", Qt.Key.Key_Escape)
    button = person.find("assistant.tools", QAbstractButton)
    await person.until(lambda: button.text() == "Tools: 1…")
    person.press("assistant.save")
    await person.until(lambda: "Calculator" in names(person))
    person.press("assistants.close")
    await choose(person, "Calculator")
    assert settings(person).temperature == 0.1
    assert len(settings(person).tools) == 1


async def test_nothing_is_saved_that_could_not_be_used(person: Person) -> None:
    await manage(person)
    person.press("assistants.new")
    await person.until(lambda: person.sees("assistant.name"))
    save = person.find("assistant.save", QAbstractButton)
    assert not save.isEnabled()
    person.write("assistant.name", "Mine")
    assert save.isEnabled()
    person.find("assistant.first", QPlainTextEdit).setPlainText("one\n{{never closed")
    assert not save.isEnabled()
    assert person.label("assistant.problem").startswith("Line 2, character 1:")


async def test_assistants_are_ordered_copied_taken_away_and_brought_back(person: Person) -> None:
    manager = await manage(person)
    first, second, *_ = names(person)
    manager.choose("shipped-translator")
    person.key("assistants.list", Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    await person.until(lambda: names(person)[:2] == [second, first])
    person.press("assistants.item.duplicate")
    await person.until(lambda: f"{first} (copy)" in names(person))
    person.press("assistants.item.remove")
    await person.until(lambda: f"{first} (copy)" not in names(person))
    person.press("assistants.remark.action")
    await person.until(lambda: f"{first} (copy)" in names(person))
    person.write("assistants.search", "copy")
    assert names(person) == [f"{first} (copy)"]


async def pick(person: Person, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    await person.until(lambda: person.sees("dialog.files"))
    dialog = person.find("dialog.files", QFileDialog)
    dialog.setDirectory(str(path.parent))
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(path.name)
    dialog.accept()
    await person.until(lambda: not person.sees("dialog.files"))


async def test_assistants_go_out_into_a_file_and_come_in_after_a_look(person: Person, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    manager = await manage(person)
    manager.choose("shipped-tutor")
    person.press("assistants.all.export")
    await pick(person, target)
    await person.until(target.exists)
    told = json.loads(await asyncio.to_thread(target.read_text, "utf-8"))
    told["items"][0]["name"] = "Another translator"
    told["items"].append({"id": "new-one", "name": "From a friend", "settings": {"system_prompt": "Hi"}})
    told["items"].append({"name": ""})
    await asyncio.to_thread(target.write_text, json.dumps(told), "utf-8")
    person.press("assistants.all.import")
    await pick(person, target)
    await person.until(lambda: person.sees("import.list"))
    rows = person.find("import.list", QListWidget)
    texts = [rows.item(row).text() for row in range(rows.count())]
    assert "takes the place" in texts[0]
    assert "there already" in texts[1]
    assert texts[-2] == "From a friend\nnew"
    assert "cannot be used" in texts[-1]
    person.press("import.take")
    await person.until(lambda: "From a friend" in names(person))
    assert names(person)[0] == "Another translator"
    assert person.label("assistants.remark") == "Imported: 2"


async def test_the_list_and_the_composer_show_whom_a_conversation_is_with(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        await add_gateway(person.session.studio, gateway)
        person.press(TRANSLATOR)
        await say(person, "Guten Tag")
    async with started(qapp, tmp_path, Arguments()) as again:
        await again.until(lambda: assistant(again) == "Translator")
        assert again.find("composer.assistant").accessibleName() == "Assistant: Translator"
        await choose(again, "reviewer")
        await again.until(lambda: assistant(again) == "Code reviewer")
        await open_chooser(again)
        assert again.rows("assistants.chooser.list")[0] == "No assistant"
