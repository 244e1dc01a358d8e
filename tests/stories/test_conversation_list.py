"""Product §3: the list of conversations, as somebody lives with it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget

from app.bootstrap.command_line import Arguments
from app.domain.conversation import ChatSettings, Conversation
from app.ui.chat.list_model import ListRole
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import ENTER, read, say, send, streaming

LIST = "conversations.list"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


async def have(person: Person, *titles: str) -> list[Conversation]:
    """Conversations with these titles, the last one the newest."""
    conversations = person.session.studio.conversations
    made = []
    for title in titles:
        made.append(await conversations.create(ChatSettings(model="demo-chat")))
        await conversations.rename(made[-1].id, title)
    return made


def rows(person: Person) -> list[str]:
    """What stands in the list, headings too."""
    return person.rows(LIST)


def answered(person: Person) -> list[str]:
    """The rows that are marked as being answered."""
    model = person.find(LIST, QListView).model()
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return [str(index.data()) for index in indexes if index.data(ListRole.STREAMING)]


def rename_present_row(person: Person, text: str) -> None:
    """Press F2 and write another name."""
    person.key(LIST, Qt.Key.Key_F2)
    editor = person.find("conversations.rename", QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, ENTER)


async def make_folder(person: Person, name: str) -> None:
    """Choose «New folder» and name it where it stands."""
    person.press("conversations.more")
    person.choose("New folder")
    await person.until(lambda: person.sees("conversations.rename"))
    editor = person.find("conversations.rename", QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, name)
    QTest.keyClick(editor, ENTER)
    await person.until(lambda: name in rows(person))


def drop(person: Person, title: str, target: str) -> None:
    """Let a row go on another one."""
    model = person.find(LIST, QListView).model()
    data = model.mimeData([person.row(LIST, title)])
    place = person.row(LIST, target)
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, place)
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, place)


async def test_a_conversation_is_named_by_its_first_words(person: Person) -> None:
    await say(person, "# Plan the trip to Kyoto\nwith children")
    await person.until(lambda: rows(person) == ["Today", "Plan the trip to Kyoto"])


async def test_f2_gives_a_conversation_another_name(person: Person) -> None:
    await have(person, "Draft")
    person.press_row(LIST, "Draft")
    rename_present_row(person, "Report")
    await person.until(lambda: rows(person) == ["Today", "Report"])


async def test_the_menu_pins_a_conversation_above_all_others(person: Person) -> None:
    await have(person, "Older", "Newer")
    person.press_row(LIST, "Older")
    person.open_menu(LIST)
    person.choose("Pin")
    await person.until(lambda: rows(person) == ["Pinned", "Older", "Today", "Newer"])


async def test_what_is_archived_leaves_the_list_and_comes_back(person: Person) -> None:
    await have(person, "Done with")
    person.press_row(LIST, "Done with")
    person.open_menu(LIST)
    person.choose("Archive")
    await person.until(lambda: rows(person) == [])
    assert person.label("conversations.empty") == "Your conversations appear here"
    person.press("conversations.more")
    person.choose("Show archived conversations")
    await person.until(lambda: "Done with" in rows(person))
    person.press_row(LIST, "Done with")
    person.open_menu(LIST)
    person.choose("Unarchive")
    await person.until(lambda: person.reads("Nothing is archived"))
    person.press("conversations.archive.back")
    await person.until(lambda: rows(person) == ["Today", "Done with"])


async def test_archiving_can_be_undone_at_once(person: Person) -> None:
    await have(person, "Too early")
    person.press_row(LIST, "Too early")
    person.open_menu(LIST)
    person.choose("Archive")
    await person.until(lambda: rows(person) == [])
    person.press_text("Undo")
    await person.until(lambda: rows(person) == ["Today", "Too early"])


async def test_a_folder_is_named_filled_folded_and_removed(person: Person) -> None:
    await have(person, "Invoice", "Holiday")
    await make_folder(person, "Work")
    drop(person, "Invoice", "Work")
    await person.until(lambda: rows(person) == ["Work", "Invoice", "Today", "Holiday"])
    person.press_row(LIST, "Work")
    await person.until(lambda: rows(person) == ["Work", "Today", "Holiday"])
    person.key(LIST, ENTER)
    await person.until(lambda: "Invoice" in rows(person))
    person.find(LIST, QListView).setCurrentIndex(person.row(LIST, "Work"))
    person.key(LIST, Qt.Key.Key_Delete)
    await person.until(lambda: rows(person) == ["Today", "Holiday", "Invoice"])
    person.press_text("Undo")
    await person.until(lambda: rows(person) == ["Work", "Invoice", "Today", "Holiday"])


async def test_a_conversation_leaves_its_folder_on_the_rows_outside(person: Person) -> None:
    await have(person, "Invoice", "Holiday")
    await make_folder(person, "Work")
    drop(person, "Invoice", "Work")
    await person.until(lambda: rows(person)[:2] == ["Work", "Invoice"])
    drop(person, "Invoice", "Holiday")
    await person.until(lambda: rows(person) == ["Work", "Today", "Holiday", "Invoice"])


async def test_the_menu_moves_into_a_folder_as_well(person: Person) -> None:
    await have(person, "Invoice")
    await make_folder(person, "Work")
    person.press_row(LIST, "Invoice")
    person.open_menu(LIST)
    person.choose("Work")
    await person.until(lambda: rows(person) == ["Work", "Invoice"])


async def test_several_conversations_are_deleted_and_come_back(person: Person) -> None:
    await have(person, "Keep", "First", "Second")
    person.press_row(LIST, "Second")
    person.press_row(LIST, "First", SHIFT)
    person.key(LIST, Qt.Key.Key_Delete)
    await person.until(lambda: rows(person) == ["Today", "Keep"])
    assert person.reads("2 conversations deleted")
    person.press_text("Undo")
    await person.until(lambda: len(rows(person)) == 4)


async def test_a_chosen_group_stays_chosen_while_the_list_changes(person: Person) -> None:
    await have(person, "One", "Two", "Three")
    person.press_row(LIST, "Three")
    person.press_row(LIST, "Two", SHIFT)
    await have(person, "Four")
    await person.until(lambda: "Four" in rows(person))
    chosen = person.find(LIST, QListView).selectedIndexes()
    assert {str(index.data()) for index in chosen} == {"Three", "Two"}


async def test_deleting_what_is_shown_leaves_an_empty_conversation(person: Person) -> None:
    await say(person, "Hello there")
    await person.until(lambda: "Hello there" in rows(person))
    person.key(LIST, Qt.Key.Key_Delete)
    await person.until(lambda: person.chat.conversation.conversation_id is None)
    assert person.sees("welcome")


async def test_a_find_opens_at_its_message_with_the_words_marked(person: Person) -> None:
    await say(person, "我想去京都看红叶")
    person.chat.open_new()
    person.write("conversations.search", "红叶")
    await person.until(lambda: any("红叶" in row for row in rows(person)))
    person.key("conversations.search", ENTER)
    await person.until(lambda: "京都" in read(person))
    transcript = person.chat.conversation.transcript
    await person.until(lambda: any(transcript.stage.finds_in_row(item) for item in transcript.stage.placed))


async def test_down_leads_from_the_search_into_its_finds(person: Person) -> None:
    await have(person, "Rust lifetimes", "Kyoto")
    person.write("conversations.search", "Kyo")
    await person.until(lambda: len(rows(person)) == 1)
    person.key("conversations.search", Qt.Key.Key_Down)
    assert person.find(LIST, QWidget).hasFocus()
    person.key(LIST, ENTER)
    await person.until(lambda: person.chat.conversation.conversation_id is not None)


async def test_escape_in_the_search_shows_all_conversations_again(person: Person) -> None:
    await have(person, "Rust lifetimes")
    person.write("conversations.search", "zzz")
    await person.until(lambda: person.sees("conversations.empty"))
    assert person.label("conversations.empty") == "Nothing found"
    person.key("conversations.search", Qt.Key.Key_Escape)
    await person.until(lambda: rows(person) == ["Today", "Rust lifetimes"])


async def test_the_list_shows_which_conversation_is_being_answered(person: Person, gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    studio = person.session.studio
    send(person, "Tell me something long")
    await streaming(person)
    person.chat.open_new()
    assert answered(person) == ["Tell me something long"]
    gateway.server.pace.full_speed = True
    studio.chat.stop(next(iter(studio.chat.streaming)))
    await person.until(lambda: not answered(person))


async def test_a_narrow_window_shows_the_list_or_the_conversation(person: Person) -> None:
    await have(person, "Kyoto")
    person.window.resize(720, 480)
    await person.until(lambda: not person.sees(LIST))
    person.press("conversations.list.show")
    await person.until(lambda: person.sees(LIST) and not person.sees("composer.input"))
    person.press_row(LIST, "Kyoto")
    await person.until(lambda: person.sees("composer.input") and not person.sees(LIST))
    await person.until(lambda: person.label("conversations.title") == "Kyoto")
    person.window.resize(1180, 780)
    await person.until(lambda: person.sees(LIST) and not person.sees("conversations.list.show"))


async def test_width_and_hiding_of_the_list_survive_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments(demo=True)) as person:
        person.chat.restore({"list_width": 300})
        await person.until(lambda: person.find("conversations.panel", QWidget).width() == 300)
        person.press("conversations.list.hide")
        await person.until(lambda: not person.sees(LIST))
    async with started(qapp, tmp_path, Arguments(demo=True)) as again:
        await again.until(lambda: again.sees("conversations.list.show"))
        again.press("conversations.list.show")
        await again.until(lambda: again.sees(LIST))
        await again.until(lambda: again.find("conversations.panel", QWidget).width() == 300)
