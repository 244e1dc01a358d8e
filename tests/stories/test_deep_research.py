"""Product §3: research that may cost tens of dollars is asked about before it is sent."""

from PySide6.QtWidgets import QPushButton

from app.domain.conversation import MessageState
from tests.gateway import Gateway
from tests.stories.person import Person
from tests.stories.talking import ENTER, ended, messages, read, send

RESPONSES = "/v1/responses"
RESEARCHER = "o4-mini-deep-research-demo"


async def choose_researcher(person: Person) -> None:
    """Type its name in the list of models."""
    person.press("composer.model")
    await person.until(lambda: person.sees("composer.models.search"))
    person.write("composer.models.search", RESEARCHER)
    person.key("composer.models.search", ENTER)
    await person.until(lambda: person.chat.conversation.models.settings.model == RESEARCHER)


async def test_nothing_is_sent_before_the_price_was_agreed_to(person: Person, gateway: Gateway) -> None:
    await choose_researcher(person)
    send(person, "What do tea houses in Hangzhou charge?")
    await person.until(lambda: person.reads("This may be expensive"))
    person.press_text("Do not send")
    await person.until(person.find("composer.send", QPushButton).isEnabled)
    assert person.text_of("composer.input") == "What do tea houses in Hangzhou charge?"
    assert not gateway.asked(RESPONSES)
    person.key("composer.input", ENTER)
    await person.until(lambda: person.reads("This may be expensive"))
    person.press_text("Send it")
    await person.until(lambda: len(messages(person)) == 2 and ended(person))
    assert messages(person)[-1].state is MessageState.COMPLETE
    assert len(gateway.asked(RESPONSES)) == 1


async def test_while_it_is_made_elsewhere_that_is_said(person: Person, gateway: Gateway) -> None:
    gateway.server.pace.full_speed = False
    await choose_researcher(person)
    send(person, "What do tea houses in Hangzhou charge?")
    await person.until(lambda: person.reads("This may be expensive"))
    person.press_text("Send it")
    await person.until(lambda: "in the background" in read(person))
    gateway.server.pace.full_speed = True
    await person.until(lambda: ended(person))
    assert "in the background" not in read(person)
