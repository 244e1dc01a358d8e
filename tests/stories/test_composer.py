"""Product §3: writing a message, from the first key to the send button."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from app.bootstrap.command_line import Arguments
from app.domain.conversation import Role
from app.ui.chat.attachment_chip import AttachmentChip
from tests.gateway import Gateway
from tests.services.test_native_answers import quiet_sound
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import CHAT, ENTER, act, ended, messages, say, send, streaming

INPUT = "composer.input"
CONTROL = Qt.KeyboardModifier.ControlModifier


def picture(folder: Path) -> Path:
    """A picture file with a Chinese name."""
    image = QImage(120, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    path = folder / "晚霞 sunset.png"
    assert image.save(str(path))
    return path


def drop(target: QWidget, path: Path) -> None:
    """Drag a file over a widget and let it go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))


async def attached(person: Person) -> AttachmentChip:
    """The chip of the file that was just attached."""
    await person.until(lambda: person.sees("composer.attachment"))
    return person.find("composer.attachment", AttachmentChip)


async def test_the_field_grows_with_its_lines_and_scrolls_past_twelve(person: Person) -> None:
    field = person.find(INPUT, QTextEdit)
    small = field.height()
    person.paste(INPUT, "\n".join("line" for _ in range(6)))
    await person.until(lambda: field.height() > 3 * small)
    person.paste(INPUT, "\n".join("line" for _ in range(40)))
    await person.until(lambda: field.verticalScrollBar().maximum() > 0)
    assert field.height() <= 13 * field.fontMetrics().lineSpacing()
    person.key(INPUT, Qt.Key.Key_A, CONTROL)
    person.key(INPUT, Qt.Key.Key_Delete)
    await person.until(lambda: field.height() == small)


async def test_the_composer_is_as_wide_as_the_text_above_it(person: Person) -> None:
    await say(person, "Hello")
    transcript, composer = person.chat.conversation.transcript, person.find("composer", QWidget)
    for width in (1500, 900):
        person.window.resize(width, 700)
        await person.until(lambda: abs(transcript.flow.width - composer.width()) <= 2)
        left = composer.mapTo(person.window, QPoint()).x()
        text = transcript.viewport().mapTo(person.window, QPoint()).x() + transcript.stage.left
        assert abs(left - text) <= 2


async def test_stop_takes_the_place_of_send_and_keeps_what_came(person: Person, gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    assert not person.sees("composer.stop")
    send(person, "Tell me something long")
    await streaming(person, 5)
    assert person.sees("composer.stop")
    assert not person.sees("composer.send")
    person.key(INPUT, Qt.Key.Key_Escape)
    await person.until(lambda: person.sees("composer.send") and not person.sees("composer.stop"))
    gateway.server.pace.full_speed = True
    assert messages(person)[-1].text


async def test_there_is_nothing_to_send_in_blanks(person: Person) -> None:
    person.write(INPUT, "   ")
    assert not person.find("composer.send", QWidget).isEnabled()
    person.key(INPUT, ENTER)
    assert messages(person) == []


async def test_the_draft_of_a_conversation_not_begun_survives_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments(demo=True)) as person:
        drop(person.chat.conversation, picture(tmp_path))
        await attached(person)
        person.write(INPUT, "what is this")
    async with started(qapp, tmp_path, Arguments(demo=True)) as again:
        await again.until(lambda: again.text_of(INPUT) == "what is this")
        assert (await attached(again)).attachment.name == "晚霞 sunset.png"


async def test_each_conversation_keeps_its_own_draft(person: Person) -> None:
    await say(person, "Hello")
    person.write(INPUT, "for the old one")
    person.chat.open_new()
    assert person.text_of(INPUT) == ""
    person.write(INPUT, "for the new one")
    person.press_row("conversations.list", "Hello")
    await person.until(lambda: person.text_of(INPUT) == "for the old one")
    person.chat.open_new()
    await person.until(lambda: person.text_of(INPUT) == "for the new one")


async def test_a_file_dropped_anywhere_is_shown_with_its_size_and_way(person: Person, tmp_path: Path) -> None:
    drop(person.chat.conversation, picture(tmp_path))
    chip = await attached(person)
    assert "120 × 80" in chip.accessibleName()
    assert person.reads("as base64") or person.reads("This model cannot see pictures")
    await person.until(lambda: chip.has_thumbnail)


async def test_a_pasted_picture_warns_until_a_model_that_sees_is_chosen(person: Person) -> None:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QApplication.clipboard().setImage(image)
    person.key(INPUT, Qt.Key.Key_V, CONTROL)
    await attached(person)
    await choose_model(person, "demo-chat")
    await person.until(lambda: person.reads("This model cannot see pictures"))
    await choose_model(person, "demo-vision")
    await person.until(lambda: person.reads("as base64"))
    person.press("composer.attachment.remove")
    assert not person.sees("composer.attachment")


