"""Whatever a person types, gives or loses: one sentence at its place, and what was written stays."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.demo.wire_faults import EndAfter, Silence
from app.domain.conversation import ChatSettings, MessageState
from app.domain.errors import ErrorKind
from app.domain.ids import ConversationId
from app.domain.text import Language
from tests.gateway import Gateway
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import (
    CHAT,
    act,
    ended,
    failure,
    live,
    messages,
    read,
    say,
    send,
    streaming,
)
from tests.studio import add_gateway

PNG = b"\x89PNG\r\n\x1a\n"


def give(person: Person, path: Path) -> None:
    """Drop a file on the conversation."""
    person.chat.conversation.composer.input.files_given.emit([path])


def shown_id(person: Person) -> ConversationId:
    """The conversation that is open."""
    shown = person.chat.conversation.conversation_id
    assert shown is not None
    return shown


async def change_settings(person: Person, **fields: object) -> None:
    """Change the parameters of the open conversation."""
    conversations = person.session.studio.conversations
    row = conversations.get(shown_id(person))
    assert row is not None
    await conversations.change_settings(row.id, replace(row.settings, **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("empty.png", b"", 0),
        ("broken.png", PNG + b"nothing that decodes" * 9, 0),
        ("huge.png", PNG, 200_000_000),
        ("program.bin", b"\x7fELF" + bytes(200), 0),
    ],
)
async def test_a_file_that_cannot_be_sent_is_named(
    person: Person, tmp_path: Path, name: str, content: bytes, size: int, language: Language
) -> None:
    person.session.languages.switch(language)
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(content)
        file.truncate(max(size, len(content)))
    person.write("composer.input", "look at this")
    give(person, path)
    await person.until(lambda: person.sees("composer.error"))
    assert name in person.label("composer.error")
    assert any("一" <= letter <= "鿿" for letter in person.label("composer.error")) is (language == "zh")
    assert not person.sees("composer.attachment")
    assert person.text_of("composer.input") == "look at this"


async def test_a_file_that_is_gone_is_named(person: Person, tmp_path: Path) -> None:
    give(person, tmp_path / "gone.png")
    await person.until(lambda: person.sees("composer.error"))
    assert "gone.png" in person.label("composer.error")


async def test_a_model_that_the_gateway_does_not_have(person: Person) -> None:
    await say(person, "Hello")
    await change_settings(person, model="no-such-model")
    answer = await say(person, "Are you there?")
    assert failure(answer) is ErrorKind.MODEL_UNAVAILABLE
    assert "no-such-model" in read(person)


async def test_wrong_extra_json_leaves_the_message_where_it_is(person: Person, gateway: Gateway) -> None:
    await say(person, "Hello")
    await change_settings(person, extra_json='{"top_k": ')
    send(person, "and now?")
    await person.until(lambda: person.sees("composer.error"))
    assert person.text_of("composer.input") == "and now?"
    assert len(messages(person)) == 2
    assert len(gateway.asked(CHAT)) == 1


async def test_without_a_provider_nothing_is_lost(person: Person, gateway: Gateway) -> None:
    await say(person, "Hello")
    await person.session.studio.profiles.remove(person.session.studio.profiles.all[0].id)
    send(person, "still there?")
    await person.until(lambda: person.sees("composer.error"))
    assert person.text_of("composer.input") == "still there?"
    assert [message.text for message in messages(person)][:1] == ["Hello"]


async def test_a_key_that_is_gone_is_told_below_the_message(person: Person) -> None:
    """What was sent stands in the conversation, whatever happens to it afterwards."""
    studio = person.session.studio
    await say(person, "Hello")
    await studio.secrets.remove(studio.profiles.all[0].keys[0].id)
    answer = await say(person, "and now?")
    assert failure(answer) is ErrorKind.KEY_MISSING
    assert [message.text for message in messages(person)][2:] == ["and now?", ""]
    assert person.text_of("composer.input") == ""


async def test_stopping_regenerating_and_editing_while_it_streams(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Silence(6))
    send(person, "Hello")
    first = await streaming(person)
    gateway.faults.set(Silence(6))
    act(person, first, "regenerate")
    await person.until(lambda: messages(person)[-1].id != first.id and live(person).text)
    act(person, messages(person)[0], "edit")
    assert person.text_of("composer.input") == "Hello"
    person.write("composer.input", ", again")
    person.key("composer.input", Qt.Key.Key_Return)
    await person.until(lambda: ended(person) and messages(person)[-1].state is MessageState.COMPLETE)
    assert messages(person)[0].text == "Hello, again"
    kept = await person.session.studio.conversations.node(first.id)
    assert kept is not None
    assert kept.message.state is MessageState.STOPPED
    assert kept.message.text
    assert len(gateway.asked(CHAT)) == 3


async def test_two_conversations_stream_and_each_gets_its_own(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Silence(6), times=2)
    send(person, "First question")
    await streaming(person)
    first = shown_id(person)
    person.chat.open_new()
    send(person, "Second question")
    await person.until(lambda: len(person.session.studio.chat.streaming) == 2)
    await streaming(person)
    second = shown_id(person)
    person.chat.open(first)
    await person.until(lambda: messages(person) and messages(person)[0].text == "First question")
    assert live(person).text
    person.press("composer.stop")
    await person.until(lambda: messages(person)[-1].state is MessageState.STOPPED)
    assert person.session.studio.chat.streaming == {second}
    person.session.studio.chat.stop(second)
    await person.until(lambda: not person.session.studio.chat.streaming)


async def test_a_conversation_deleted_while_it_streams_comes_back_as_far_as_it_came(
    person: Person, gateway: Gateway
) -> None:
    gateway.faults.set(Silence(6))
    send(person, "Hello there")
    await streaming(person)
    came = live(person).text
    await person.until(lambda: "Hello there" in person.rows("conversations.list"))
    person.key("conversations.list", Qt.Key.Key_Delete)
    await person.until(lambda: not person.session.studio.chat.streaming)
    person.press_text("Undo")
    await person.until(lambda: "Hello there" in person.rows("conversations.list"))
    person.press_row("conversations.list", "Hello there")
    await person.until(lambda: len(messages(person)) == 2)
    assert messages(person)[1].text.startswith(came)
    assert messages(person)[1].state is MessageState.STOPPED


async def test_a_message_deleted_while_it_streams_can_come_back(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Silence(6))
    send(person, "Hello")
    answer = await streaming(person)
    act(person, answer, "delete")
    await person.until(lambda: [message.text for message in messages(person)] == ["Hello"])
    person.press_text("Undo")
    await person.until(lambda: len(messages(person)) == 2 and ended(person))
    assert messages(person)[1].text.startswith(answer.text)


async def test_several_answers_break_together(person: Person, gateway: Gateway) -> None:
    await say(person, "Hello")
    await change_settings(person, n=3)
    gateway.faults.set(EndAfter(24, done=False))
    answer = await say(person, "Again")
    node = await person.session.studio.conversations.node(answer.id)
    assert node is not None
    siblings = [await person.session.studio.conversations.node(one) for one in node.siblings.ids]
    assert [failure(one.message) for one in siblings if one] == [ErrorKind.STREAM_CUT] * 3


async def test_closing_while_it_streams_asks_and_keeps_what_came(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        gateway.faults.set(Silence(6))
        send(person, "Hello")
        await streaming(person)
        came = live(person).text
        person.window.close()
        await person.until(lambda: person.sees("dialog.cancel"))
        person.press("dialog.cancel")
        await person.until(lambda: not person.sees("dialog.cancel"))
        assert person.session.studio.chat.streaming
        await person.until(lambda: person.window.close() or person.sees("dialog.yes"))
        person.press("dialog.yes")
        await person.until(lambda: not person.window.isVisible())
    async with started(qapp, tmp_path, Arguments()) as again:
        await again.until(lambda: len(messages(again)) == 2)
        assert messages(again)[1].text.startswith(came)
        assert messages(again)[1].state is MessageState.INTERRUPTED


async def test_an_orphan_cannot_be_continued_but_says_so(person: Person) -> None:
    conversation = await person.session.studio.conversations.create(ChatSettings(model="demo-chat"))
    person.chat.open(conversation.id)
    answer = await say(person, "Hello")
    orphan = replace(answer, parent_id=None)
    with pytest.raises(Exception, match="without a question"):
        await person.session.studio.chat.resume(orphan)
    assert not person.session.studio.chat.streaming
