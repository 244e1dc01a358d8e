"""Product §1 and §2: providers are added, tested, switched and removed at the window."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.bootstrap.command_line import Arguments
from app.demo.answer_faults import Status
from app.domain.profile import Profile
from app.services.profiles import Profiles
from app.storage.secrets import Secrets
from tests.gateway import Gateway
from tests.storage.keyrings import LockedKeyring, MemoryKeyring
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.transport.raw_gateway import Connection, Received, serving

KEY = "sk-bought0123456789abcd"


@pytest.fixture
def keyring() -> LockedKeyring:
    """A keyring that stands open until a test locks it."""
    keyring = LockedKeyring()
    keyring.locked = False
    return keyring


@pytest.fixture
async def person(
    qapp: QApplication, tmp_path: Path, gateway: Gateway, keyring: MemoryKeyring
) -> AsyncIterator[Person]:
    """A person who has the demo."""
    async with started(qapp, tmp_path, Arguments(demo=True), Secrets(lambda: keyring)) as person:
        await person.until(is_quiet)
        yield person


async def silent(connection: Connection, _request: Received) -> None:
    """Take the request and say nothing."""
    await connection.closed_by_peer()


def profiles(person: Person) -> Profiles:
    return person.session.studio.profiles


def is_quiet() -> bool:
    """Whether nothing goes on in the background."""
    names = {task.get_name() for task in asyncio.all_tasks()}
    return not any(name.startswith(("daily snapshot", "refresh of", "balance of")) for name in names)


def files_with(text: str, folder: Path) -> list[Path]:
    """Files of a data folder in which a text can be read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if text.encode() in path.read_bytes()]


def field(person: Person, name: str) -> str:
    return person.find(name, QLineEdit).text()


async def open_dialog(person: Person) -> None:
    """Top bar, then «Add a provider…»."""
    person.press("topbar.profile")
    person.press("switcher.add")
    await person.until(lambda: person.sees("profile.save"))


async def add(person: Person, gateway: Gateway, key: str = KEY) -> None:
    """Add the gateway with a key."""
    await open_dialog(person)
    person.paste("profile.address", gateway.root)
    person.paste("profile.key", key)
    person.press("profile.save")


def choose(person: Person, name: str, value: str) -> None:
    """Choose a row of a box by what it stands for."""
    box = person.find(name, QComboBox)
    box.setCurrentIndex(box.findData(value))


