"""Product §3: a person talks, at the real window, to a gateway over real HTTP."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QTextEdit

from app.bootstrap.command_line import Arguments
from app.demo.answer_faults import Status
from app.domain.conversation import MessageState
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.studio import add_gateway

CHAT = "/v1/chat/completions"
ENTER = Qt.Key.Key_Return


def shown(person: Person) -> list[str]:
    """The texts of the messages in the transcript."""
    return [node.message.text for node in person.chat.conversation.feed.nodes]


def done(person: Person) -> bool:
    """Whether an answer stands complete in the transcript."""
    nodes = person.chat.conversation.feed.nodes
    return bool(nodes) and nodes[-1].message.state is MessageState.COMPLETE and len(nodes) % 2 == 0


async def say(person: Person, text: str) -> None:
    """Type, press Enter, wait for the answer."""
    before = len(person.chat.conversation.feed.nodes)
    person.write("composer.input", text)
    person.key("composer.input", ENTER)
    await person.until(lambda: len(person.chat.conversation.feed.nodes) >= before + 2 and done(person))


async def test_a_person_types_presses_enter_and_reads_an_answer(person: Person, gateway: Gateway) -> None:
    await say(person, "Hello, who are you?")
    assert shown(person)[0] == "Hello, who are you?"
    assert shown(person)[1]
    assert person.text_of("composer.input") == ""
    await person.until(lambda: "Hello, who are you?" in person.rows("conversations.list"))


async def test_enter_belongs_to_the_input_method_while_it_composes(person: Person, gateway: Gateway) -> None:
    field = person.find("composer.input", QTextEdit)
    QApplication.sendEvent(field, QInputMethodEvent("nihao", []))
    person.key("composer.input", ENTER)
    assert gateway.asked(CHAT) == []
    committed = QInputMethodEvent("", [])
    committed.setCommitString("你好")
    QApplication.sendEvent(field, committed)
    person.key("composer.input", ENTER)
    await person.until(lambda: done(person))
    assert shown(person)[0] == "你好"


async def test_shift_enter_breaks_the_line(person: Person) -> None:
    person.write("composer.input", "one")
    person.key("composer.input", ENTER, Qt.KeyboardModifier.ShiftModifier)
    person.write("composer.input", "two")
    assert person.text_of("composer.input") == "one\ntwo"


async def test_a_refused_key_stays_in_the_transcript_with_a_way_on(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Status(401), times=None)
    person.write("composer.input", "Hello")
    person.key("composer.input", ENTER)
    nodes = person.chat.conversation.feed
    await person.until(lambda: nodes.nodes and nodes.nodes[-1].message.state is MessageState.FAILED)
    gateway.faults.clear()
    person.chat.conversation.transcript.action.emit(nodes.nodes[-1].message.id, "retry")
    await person.until(lambda: done(person))
    assert shown(person)[1]


async def test_up_brings_back_what_was_said(person: Person) -> None:
    await say(person, "First")
    await say(person, "Second")
    person.key("composer.input", Qt.Key.Key_Up)
    assert person.text_of("composer.input") == "Second"
    person.key("composer.input", Qt.Key.Key_Up)
    assert person.text_of("composer.input") == "First"


async def test_a_long_paste_becomes_a_file(person: Person) -> None:
    person.paste("composer.input", "很长的文字\n" * 500_000)
    await person.until(lambda: person.sees("composer.attachment"))
    assert person.text_of("composer.input") == ""
    assert person.reads("pasted text.txt")


async def test_a_broken_picture_is_refused_in_words(person: Person, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"nothing that decodes" * 9)
    person.chat.conversation.composer.files_given.emit([broken])
    await person.until(lambda: person.sees("composer.error"))
    assert "broken.png" in person.label("composer.error")


async def test_the_language_changes_while_the_window_stands(person: Person) -> None:
    person.session.languages.switch("zh")
    await person.until(lambda: person.reads("新对话"))
    person.session.languages.switch("en")
    await person.until(lambda: person.reads("New conversation"))


async def test_draft_and_conversation_survive_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        await add_gateway(person.session.studio, gateway)
        await say(person, "Remember me")
        person.write("composer.input", "half a thou")
    async with started(qapp, tmp_path, Arguments()) as again:
        await again.until(lambda: shown(again) and again.text_of("composer.input") == "half a thou")
        assert shown(again)[0] == "Remember me"


async def test_a_deleted_conversation_comes_back(person: Person) -> None:
    await say(person, "Hello there")
    await person.until(lambda: "Hello there" in person.rows("conversations.list"))
    person.key("conversations.list", Qt.Key.Key_Delete)
    await person.until(lambda: "Hello there" not in person.rows("conversations.list"))
    person.press_text("Undo")
    await person.until(lambda: "Hello there" in person.rows("conversations.list"))


async def test_search_finds_one_chinese_character(person: Person) -> None:
    await say(person, "请问北京的天气")
    await say(person, "Hello")
    person.write("conversations.search", "京")
    await person.until(lambda: any("请问北京的天气" in row for row in person.rows("conversations.list")))