@pytest.mark.covers("chat.openai/vision-url")
async def test_a_pasted_link_to_a_picture_goes_along_as_one(person: Person, gateway: Gateway) -> None:
    link = f"{gateway.root}/demo/pictures/sunset.png"
    person.paste(INPUT, link)
    await person.until(lambda: person.sees("composer.link"))
    assert person.text_of(INPUT) == ""
    await choose_model(person, "demo-vision")
    await say(person, "What is this?")
    assert not person.sees("composer.link")
    parts = gateway.asked("/v1/chat/completions")[-1].json()["messages"][-1]["content"]
    assert [part["image_url"]["url"] for part in parts if part["type"] == "image_url"] == [link]


async def test_a_pasted_link_can_be_text_after_all(person: Person) -> None:
    person.write(INPUT, "Look at ")
    person.paste(INPUT, "https://example.com/long.pdf")
    await person.until(lambda: person.reads("A document by link"))
    person.press("composer.link.text")
    assert person.text_of(INPUT) == "Look at https://example.com/long.pdf"
    assert not person.sees("composer.link")
    person.paste(INPUT, " https://example.com/plain")
    assert person.text_of(INPUT).endswith("pdf https://example.com/plain")


async def test_a_sound_is_never_promised_as_text(person: Person, tmp_path: Path) -> None:
    sound = tmp_path / "note.wav"
    sound.write_bytes(quiet_sound(0.5))
    drop(person.chat.conversation, sound)
    await attached(person)
    assert not person.reads("Sent as text")
    await choose_model(person, "demo-chat")
    await person.until(lambda: person.reads("This model cannot take this file"))


async def choose_model(person: Person, name: str) -> None:
    person.press("composer.model")
    await person.until(lambda: person.sees("composer.models.search"))
    person.write("composer.models.search", name)
    person.key("composer.models.search", ENTER)
    await person.until(lambda: person.chat.conversation.models.settings.model == name)


async def test_a_text_that_could_not_be_sent_stays(person: Person, tmp_path: Path) -> None:
    drop(person.chat.conversation, picture(tmp_path))
    chip = await attached(person)
    person.session.studio.attachments.path(chip.attachment).unlink()
    send(person, "What is this?")
    await person.until(lambda: person.sees("composer.error"))
    assert "晚霞 sunset.png" in person.label("composer.error")
    assert person.text_of(INPUT) == "What is this?"
    assert person.find("composer.send", QWidget).isEnabled()
    assert person.rows("conversations.list") == []


async def test_ctrl_enter_sends_where_the_person_prefers_it(person: Person, gateway: Gateway) -> None:
    person.session.studio.settings.change(send_with_enter=False)
    person.window.show_page("settings")
    person.window.show_page("conversations")
    assert "Ctrl+Enter" in person.find(INPUT, QTextEdit).placeholderText()
    person.write(INPUT, "one")
    person.key(INPUT, ENTER)
    assert gateway.asked(CHAT) == []
    assert person.text_of(INPUT) == "one\n"
    person.key(INPUT, ENTER, CONTROL)
    await person.until(lambda: ended(person))


async def test_cancelled_editing_brings_back_what_was_being_written(person: Person) -> None:
    await say(person, "Hello")
    person.write(INPUT, "half a thought")
    act(person, messages(person)[0], "edit")
    assert person.text_of(INPUT) == "Hello"
    assert person.sees("composer.edit.cancel")
    person.press("composer.edit.cancel")
    assert person.text_of(INPUT) == "half a thought"


async def test_a_rewritten_answer_stands_beside_the_first_and_is_not_sent(
    person: Person, gateway: Gateway
) -> None:
    answer = await say(person, "Hello")
    asked = len(gateway.asked(CHAT))
    act(person, answer, "edit")
    assert person.reads("Rewriting an answer")
    person.key(INPUT, Qt.Key.Key_A, CONTROL)
    send(person, "My own words")
    await person.until(lambda: messages(person)[-1].text == "My own words" and ended(person))
    assert messages(person)[-1].role is Role.ASSISTANT
    assert len(gateway.asked(CHAT)) == asked


async def test_a_suggestion_fills_the_composer_and_enter_sends_it(person: Person) -> None:
    person.press("welcome.suggestion.0")
    assert person.text_of(INPUT) == "What can this studio do?"
    QTest.keyClick(person.focused, ENTER)
    await person.until(lambda: ended(person))