def empty(person: Person, name: str) -> None:
    """Delete what stands in a field."""
    person.key(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.key(name, Qt.Key.Key_Delete)


async def discard(person: Person) -> None:
    """Close the dialog and drop what was typed."""
    person.press("profile.cancel")
    await person.until(lambda: person.sees("profile.question.discard"))
    person.press("profile.question.discard")
    await person.until(lambda: not person.sees("profile.save"))


async def edit(person: Person, row: int) -> None:
    """Top bar, then «Manage…», then a row of the list."""
    person.press("topbar.profile")
    person.press("switcher.manage")
    await person.until(lambda: person.sees("profiles.edit"))
    person.find("profiles.list", QListWidget).setCurrentRow(row)
    person.press("profiles.edit")
    await person.until(lambda: person.sees("profile.save"))


async def added(person: Person, gateway: Gateway) -> Profile:
    """The gateway as a second provider."""
    await add(person, gateway)
    await person.until(lambda: len(profiles(person).all) == 2 and not person.sees("profile.save"))
    await person.until(is_quiet)
    return profiles(person).all[1]


async def test_a_pasted_message_is_shared_out_tested_and_saved(
    person: Person, gateway: Gateway, keyring: MemoryKeyring
) -> None:
    await open_dialog(person)
    person.paste("profile.address", f"您的密钥 {KEY} ，地址 {gateway.root}/v1/chat/completions")
    assert field(person, "profile.address") == gateway.root
    assert field(person, "profile.key") == KEY
    assert person.find("profile.key", QLineEdit).echoMode() is QLineEdit.EchoMode.Password
    assert person.reads(f"{gateway.root}/v1/chat/completions")
    person.press("profile.test")
    await person.until(lambda: person.reads("Balance of this key: $16.00"))
    assert person.reads("Key valid")
    assert person.reads("(chat ")
    assert person.reads(", images ")
    assert field(person, "profile.name") == "Relay Studio Demo"
    person.press("profile.save")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    assert keyring.entries
    assert [profile.name for profile in profiles(person).all][1] == "Relay Studio Demo"


async def test_choosing_a_provider_fills_in_its_address(person: Person) -> None:
    await open_dialog(person)
    preset = person.find("profile.preset", QComboBox)
    preset.setCurrentIndex(preset.findData("yijia"))
    preset.activated.emit(preset.currentIndex())
    assert field(person, "profile.address") == "https://api.yijiarj.cn"
    assert person.reads("https://api.yijiarj.cn/v1/chat/completions")
    person.find("profile.address", QLineEdit).clear()
    person.paste("profile.address", "https://generativelanguage.googleapis.com/v1beta/openai/")
    assert preset.currentData() == "google"
    assert person.reads("https://generativelanguage.googleapis.com/v1beta/openai/chat/completions")


@pytest.mark.parametrize(
    ("address", "key", "complaint"),
    [
        ("", KEY, "profile.address"),
        ("not an address", KEY, "profile.address"),
        ("gw.example.com", "sk-***", "profile.key"),
    ],
)
async def test_what_cannot_be_used_is_said_at_its_field(
    person: Person, address: str, key: str, complaint: str
) -> None:
    await open_dialog(person)
    person.write("profile.address", address)
    person.write("profile.key", key)
    person.press("profile.save")
    assert person.find(complaint, QWidget).property("invalid") == "true"
    assert person.find(complaint, QWidget).accessibleDescription()
    assert person.sees("profile.save")
    assert len(profiles(person).all) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("profile.proxy.address", "my proxy"),
        ("profile.proxy.address", "mei:secret@127.0.0.1:7890"),
        ("profile.timeouts.connect", "soon"),
        ("profile.timeouts.idle", "0"),
        ("profile.headers", "X-Title without a colon"),
    ],
)
async def test_what_makes_no_sense_among_the_options_is_said_at_its_field(
    person: Person, gateway: Gateway, name: str, text: str
) -> None:
    await open_dialog(person)
    person.paste("profile.address", gateway.root)
    person.press("profile.more")
    choose(person, "profile.proxy", "http" if "proxy" in name else "none")
    empty(person, name)
    person.paste(name, text)
    person.press("profile.more")
    person.press("profile.save")
    assert person.find(name, QWidget).property("invalid") == "true"
    assert person.find(name, QWidget).accessibleDescription()
    assert len(profiles(person).all) == 1


async def test_a_secret_header_goes_to_the_keyring_and_is_not_shown_again(
    person: Person, gateway: Gateway, keyring: MemoryKeyring, tmp_path: Path
) -> None:
    await open_dialog(person)
    person.paste("profile.address", gateway.root)
    person.press("profile.more")
    person.paste("profile.headers", "X-Title: Studio\nX-Shop-Token: canary-of-a-header")
    person.press("profile.save")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    assert list(keyring.entries.values()) == ["canary-of-a-header"]
    models = gateway.asked("/v1/models")[-1]
    assert (models.header("x-title"), models.header("x-shop-token")) == ("Studio", "canary-of-a-header")
    await edit(person, 1)
    person.press("profile.more")
    shown = person.find("profile.headers", QPlainTextEdit).toPlainText()
    assert shown == "X-Title: Studio\nX-Shop-Token: ••••••"
    person.find("profile.headers", QPlainTextEdit).setPlainText("X-Title: Studio")
    person.press("profile.save")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    assert not keyring.entries
    assert not files_with("canary", tmp_path)
    person.find("profiles", QWidget).close()


async def test_a_console_address_is_put_right_with_one_press(person: Person, gateway: Gateway) -> None:
    await open_dialog(person)
    person.paste("profile.address", f"{gateway.root}/console")
    person.paste("profile.key", KEY)
    person.press("profile.test")
    await person.until(lambda: person.sees("profile.test.repair"))
    person.press("profile.test.repair")
    await person.until(lambda: person.reads("Key valid"))
    assert field(person, "profile.address") == gateway.root


async def test_a_locked_keyring_leaves_the_choice_to_the_person(
    person: Person, gateway: Gateway, keyring: LockedKeyring
) -> None:
    keyring.locked = True
    await add(person, gateway)
    await person.until(lambda: person.sees("profile.question.session"))
    assert len(profiles(person).all) == 1
    keyring.locked = False
    person.press("profile.question.retry")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    assert KEY in keyring.entries.values()


