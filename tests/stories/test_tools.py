"""A model calls tools, and the person says whether it may."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QTreeWidget

from app.bootstrap.command_line import Arguments
from app.domain.conversation import MessageState, Role
from app.services.tools.server_text import HIDDEN
from app.storage.secrets import Secrets
from tests.gateway import Gateway
from tests.services.tooling import WORKSHOP, workshop
from tests.storage.keyrings import LockedKeyring
from tests.stories.calling import cards, choose_tools, press_card, row_of, until_card
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import CHAT, act, ended, messages, say, send

WEATHER = json.dumps(
    [{"name": "get_weather", "description": "Weather", "parameters": {"type": "object", "properties": {}}}]
)


async def test_the_model_calculates_and_the_answer_goes_on(person: Person, gateway: Gateway) -> None:
    await choose_tools(person, "Calculator")
    await person.until(lambda: person.find("composer.tools").accessibleName() == "Tools, 1 chosen")
    answer = await say(person, 'Use the calculator for "6 * 7"')
    assert answer.role is Role.ASSISTANT
    assert answer.state is MessageState.COMPLETE
    first, second = gateway.asked(CHAT)[-2:]
    assert [tool["function"]["name"] for tool in first.json()["tools"]] == ["calculator"]
    assert [message["role"] for message in second.json()["messages"]][-3:] == ["user", "assistant", "tool"]
    (card,) = cards(person)
    assert card.startswith("Calculator · built in · ")
    press_card(person, "toggle_call")
    await until_card(person, "expression")
    press_card(person, "copy_call")
    assert QGuiApplication.clipboard().text() == "6 * 7 = 42"
    assert second.json()["messages"][-1]["content"] == "6 * 7 = 42"


async def test_a_refused_tool_is_not_run_and_the_model_is_told(person: Person, gateway: Gateway) -> None:
    await choose_tools(person, "Fetch a web page")
    send(person, "Fetch the web page")
    await until_card(person, "Waits for your permission")
    assert not ended(person)
    press_card(person, "refuse_call")
    await person.until(lambda: ended(person))
    assert "Refused" in cards(person)[0]
    told = gateway.asked(CHAT)[-1].json()["messages"][-1]
    assert told["role"] == "tool"
    assert "did not allow" in told["content"]


async def test_the_person_plays_a_function(person: Person, gateway: Gateway) -> None:
    person.press("composer.tools")
    person.press("tools.chooser.functions")
    await person.until(lambda: person.sees("tools.functions.text"))
    editor = person.find("tools.functions.text", QPlainTextEdit)
    editor.setPlainText('[{"name": "get weather"}]')
    await person.until(lambda: "[0].name" in person.label("tools.functions.verdict"))
    await person.until(lambda: not person.find("tools.functions.keep").isEnabled())
    editor.setPlainText(WEATHER)
    await person.until(lambda: person.find("tools.functions.keep").isEnabled())
    person.press("tools.functions.keep")
    await person.until(lambda: "1 chosen" in person.find("composer.tools").accessibleName())
    send(person, "How is the weather?")
    await until_card(person, "Waits for your result")
    press_card(person, "answer_call")
    await person.until(lambda: person.sees("tools.result.text"))
    person.write("tools.result.text", '{"rain": true}')
    person.press("tools.result.send")
    await person.until(lambda: ended(person) and messages(person)[-1].role is Role.ASSISTANT)
    assert gateway.asked(CHAT)[-1].json()["messages"][-1]["content"] == '{"rain": true}'
    assert "Done" in cards(person)[0]


async def test_a_server_is_added_tried_out_used_and_allowed_for_good(
    person: Person, gateway: Gateway
) -> None:
    person.window.show_page("settings")
    person.press("settings.tools.servers")
    await person.until(lambda: person.sees("tools.servers.add"))
    person.press("tools.servers.add")
    await person.until(lambda: person.sees("tools.server.command"))
    described = {"mcpServers": {"Workshop": {"command": sys.executable, "args": [str(WORKSHOP)]}}}
    person.paste("tools.server.command", json.dumps(described))
    await person.until(lambda: str(WORKSHOP) in _line(person, "tools.server.command"))
    person.press("tools.server.test")
    await person.until(lambda: "It works" in person.find("tools.server.verdict", QLabel).text())
    assert row_of(person.find("tools.server.tools", QTreeWidget), "Add two numbers") is not None
    person.press("tools.server.save")
    await person.until(lambda: not person.sees("tools.server"))
    assert person.find("tools.servers.list", QListWidget).item(0).text().startswith("Workshop\n")
    person.press("tools.servers.close")
    await person.until(lambda: not person.sees("tools.servers"))

    person.window.show_page("conversations")
    await choose_tools(person, "Workshop")
    send(person, "Please add some numbers")
    await until_card(person, "Waits for your permission")
    press_card(person, "always_call")
    await person.until(lambda: ended(person) and messages(person)[-1].role is Role.ASSISTANT)
    assert "Add two numbers · Workshop · Done" in cards(person)[0]
    await say(person, "And add them again")
    assert len(cards(person)) == 2
    assert "Done" in cards(person)[1]


async def test_a_call_that_waits_elsewhere_is_told_and_found(person: Person) -> None:
    await choose_tools(person, "Fetch a web page")
    send(person, "Fetch the web page")
    person.window.show_page("library")
    await person.until(lambda: person.reads("waits for you"))
    person.press_text("Show")
    await until_card(person, "Waits for your permission")
    press_card(person, "refuse_call")
    await person.until(lambda: ended(person))


async def test_a_card_is_answered_with_the_keyboard_alone(person: Person) -> None:
    await choose_tools(person, "Fetch a web page")
    send(person, "Fetch the web page")
    await until_card(person, "Waits for your permission")
    view = person.chat.conversation.transcript
    view.setFocus(Qt.FocusReason.TabFocusReason)

    def is_on_refuse() -> bool:
        target = view.stage.focused_target()
        return target is not None and target.spot.name == "refuse_call"

    for _ in range(20):
        if is_on_refuse():
            break
        person.key("transcript", Qt.Key.Key_Tab)
    assert is_on_refuse()
    person.key("transcript", Qt.Key.Key_Return)
    await person.until(lambda: ended(person))
    assert "Refused" in cards(person)[0]


def _line(person: Person, name: str) -> str:
    return person.find(name, QLineEdit).text()


async def test_a_tool_that_runs_says_for_how_long_and_one_that_hangs_fails(person: Person) -> None:
    servers = person.session.studio.tools.servers
    await servers.save(replace(workshop(), limit_s=2.0), {})
    await choose_tools(person, "Workshop")
    send(person, "Let it hang")
    await until_card(person, "Waits for your permission")
    press_card(person, "allow_call")
    await until_card(person, "Running · 1 s")
    await person.until(lambda: ended(person) and messages(person)[-1].role is Role.ASSISTANT)
    assert "hang · Workshop · Failed" in cards(person)[0]


async def test_an_answer_is_stopped_while_a_tool_waits_and_goes_on_later(person: Person) -> None:
    await choose_tools(person, "Fetch a web page")
    send(person, "Fetch the web page")
    await until_card(person, "Waits for your permission")
    person.press("composer.stop")
    await until_card(person, "Not run")
    assert person.session.studio.tools.consent.waiting == ()
    act(person, messages(person)[-1], "go_on")
    await until_card(person, "Waits for your permission")
    press_card(person, "refuse_call")
    await person.until(lambda: ended(person) and messages(person)[-1].role is Role.ASSISTANT)
    assert "Refused" in cards(person)[0]


async def test_permissions_are_taken_back_in_the_settings(person: Person) -> None:
    consent = person.session.studio.tools.consent
    await choose_tools(person, "Fetch a web page")
    send(person, "Fetch the web page")
    await until_card(person, "Waits for your permission")
    press_card(person, "always_call")
    await person.until(lambda: ended(person) and messages(person)[-1].role is Role.ASSISTANT)
    assert await consent.allowed() == {"built_in/fetch_web_page"}
    person.window.show_page("settings")
    person.press("settings.tools.ask_again")
    await person.until(lambda: person.sees("dialog.yes"))
    person.press("dialog.yes")
    await person.until(lambda: person.reads("Every tool asks again."))
    assert await consent.allowed() == frozenset()


async def test_a_message_that_waits_for_its_tools_says_so_and_tells_why_it_was_not_sent(
    person: Person, gateway: Gateway
) -> None:
    slow = ("-c", "import time; time.sleep(2.5); raise SystemExit('the disk is full')")
    await person.session.studio.tools.servers.save(replace(workshop(), arguments=slow), {})
    await choose_tools(person, "Workshop")
    send(person, "Please add some numbers")
    await person.until(lambda: person.reads("“Workshop” is being started"))
    await person.until(lambda: person.reads("the disk is full"))
    assert not gateway.asked(CHAT)
    assert person.text_of("composer.input") == "Please add some numbers"


async def test_secrets_that_no_keyring_takes_are_kept_for_this_session_if_the_person_wants(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with started(qapp, tmp_path, Arguments(), Secrets(LockedKeyring)) as person:
        person.window.show_page("settings")
        person.press("settings.tools.servers")
        await person.until(lambda: person.sees("tools.servers.add"))
        person.press("tools.servers.add")
        await person.until(lambda: person.sees("tools.server.command"))
        person.write("tools.server.command", f"{sys.executable} {WORKSHOP}")
        person.write("tools.server.secrets", "WORKSHOP_KEY=t0p-s3cret")
        person.press("tools.server.save")
        await person.until(lambda: person.sees("dialog.yes"))
        person.press("dialog.yes")
        await person.until(lambda: not person.sees("tools.server"))
        (link,) = person.session.studio.tools.servers.all
        assert (link.server.name, link.server.secrets) == ("workshop.py", ("WORKSHOP_KEY",))
        person.press("tools.servers.edit")
        await person.until(lambda: person.sees("tools.server.secrets"))
        shown = person.find("tools.server.secrets", QPlainTextEdit).toPlainText()
        assert shown == f"WORKSHOP_KEY={HIDDEN}"
        person.press("tools.server.test")
        await person.until(lambda: "It works" in person.find("tools.server.verdict", QLabel).text())
        person.press("tools.server.cancel")
        await person.until(lambda: not person.sees("tools.server"))
        person.press("tools.servers.remove")
        await person.until(lambda: person.sees("dialog.yes"))
        person.press("dialog.yes")
        await person.until(lambda: not person.session.studio.tools.servers.all)
        person.press("tools.servers.close")
        await person.until(lambda: not person.sees("tools.servers"))
