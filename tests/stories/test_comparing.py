"""Product §3: the same question to several models, their answers side by side, one to go on with."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from app.domain.conversation import Message, MessageState
from app.ui.compare.answer_column import AnswerColumn
from app.ui.transcript.view import TranscriptView
from tests.gateway import Gateway
from tests.stories.calling import cards, choose_tools, press_card
from tests.stories.person import Person
from tests.stories.talking import CHAT, ENTER, act, messages, say, send

SEARCH = "composer.models.search"


async def add_model(person: Person, model: str) -> None:
    """Add one to those that are asked."""
    person.press("compare.add")
    await person.until(lambda: person.sees(SEARCH))
    person.write(SEARCH, model)
    person.key(SEARCH, ENTER)
    await person.until(lambda: person.sees("compare.addressees") and not person.sees(SEARCH))


async def choose_two(person: Person) -> None:
    """Ask the conversation's model and the fast one."""
    person.press("composer.compare")
    await person.until(lambda: person.sees("compare.addressees"))
    await add_model(person, "demo-fast")
    person.key("compare.addressees", Qt.Key.Key_Escape)


async def costs_more_than_one(person: Person) -> None:
    """What is shown beside «send» is the sum for all that are asked."""
    person.write("composer.input", "Hello, who are you?")
    await person.until(lambda: person.sees("composer.cost"))
    several = person.label("composer.cost")
    person.press("composer.addressees.drop")
    await person.until(lambda: person.label("composer.cost") != several)
    assert amount(several) > amount(person.label("composer.cost"))
    person.find("composer.input", QTextEdit).clear()
    await choose_two(person)


def amount(words: str) -> Decimal:
    """The number in «about $0.0012»."""
    return Decimal(words.rpartition("$")[2])


def columns(person: Person) -> list[AnswerColumn]:
    """The answers that stand side by side."""
    return person.chat.conversation.comparing.view.columns


def answers(person: Person) -> list[Message]:
    """The last message of each column."""
    return [column.feed.nodes[-1].message for column in columns(person) if column.feed.nodes]


async def compared(person: Person) -> None:
    """Wait until both answers are there."""
    await person.until(lambda: person.sees("compare") and len(answers(person)) == 2)
    await person.until(lambda: {one.state for one in answers(person)} == {MessageState.COMPLETE})


async def test_two_models_answer_side_by_side_and_one_goes_on(person: Person, gateway: Gateway) -> None:
    await choose_two(person)
    assert "demo-fast" in person.label("composer.addressees")
    await costs_more_than_one(person)
    send(person, "Hello, who are you?")
    await compared(person)
    assert [one.model for one in answers(person)] == ["demo-chat", "demo-fast"]
    assert "token" in person.label("compare.figures")
    assert not person.sees("composer.addressees")
    first = columns(person)[0]
    first.picked.emit(first.message_id)
    await person.until(lambda: not person.sees("compare"))
    await person.until(lambda: messages(person)[-1].id == first.message_id)
    await say(person, "And now?")
    history = gateway.asked(CHAT)[-1].json()["messages"]
    assert history[1]["content"] == messages(person)[1].text


async def test_several_answers_of_one_model_are_compared_the_same_way(person: Person) -> None:
    answer = await say(person, "Hello, who are you?")
    act(person, answer, "regenerate")
    await person.until(lambda: messages(person)[-1].id != answer.id)
    await person.until(lambda: messages(person)[-1].state is MessageState.COMPLETE)
    act(person, messages(person)[-1], "compare")
    await compared(person)
    person.press("compare.close")
    await person.until(lambda: not person.sees("compare"))
    assert person.sees("transcript")


async def test_the_same_ones_are_asked_again_with_one_press(person: Person) -> None:
    await choose_two(person)
    send(person, "Hello")
    await compared(person)
    person.press("compare.close")
    person.press("composer.compare")
    await person.until(lambda: person.sees("compare.again"))
    person.press("compare.again")
    assert "demo-fast" in person.label("composer.addressees")
    person.press("composer.addressees.drop")
    assert not person.sees("composer.addressees")


async def test_a_stop_in_the_middle_keeps_what_came_in_every_column(person: Person) -> None:
    person.press("composer.compare")
    await add_model(person, "demo-slow")
    await add_model(person, "demo-slow")
    person.key("compare.addressees", Qt.Key.Key_Escape)
    send(person, "Tell me a long story.")
    await person.until(lambda: person.sees("compare") and len(answers(person)) == 3)
    chat = person.session.studio.chat
    await person.until(lambda: all(chat.live(one).text for one in answers(person)))
    person.press("composer.stop")
    await person.until(lambda: not chat.streaming)
    await person.until(lambda: answers(person)[-1].state is MessageState.STOPPED)
    assert all(one.text for one in answers(person))


async def test_each_column_asks_for_its_own_tools(person: Person) -> None:
    await choose_tools(person, "Fetch a web page")
    await choose_two(person)
    send(person, "Fetch the web page")
    await person.until(lambda: person.sees("compare") and len(columns(person)) == 2)
    views = [column.view for column in columns(person)]
    await person.until(lambda: all(_asks(person, view) for view in views))
    for view in views:
        press_card(person, "refuse_call", view=view)
    await person.until(lambda: all("Refused" in cards(person, view)[0] for view in views))
    await person.until(lambda: all(len(column.feed.nodes) == 3 for column in columns(person)))
    await compared(person)


def _asks(person: Person, view: TranscriptView) -> bool:
    return any("Waits for your permission" in card for card in cards(person, view))