async def test_a_silent_site_shows_what_is_waited_for_and_can_be_stopped(person: Person) -> None:
    async with serving() as raw:
        raw.behave(silent)
        await open_dialog(person)
        person.paste("profile.address", raw.root)
        person.press("profile.test")
        assert person.find("profile.test", QPushButton).text() == "Stop"
        await person.until(lambda: raw.requests and person.reads("Looking for the site…"))
        person.press("profile.test")
        assert person.find("profile.test", QPushButton).text() == "Test"
        assert not person.reads("Looking for the site…")
    await discard(person)


@pytest.mark.parametrize(
    ("address", "proxy", "sentence"),
    [
        ("http://127.0.0.1:9", "", "127.0.0.1:9 refused the connection"),
        ("https://no-such-host.invalid", "", "no-such-host.invalid"),
        ("https://relay.invalid", "127.0.0.1:9", "through the proxy http://127.0.0.1:9"),
    ],
)
async def test_what_stands_in_the_way_is_said_in_plain_words(
    person: Person, address: str, proxy: str, sentence: str
) -> None:
    await open_dialog(person)
    person.paste("profile.address", address)
    if proxy:
        person.press("profile.more")
        choose(person, "profile.proxy", "http")
        person.paste("profile.proxy.address", proxy)
    person.press("profile.test")
    await person.until(lambda: person.reads(sentence))
    await discard(person)


async def test_an_empty_account_is_a_warning_and_no_tick(person: Person, gateway: Gateway) -> None:
    usage = {"code": True, "data": {"total_available": 0, "total_granted": 500000, "total_used": 500000}}
    gateway.faults.set(Status(200, body=json.dumps(usage).encode()), "/api/usage/token/", None)
    await open_dialog(person)
    person.paste("profile.address", gateway.root)
    person.paste("profile.key", KEY)
    person.press("profile.test")
    await person.until(lambda: person.reads("Nothing is left ($0.00)"))
    await discard(person)


async def test_addresses_are_measured_put_in_order_and_saved(person: Person, gateway: Gateway) -> None:
    localhost = gateway.root.replace("127.0.0.1", "localhost")
    status = {"system_name": "Shop", "api_info": [{"url": localhost}]}
    gateway.faults.set(
        Status(200, body=json.dumps({"success": True, "data": status}).encode()), "/api/status", None
    )
    await open_dialog(person)
    person.paste("profile.address", gateway.root)
    person.paste("profile.key", KEY)
    person.press("profile.more")
    person.press("profile.test")
    await person.until(lambda: person.sees("profile.lines.offer"))
    await person.until(lambda: person.find("profile.test", QPushButton).text() == "Test")
    person.press("profile.lines.offer")
    await person.until(lambda: person.sees("profile.lines.address"))
    assert field(person, "profile.lines.address") == localhost
    person.press("profile.test")
    await person.until(
        lambda: person.sees("profile.lines.speed") and "ms" in person.label("profile.lines.speed")
    )
    person.press("profile.lines.up")
    assert field(person, "profile.address") == localhost
    assert field(person, "profile.lines.address") == gateway.root
    person.press("profile.save")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    assert profiles(person).all[1].lines == (localhost, gateway.root)


async def test_a_model_for_new_conversations_is_chosen_from_what_the_test_listed(
    person: Person, gateway: Gateway
) -> None:
    await open_dialog(person)
    person.paste("profile.address", gateway.root)
    person.paste("profile.key", KEY)
    person.press("profile.more")
    person.press("profile.test")
    box = person.find("profile.default_model", QComboBox)
    await person.until(lambda: box.findText("demo-fast") > 0)
    box.setCurrentText("demo-fast")
    person.press("profile.save")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    profile = profiles(person).all[1]
    assert profile.default_model == "demo-fast"
    assert person.session.studio.models.default_model(profile.id) == "demo-fast"


async def test_the_key_line_says_where_the_key_is(
    person: Person, gateway: Gateway, keyring: LockedKeyring
) -> None:
    await added(person, gateway)
    await edit(person, 1)
    await person.until(lambda: person.reads("Stored in this computer's keyring."))
    person.press("profile.cancel")
    person.find("profiles", QWidget).close()


