"""Product §1: somebody bought a key ten minutes ago and starts the studio for the first time."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListWidget, QPushButton

from app.bootstrap.command_line import Arguments
from app.storage.secrets import Secrets
from tests.gateway import Gateway
from tests.storage.keyrings import LockedKeyring, MemoryKeyring
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.test_profile_dialog import is_quiet

KEY = "sk-bought0123456789abcd"


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
async def newcomer(
    qapp: QApplication, tmp_path: Path, gateway: Gateway, keyring: MemoryKeyring
) -> AsyncIterator[Person]:
    """A person whose studio has no provider yet."""
    async with started(qapp, tmp_path, Arguments(), Secrets(lambda: keyring)) as person:
        await person.until(is_quiet)
        yield person


async def pick(person: Person, path: Path) -> None:
    """Choose a file of another app."""
    person.press("first_run.import")
    await person.until(lambda: person.sees("dialog.files"))
    dialog = person.find("dialog.files", QFileDialog)
    dialog.setDirectory(str(path.parent))
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(path.name)
    dialog.accept()


def has_read_balance(person: Person) -> bool:
    """Whether what follows on a first profile has come in."""
    studio = person.session.studio
    return all(studio.account.cached(profile.id) for profile in studio.profiles.all)


def shop_message(gateway: Gateway) -> str:
    return f"亲，您的密钥：{KEY}\n接口地址：{gateway.root}/v1 ，请勿外泄哦～"


def files_with(text: str, folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


async def test_a_shop_message_leads_to_the_first_conversation(
    newcomer: Person, gateway: Gateway, keyring: MemoryKeyring
) -> None:
    newcomer.paste("first_run.text", shop_message(gateway))
    assert newcomer.reads(gateway.root)
    assert newcomer.reads("sk-…abcd")
    assert not newcomer.reads(KEY)
    assert not gateway.requests
    newcomer.press("first_run.connect")
    await newcomer.until(lambda: newcomer.sees("composer.input") and not newcomer.sees("first_run"))
    profile = newcomer.session.studio.profiles.active
    assert profile is not None
    assert profile.name == "Relay Studio Demo"
    assert KEY in keyring.entries.values()
    await newcomer.until(lambda: newcomer.session.studio.models.default_model(profile.id) == "demo-chat")
    await newcomer.until(lambda: has_read_balance(newcomer))


async def test_the_demo_is_one_press_away_and_needs_no_key(newcomer: Person, keyring: MemoryKeyring) -> None:
    newcomer.press("first_run.demo")
    await newcomer.until(lambda: newcomer.sees("composer.input") and not newcomer.sees("first_run"))
    profile = newcomer.session.studio.profiles.active
    assert profile is not None
    assert profile.is_demo
    assert not keyring.entries
    await newcomer.until(lambda: has_read_balance(newcomer))


async def test_a_key_alone_asks_for_the_site(newcomer: Person, gateway: Gateway) -> None:
    newcomer.paste("first_run.text", KEY)
    assert newcomer.reads("the address of the site where you bought it")
    assert not newcomer.sees("first_run.connect")
    assert not gateway.requests


async def test_the_clipboard_is_read_only_when_its_button_is_pressed(
    newcomer: Person, gateway: Gateway
) -> None:
    QApplication.clipboard().setText(shop_message(gateway))
    assert not newcomer.sees("first_run.connect")
    newcomer.press("first_run.clipboard")
    assert newcomer.sees("first_run.connect")


async def test_a_wrong_key_is_said_and_nothing_is_kept(
    newcomer: Person, gateway: Gateway, keyring: MemoryKeyring
) -> None:
    newcomer.paste("first_run.text", f"{gateway.root} sk-bad-0123456789abcdef")
    newcomer.press("first_run.connect")
    await newcomer.until(lambda: newcomer.reads("The key is wrong"))
    assert not newcomer.session.studio.profiles.all
    assert not keyring.entries


async def test_a_locked_keyring_leaves_a_clear_choice(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments(), Secrets(LockedKeyring)) as newcomer:
        newcomer.paste("first_run.text", shop_message(gateway))
        newcomer.press("first_run.connect")
        await newcomer.until(lambda: newcomer.sees("first_run.question"))
        assert not newcomer.session.studio.profiles.all
        newcomer.press("first_run.question.session")
        await newcomer.until(lambda: newcomer.sees("composer.input") and not newcomer.sees("first_run"))
        assert not files_with(KEY, tmp_path)
        await newcomer.until(lambda: has_read_balance(newcomer))


async def test_everything_is_there_in_chinese(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> None:
    async with started(qapp, tmp_path, Arguments(language="zh"), Secrets(MemoryKeyring)) as newcomer:
        assert newcomer.reads("粘贴卖家给你的内容即可")
        newcomer.paste("first_run.text", shop_message(gateway))
        assert newcomer.find("first_run.connect", QPushButton).text() == "连接"
        newcomer.press("first_run.connect")
        profiles = newcomer.session.studio.profiles
        await newcomer.until(lambda: profiles.all and has_read_balance(newcomer))


async def test_import_links_fill_the_dialog_and_save_nothing(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    link = f"relaystudio://v1/provider?server={gateway.root}&key={KEY}&name=Bought"
    async with started(qapp, tmp_path, Arguments(link=link), Secrets(MemoryKeyring)) as newcomer:
        await newcomer.until(lambda: newcomer.sees("profile.save"))
        assert newcomer.find("profile.name", QLineEdit).text() == "Bought"
        assert newcomer.find("profile.address", QLineEdit).text() == gateway.root
        assert not newcomer.session.studio.profiles.all
        assert not gateway.requests
        newcomer.press("profile.cancel")
        newcomer.press("profile.question.discard")
        await newcomer.until(lambda: not newcomer.sees("profile.save"))


async def test_several_providers_of_a_link_are_added_one_by_one(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    places = (gateway.root, "https://other.example.com")
    providers = [
        {"server": root, "key": f"{KEY}{row}", "name": f"Shop {row}"} for row, root in enumerate(places)
    ]
    data = base64.urlsafe_b64encode(json.dumps({"v": 1, "providers": providers}).encode()).decode()
    link = f"relaystudio://v1/import?data={data.rstrip('=')}"
    async with started(qapp, tmp_path, Arguments(link=link), Secrets(MemoryKeyring)) as newcomer:
        await newcomer.until(lambda: newcomer.sees("offers.add"))
        assert newcomer.reads("2 providers found")
        newcomer.press("offers.add")
        await newcomer.until(lambda: newcomer.sees("profile.save"))
        assert newcomer.find("profile.name", QLineEdit).text() == "Shop 0"
        newcomer.press("profile.save")
        await newcomer.until(lambda: not newcomer.sees("profile.save") and is_quiet())
        assert newcomer.find("offers.list", QListWidget).currentRow() == 1
        newcomer.press("offers.close")
        await newcomer.until(lambda: not newcomer.sees("offers.close"))
        assert [profile.name for profile in newcomer.session.studio.profiles.all] == ["Shop 0"]


async def test_the_settings_of_another_app_fill_the_dialog(
    newcomer: Person, gateway: Gateway, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.json"
    environment = {"ANTHROPIC_BASE_URL": gateway.root, "ANTHROPIC_AUTH_TOKEN": KEY}
    settings.write_text(json.dumps({"env": environment}))
    await pick(newcomer, settings)
    await newcomer.until(lambda: newcomer.sees("profile.save"))
    assert newcomer.find("profile.address", QLineEdit).text() == gateway.root
    assert not gateway.requests
    newcomer.press("profile.cancel")
    newcomer.press("profile.question.discard")
    await newcomer.until(lambda: not newcomer.sees("profile.save"))


async def test_a_file_without_a_provider_is_said_to_hold_none(newcomer: Person, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing in here")
    await pick(newcomer, tmp_path / "notes.txt")
    await newcomer.until(lambda: newcomer.reads("No address and no key was found in “notes.txt”"))
