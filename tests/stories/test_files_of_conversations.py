"""A person takes conversations out of the studio and brings others in."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton

from app.bootstrap.command_line import Arguments
from app.storage.places import find_places
from app.storage.restoring import put_in_place
from app.ui.imports.entry_list import EntryList
from app.ui.widgets.choice_box import ChoiceBox
from tests.services.import_files import case_file, cherry_zip, many
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import say

LIST = "conversations.list"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


async def pick_file(person: Person, path: Path) -> None:
    """Choose a file, or a name for one, in the dialog of the system."""
    await person.until(lambda: person.sees("dialog.files"))
    dialog = person.find("dialog.files", QFileDialog)
    dialog.setDirectory(str(path.parent))
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(path.name)
    dialog.accept()
    await person.until(lambda: not person.sees("dialog.files"))


def choose(person: Person, name: str, key: str) -> None:
    """Choose from a drop-down."""
    box = person.find(name, ChoiceBox)
    box.setCurrentIndex(box.findData(key))


def pick_import(person: Person) -> None:
    """Choose «Import conversations…» above the list."""
    person.press("conversations.more")
    person.choose("Import conversations…")


async def test_a_conversation_becomes_a_page(person: Person, tmp_path: Path) -> None:
    await say(person, "What is a harbour?")
    await person.choose_in_menu(LIST, "Export…")
    await person.until(lambda: person.sees("export.write"))
    assert person.find("export.contents", QLabel).text().startswith("Messages: 2")
    choose(person, "export.format", "html")

    person.press("export.write")
    await pick_file(person, tmp_path / "harbour.html")

    await person.until(lambda: person.reads("Exported to harbour.html"))
    assert "What is a harbour?" in (tmp_path / "harbour.html").read_text(encoding="utf-8")
    assert not person.sees("export.write")


async def test_the_keyboard_and_the_palette_lead_to_the_same_dialog(person: Person, tmp_path: Path) -> None:
    await say(person, "What is a harbour?")
    person.chat.export_shown()
    await person.until(lambda: person.sees("export.write"))
    choose(person, "export.format", "json")
    assert not person.find("export.reasoning", QCheckBox).isEnabled()
    person.press("export.write")
    await pick_file(person, tmp_path / "harbour.json")
    await person.until(lambda: person.reads("Exported to harbour.json"))
    assert json.loads((tmp_path / "harbour.json").read_text())["version"] == 1


async def test_backing_out_writes_nothing(person: Person, tmp_path: Path) -> None:
    await say(person, "What is a harbour?")
    person.chat.export_shown()
    await person.until(lambda: person.sees("export.write"))
    person.press("export.write")
    await person.until(lambda: person.sees("dialog.files"))
    person.find("dialog.files", QFileDialog).reject()
    await person.until(lambda: not person.sees("dialog.files"))
    assert person.sees("export.write")
    person.press("export.cancel")
    await person.until(lambda: not person.sees("export.write"))
    assert list(tmp_path.glob("*.md")) == []


async def test_conversations_of_another_program_come_in_and_leave_again(
    person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps(many(3) + json.loads(case_file("chatgpt").read_text())))
    pick_import(person)
    await pick_file(person, path)
    await person.until(lambda: person.sees("import.take"))
    assert "ChatGPT" in person.label("import.head")
    assert "Could not be read: 1 more." in person.label("import.head")

    person.find("import.search", QLineEdit).setText("kyoto")
    person.press("import.none")
    person.find("import.search", QLineEdit).clear()
    assert person.find("import.take", QPushButton).text() == "Import 3"
    person.press("import.take")

    await person.until(lambda: person.reads("Conversations imported: 3"))
    assert sum(row.startswith("Talk") for row in person.rows(LIST)) == 3
    assert person.session.studio.conversations.folders[0].name == "ChatGPT"
    person.press_text("Undo")
    await person.until(lambda: not person.session.studio.conversations.all)


async def test_what_is_here_already_is_not_ticked(person: Person, tmp_path: Path) -> None:
    path = cherry_zip(tmp_path)
    for ticked in ("Import 1", "Import 0"):
        pick_import(person)
        await pick_file(person, path)
        await person.until(lambda: person.sees("import.take"))
        assert person.find("import.take", QPushButton).text() == ticked
        if ticked == "Import 1":
            assert "calls of tools (1)" in person.label("import.losses")
            person.press("import.take")
            await person.until(lambda: not person.sees("import.take"))
            await person.until(lambda: len(person.session.studio.conversations.all) == 1)
    known = person.find("import.entries", EntryList).topLevelItem(0)
    assert known is not None
    assert "already here" in known.text(3)
    person.find("import.again", QCheckBox).setChecked(True)
    assert person.find("import.take", QPushButton).text() == "Import 1"
    person.press("import.cancel")
    await person.until(lambda: not person.sees("import.take"))


async def test_a_file_of_nobody_is_explained(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "strange.json"
    path.write_text("{}")
    pick_import(person)
    await pick_file(person, path)
    await person.until(lambda: person.reads("holds no conversations that the studio can read"))


async def test_a_back_up_is_made_from_the_settings_and_a_start_goes_back_to_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    async with started(qapp, tmp_path, Arguments(demo=True)) as person:
        await say(person, "Remember the harbour")
        person.window.show_page("settings")
        person.press("backups.place")
        await person.until(lambda: person.sees("backups.save"))
        person.find("backups.folder", QLineEdit).setText(str(target))
        person.press("backups.test")
        await person.until(lambda: person.label("backups.said").startswith("It works"))
        person.press("backups.save")
        await person.until(lambda: person.find("backups.make", QPushButton).isEnabled())
        person.press("backups.make")
        await person.until(lambda: person.reads("and read back."))
        assert len(list(target.glob("relay-studio-*.zip"))) == 1

        await person.session.studio.conversations.delete(
            [row.id for row in person.session.studio.conversations.all]
        )
        person.press("backups.restore")
        await person.until(lambda: person.find("restore.look", QPushButton).isEnabled())
        person.press("restore.look")
        await person.until(lambda: person.sees("restore.contents"))
        assert "Conversations: 1" in person.label("restore.contents")
        person.press("restore.do")
        await person.until(lambda: not person.sees("restore.do"))
        assert person.find("backups.restore", QPushButton).text() == "Call off"

    put_in_place(find_places(tmp_path / "data", tmp_path / "media"), datetime.now(UTC))
    async with started(qapp, tmp_path, Arguments(demo=True)) as person:
        assert [row.title for row in person.session.studio.conversations.all] == ["Remember the harbour"]
