"""Tools that were left, and what a gateway refused: said in the transcript, gone on with by one press."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain.conversation import ChatSettings, Message, MessageState, Role
from app.domain.errors import ErrorKind
from tests.gateway import Gateway
from tests.stories.calling import cards, choose_tools, press_card, until_card
from tests.stories.person import Person
from tests.stories.talking import CHAT, ended, failure, messages, read, say, send

MESSAGES = "/v1/messages"


async def settle(person: Person, **changes: object) -> None:
    """Change what the conversation is sent with."""
    conversations = person.session.studio.conversations
    place = person.chat.conversation.conversation_id
    row = conversations.get(place) if place else None
    assert row is not None
    settings: ChatSettings = replace(row.settings, **changes)  # type: ignore[arg-type]
    await conversations.change_settings(row.id, settings)


def press(person: Person, name: str) -> None:
    """Press a button that stands in the transcript with the mouse."""
    view = person.chat.conversation.transcript
    view.viewport().repaint()
    buttons = [(item, spot) for item in view.stage.placed for spot in item.row.spots() if spot.name == name]
    item, spot = buttons[-1]
    place = spot.rect.center() + QPoint(view.stage.left, item.y)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


async def press_and_wait(person: Person, name: str) -> Message:
    """Press a button of an answer that came to nothing, and wait for another one."""
    press(person, name)
    await person.until(lambda: not ended(person))
    await person.until(lambda: ended(person) and messages(person)[-1].role is Role.ASSISTANT)
    return messages(person)[-1]


async def test_endless_calls_are_paused_and_go_on_by_one_press(person: Person, gateway: Gateway) -> None:
    person.session.studio.settings.change(tool_rounds=2)
    await choose_tools(person, "Calculator")
    await say(person, "Endless calls of the calculator with “1+1”")
    await person.until(lambda: ended(person) and "Tools are paused" in read(person))
    assert "called tools 2 times in a row" in read(person)
    assert ["Not run" in card for card in cards(person)] == [False, False, True]
    assert len(gateway.asked(CHAT)) == 3
    press(person, "go_on")
    await person.until(lambda: len(gateway.asked(CHAT)) == 5 and ended(person))
    await person.until(lambda: "Not run" not in "".join(cards(person)[:-1]))


async def test_stopped_tools_are_said_to_be_left_and_run_when_the_person_wants_it(
    person: Person, gateway: Gateway
) -> None:
    await choose_tools(person, "Fetch a web page")
    send(person, "Fetch the web page")
    await until_card(person, "Waits for your permission")
    person.press("composer.stop")
    await person.until(lambda: ended(person) and "Not all tools were run" in read(person))
    assert len(gateway.asked(CHAT)) == 1
    press(person, "go_on")
    await until_card(person, "Waits for your permission")
    press_card(person, "refuse_call")
    await person.until(lambda: ended(person) and messages(person)[-1].role is Role.ASSISTANT)
    assert "Refused" in cards(person)[0]


async def test_a_format_that_is_not_spoken_gives_way_to_the_usual_one_for_good(
    person: Person, gateway: Gateway
) -> None:
    await say(person, "Hello")
    await settle(person, protocol="anthropic")
    refused = await say(person, "Hello again")
    assert failure(refused) is ErrorKind.FORMAT_NOT_SPOKEN
    assert "Claude Messages is not spoken here" in read(person)
    answer = await press_and_wait(person, "use_usual_format")
    assert answer.state is MessageState.COMPLETE
    await say(person, "And once more")
    assert len(gateway.asked(MESSAGES)) == 1
    assert len(gateway.asked(CHAT)) == 3


async def test_thoughts_that_another_account_signed_are_left_out_by_one_press(
    person: Person, gateway: Gateway
) -> None:
    await say(person, "Hello")
    claude = "claude-sonnet-4-5-demo"
    await settle(person, model=claude, protocol="anthropic", reasoning_effort="high")
    assert (await say(person, "Is 91 a prime number?")).state is MessageState.COMPLETE
    refused = await say(person, "Hello from the other account")
    assert failure(refused) is ErrorKind.SIGNATURE_REJECTED
    assert "Signed thoughts were refused" in read(person)
    answer = await press_and_wait(person, "without_thoughts")
    assert answer.state is MessageState.COMPLETE
    assert "thinking" not in [
        block["type"]
        for message in gateway.asked(MESSAGES)[-1].json()["messages"]
        for block in message["content"]
    ]


async def test_a_model_without_tools_is_asked_without_them(person: Person, gateway: Gateway) -> None:
    await say(person, "Hello")
    await settle(person, model="demo-no-tools", tools=("built_in/calculator",))
    refused = await say(person, "Hello again")
    assert failure(refused) is ErrorKind.TOOLS_REFUSED
    assert "takes no tools" in read(person)
    answer = await press_and_wait(person, "without_tools")
    assert answer.state is MessageState.COMPLETE
    assert "tools" not in gateway.asked(CHAT)[-1].json()