async def test_a_key_of_this_session_alone_is_called_so(
    person: Person, gateway: Gateway, keyring: LockedKeyring
) -> None:
    keyring.locked = True
    await add(person, gateway)
    await person.until(lambda: person.sees("profile.question.session"))
    person.press("profile.question.session")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    await edit(person, 1)
    await person.until(lambda: person.reads("Only for this session"))
    person.press("profile.cancel")
    person.find("profiles", QWidget).close()


async def test_leaving_with_changes_asks(person: Person) -> None:
    await open_dialog(person)
    person.write("profile.name", "Mine")
    person.press("profile.cancel")
    assert person.reads("Close without saving the changes?")
    person.press("profile.question.stay")
    assert person.sees("profile.save")
    person.press("profile.cancel")
    person.press("profile.question.discard")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())


async def test_another_key_of_a_known_address_joins_its_profile(person: Person, gateway: Gateway) -> None:
    first = await added(person, gateway)
    await add(person, gateway, "sk-another0123456789wxyz")
    await person.until(lambda: person.sees("profile.question.merge"))
    person.press("profile.question.merge")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    assert len(profiles(person).all) == 2
    kept = profiles(person).get(first.id)
    assert kept is not None
    assert [key.hint for key in kept.keys] == ["sk-…abcd", "sk-…wxyz"]


async def test_the_same_key_is_there_already(person: Person, gateway: Gateway) -> None:
    await added(person, gateway)
    await add(person, gateway)
    await person.until(lambda: person.sees("profile.question.open"))
    assert not person.sees("profile.question.merge")


async def test_one_press_switches_the_provider(person: Person, gateway: Gateway) -> None:
    profile = await added(person, gateway)
    person.press("topbar.profile")
    rows = person.find("switcher.list", QListWidget)
    place = rows.visualItemRect(rows.item(1)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await person.until(lambda: profiles(person).active == profile)
    switcher = person.find("topbar.profile", QWidget)
    await person.until(lambda: "$16.00" in switcher.accessibleDescription())
    assert profile.name in switcher.accessibleName()
    await person.until(is_quiet)


async def test_the_palette_switches_too(person: Person, gateway: Gateway) -> None:
    profile = await added(person, gateway)
    person.press("topbar.palette")
    person.write("palette.input", f"Use {profile.name}")
    person.key("palette.input", Qt.Key.Key_Return)
    await person.until(lambda: profiles(person).active == profile and is_quiet())


async def test_an_edited_profile_keeps_its_key_until_another_is_typed(
    person: Person, gateway: Gateway, keyring: MemoryKeyring
) -> None:
    profile = await added(person, gateway)
    await edit(person, 1)
    assert field(person, "profile.key") == ""
    person.find("profile.name", QLineEdit).clear()
    person.write("profile.name", "Renamed")
    person.press("profile.save")
    await person.until(lambda: not person.sees("profile.save") and is_quiet())
    kept = profiles(person).get(profile.id)
    assert kept is not None
    assert (kept.name, kept.keys, kept.timeouts) == ("Renamed", profile.keys, profile.timeouts)
    assert list(keyring.entries.values()) == [KEY]
    person.find("profiles", QWidget).close()


async def test_removing_a_provider_says_what_refers_to_it_and_takes_its_key_away(
    person: Person, gateway: Gateway, keyring: MemoryKeyring
) -> None:
    await added(person, gateway)
    person.press("topbar.profile")
    person.press("switcher.manage")
    await person.until(lambda: person.sees("profiles.remove"))
    person.find("profiles.list", QListWidget).setCurrentRow(1)
    person.press("profiles.remove")
    assert "keys from the keyring" in person.find("profiles.question.text", QLabel).text()
    person.press("profiles.question.yes")
    await person.until(lambda: len(profiles(person).all) == 1)
    assert not keyring.entries
    person.find("profiles", QWidget).close()


async def test_rows_are_moved_by_the_buttons(person: Person, gateway: Gateway) -> None:
    profile = await added(person, gateway)
    person.press("topbar.profile")
    person.press("switcher.manage")
    await person.until(lambda: person.sees("profiles.up"))
    person.find("profiles.list", QListWidget).setCurrentRow(1)
    person.press("profiles.up")
    await person.until(lambda: profiles(person).all[0] == profile)
    person.find("profiles", QWidget).close()


async def test_the_demos_dialog_is_as_high_as_what_it_shows(person: Person) -> None:
    await edit(person, 0)
    for name in ("profile.name", "profile.more"):
        assert not person.find(name).visibleRegion().isEmpty(), name
