"""What can be clicked, chosen and reached by keyboard in the conversation."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.domain.conversation import AttachmentPart, MessageError, MessageState, Role
from app.domain.errors import ErrorKind
from app.domain.ids import AttachmentId
from app.domain.media import Attachment, MediaKind
from app.ui.languages import Languages
from tests.ui.transcript_stories import PARAGRAPH, Reader, history, said

LINKED = "See [the manual](https://example.com/manual) and ![a cat](https://pictures.example/cat.png)"
LONG_CODE = "```python\n" + "\n".join(f"line_{number} = {number}" for number in range(130)) + "\n```"


def entries_of(reader: Reader, point: QPoint) -> QMenu:
    """The menu at a point."""
    viewport = reader.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    menu = reader.view.findChild(QMenu, "transcript.menu")
    assert menu is not None
    return menu


def test_a_link_shows_its_target_and_is_told_when_clicked(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, LINKED)])
    place = reader.place_of("the manual").center()
    with qtbot.waitSignal(reader.view.link_hovered, check_params_cb=bool):
        QTest.mouseMove(reader.view.viewport(), place)
    with qtbot.waitSignal(reader.view.link_clicked) as clicked:
        reader.click(place)
    assert clicked.args == ["https://example.com/manual"]


def test_a_remote_picture_waits_until_its_host_is_allowed(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, "![a cat](https://pictures.example/cat.png)")])
    with qtbot.waitSignal(reader.view.allow_host) as allowed:
        reader.click(reader.button("allow_picture", "a"))
    assert allowed.args == ["pictures.example"]


def test_the_buttons_of_a_message_say_what_is_wanted(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch(
        [said("q", Role.USER, "?"), said("a", Role.ASSISTANT, "!", siblings=("x", "a", "y"))]
    )
    for name in ("regenerate", "edit", "previous", "next"):
        with qtbot.waitSignal(reader.view.action) as wanted:
            reader.click(reader.button(name, "a"))
        assert wanted.args == ["a", name]
    reader.click(reader.button("copy", "q"))
    assert QGuiApplication.clipboard().text() == "?"


def test_an_error_stands_below_what_had_come_and_offers_to_try_again(reader: Reader, qtbot: QtBot) -> None:
    error = MessageError(ErrorKind.RATE_LIMITED)
    reader.view.set_branch([said("a", Role.ASSISTANT, "The beginning", MessageState.FAILED, error=error)])
    assert reader.sees("The beginning")
    assert reader.sees("The gateway asks for a pause.")
    with qtbot.waitSignal(reader.view.action) as wanted:
        reader.click(reader.button("retry", "a"))
    assert wanted.args == ["a", "retry"]


def test_a_stopped_answer_can_go_on(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, "Half", MessageState.STOPPED)])
    with qtbot.waitSignal(reader.view.action) as wanted:
        reader.click(reader.button("continue", "a"))
    assert wanted.args == ["a", "continue"]


def test_long_code_is_folded_and_unfolded(reader: Reader) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, LONG_CODE)])
    reader.view.scroll_to_start()
    long = reader.view.flow.length
    reader.click(reader.button("fold", "a"))
    assert reader.view.flow.length < long // 3
    reader.sees_the_whole_picture()
    reader.click(reader.button("unfold_all", "a"))
    assert reader.sees("line_12 =")
    reader.click(reader.button("wrap", "a"))
    reader.sees_the_whole_picture()


def test_code_is_handed_over_to_be_saved(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, "```rust\nfn main() {}\n```")])
    with qtbot.waitSignal(reader.view.save_wanted) as saved:
        reader.click(reader.button("save_code", "a"))
    assert saved.args == ["fn main() {}", "rust"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_offers_what_fits_the_place(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, f"{PARAGRAPH}\n\n```python\nx = 1\n```")])
    menu = entries_of(reader, reader.place_of("x = 1").center())
    names = [entry.data() for entry in menu.actions() if entry.data()]
    assert names[:2] == ["copy_code", "save_code"]
    assert names[-1] == "delete"
    chosen = next(entry for entry in menu.actions() if entry.data() == "branch")
    with qtbot.waitSignal(reader.view.action) as wanted:
        chosen.trigger()
    assert wanted.args == ["a", "branch"]
    menu.close()


def test_attachments_show_as_pictures_and_chips(reader: Reader, qtbot: QtBot) -> None:
    files = [
        AttachmentPart(
            Attachment(AttachmentId("p"), MediaKind.PICTURE, "cat.png", "image/png", 9, "cat.png")
        ),
        AttachmentPart(
            Attachment(AttachmentId("t"), MediaKind.TEXT, "notes.txt", "text/plain", 2048, "n.txt")
        ),
    ]
    reader.view.set_branch([said("q", Role.USER, "look", MessageState.COMPLETE, *files)])
    with qtbot.waitSignal(reader.view.picture_clicked) as opened:
        reader.click(reader.button("picture", "q"))
    assert opened.args == ["q", str(Path("cat.png"))]
    with qtbot.waitSignal(reader.view.file_clicked) as file:
        reader.click(reader.button("file", "q"))
    assert file.args == [files[1].attachment]


def test_the_keyboard_goes_from_message_to_message_and_to_its_buttons(reader: Reader, qtbot: QtBot) -> None:
    reader.view.set_branch([said(f"m{number}", Role.USER, f"message {number}") for number in range(3)])
    reader.press(Qt.Key.Key_Up)
    reader.press(Qt.Key.Key_Up)
    focus = reader.view.stage.focus
    assert focus is not None
    assert focus.entry.message.id == "m1"
    reader.view.setFocus()
    qtbot.waitUntil(reader.view.hasFocus)
    reader.press(Qt.Key.Key_Tab)
    reader.press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "message 1"
    reader.press(Qt.Key.Key_Tab)
    with qtbot.waitSignal(reader.view.action) as wanted:
        reader.press(Qt.Key.Key_Space)
    assert wanted.args == ["m1", "edit"]
    reader.sees_the_whole_picture()


def test_home_end_and_pages_move_through_the_conversation(reader: Reader) -> None:
    reader.view.set_branch(history(10))
    reader.press(Qt.Key.Key_Home)
    assert reader.view.stage.placed[0].entry.message.id == "q0"
    reader.press(Qt.Key.Key_PageDown)
    assert reader.view.flow.offset > 300
    reader.press(Qt.Key.Key_End)
    assert reader.view.anchor().at_end


def test_another_language_changes_the_words_at_once(
    reader: Reader, languages: Languages, qtbot: QtBot
) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, "Half", MessageState.STOPPED)])
    before = reader.picture()
    languages.switch("zh")
    qtbot.waitUntil(lambda: reader.view.accessibleName() == "对话")
    reader.view.flush()
    assert reader.picture() != before
    reader.sees_the_whole_picture()
