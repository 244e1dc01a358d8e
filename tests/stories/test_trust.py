"""Data that is damaged, newer, refused by the disk or held by another window; keys and traffic."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.bootstrap.session import Session
from app.demo.answer_faults import Status
from app.demo.wire_faults import ResetAfter, Silence
from app.domain.conversation import MessageState
from app.domain.errors import ErrorKind, StorageError
from app.storage.logs import start_crash_report, start_logging
from app.storage.places import find_places, resources_folder
from app.storage.redaction import Redactor
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.ui.languages import Languages
from app.ui.single_instance import SingleInstance
from tests.gateway import Gateway
from tests.storage.keyrings import MemoryKeyring
from tests.stories.complaints import Complaints
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import act, ended, failure, live, messages, say, send, streaming
from tests.studio import add_gateway

CANARY = "canary9fQ2xV7mLr4TzK8w"
"""A key that does not look like one: only who knows it can take it out."""


@pytest.fixture
async def talked(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> Path:
    """A data folder of somebody who said «Remember me»."""
    async with started(qapp, tmp_path, Arguments()) as person:
        await add_gateway(person.session.studio, gateway)
        await say(person, "Remember me")
    return tmp_path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes of its own; only who may mount one has it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if os.name != "posix" or shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk."""
    stuffing = disk / "stuffing"
    with stuffing.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return stuffing


def holding(text: str, folder: Path) -> list[Path]:
    """The files below a folder that hold a text."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


async def test_a_damaged_database_is_restored_and_said(qapp: QApplication, talked: Path) -> None:
    places = find_places(talked / "data", talked / "media")
    for copy in places.backups.iterdir():
        copy.unlink()
    async with started(qapp, talked, Arguments()) as person:
        await person.until(lambda: list(places.backups.glob("*.db")))
    places.database.write_bytes(b"not a database at all" * 500)
    async with started(qapp, talked, Arguments()) as person:
        assert person.reads("Your data was damaged. It was restored")
        assert person.reads(holding("not a database", places.data)[0].name)
        assert "Remember me" in person.rows("conversations.list")


async def test_a_damaged_database_without_a_copy_is_set_aside_and_said(
    qapp: QApplication, talked: Path
) -> None:
    places = find_places(talked / "data", talked / "media")
    shutil.rmtree(places.backups)
    places.database.write_bytes(b"not a database at all" * 500)
    async with started(qapp, talked, Arguments(language="zh")) as person:
        await person.until(lambda: not person.reads("Your data was damaged"))
        assert person.reads(holding("not a database", places.data)[0].name)


async def test_damaged_settings_are_set_aside_and_said(qapp: QApplication, talked: Path) -> None:
    places = find_places(talked / "data", talked / "media")
    places.settings.write_text("{ half", encoding="utf-8")
    async with started(qapp, talked, Arguments()) as person:
        assert person.reads("settings-damaged")
        assert "Remember me" in person.rows("conversations.list")


async def test_data_of_a_later_version_is_refused_and_left_alone(
    qapp: QApplication, talked: Path, complaints: Complaints
) -> None:
    complaints.expect("cannot be opened")
    places = find_places(talked / "data", talked / "media")
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA user_version = 9999")
    before = places.database.read_bytes()
    languages = Languages(resources_folder() / "i18n")
    languages.switch("en")
    instance = SingleInstance(places.data)
    assert instance.claim()
    settings, secrets = SettingsStore(places.settings), Secrets(MemoryKeyring)
    session = Session(qapp, Arguments(), places, settings, secrets, languages, instance)
    person = Person(session)
    code = await _told_and_closed(person)
    assert code == 1
    assert places.database.read_bytes() == before
    instance.release()
    session.destroy()


async def _told_and_closed(person: Person) -> int:
    async with asyncio.TaskGroup() as together:
        living = together.create_task(person.session.live())
        await person.until(lambda: person.sees("dialog.cancel"))
        assert person.reads("newer version")
        person.press("dialog.cancel")
    return living.result()


async def test_a_window_closed_before_its_data_is_open_leaves_nothing_running(
    qapp: QApplication, tmp_path: Path
) -> None:
    places = find_places(tmp_path / "data", tmp_path / "media")
    instance = SingleInstance(places.data)
    assert instance.claim()
    languages = Languages(resources_folder() / "i18n")
    settings, secrets = SettingsStore(places.settings), Secrets(MemoryKeyring)
    session = Session(qapp, Arguments(demo=True), places, settings, secrets, languages, instance)
    async with asyncio.TaskGroup() as together:
        living = together.create_task(session.live())
        await Person(session).until(session.window.isVisible)
        session.window.close()
    assert living.result() == 0
    instance.release()
    session.destroy()
    qapp.setStyleSheet("")


async def test_a_full_disk_refuses_before_anything_is_sent(
    qapp: QApplication, small_disk: Path, gateway: Gateway, complaints: Complaints
) -> None:
    complaints.expect("The database refused")
    async with started(qapp, small_disk, Arguments()) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        await say(person, "Hello")
        stuffing = fill(small_disk)
        person.paste("composer.input", "x" * 5000)
        person.press("composer.send")
        await person.until(lambda: person.sees("composer.error"))
        assert person.text_of("composer.input") == "x" * 5000
        assert len(gateway.asked("/v1/chat/completions")) == 1
        stuffing.unlink()
        person.press("composer.send")
        await person.until(lambda: len(messages(person)) == 4 and ended(person))
        assert [message.text for message in messages(person)][::2] == ["Hello", "x" * 5000]


async def test_an_answer_on_a_full_disk_is_saved_when_there_is_room(
    qapp: QApplication,
    small_disk: Path,
    gateway: Gateway,
    complaints: Complaints,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    complaints.expect("The database refused")
    monkeypatch.setattr("app.services.conversation.keeping.SAVE_AGAIN_S", 0.05)
    async with started(qapp, small_disk, Arguments()) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        gateway.faults.set(Silence(20))
        send(person, "Hello")
        await streaming(person)
        stuffing = fill(small_disk)
        person.press("composer.stop")
        await person.until(lambda: failure(messages(person)[-1]) is ErrorKind.DISK_FULL)
        said = messages(person)[-1].text
        stuffing.unlink()
        await person.until(lambda: messages(person)[-1].error is None)
        kept = await person.session.studio.conversations.node(messages(person)[-1].id)
        assert kept is not None
        assert kept.message.text == said
        assert kept.message.state is MessageState.STOPPED


def test_a_folder_that_cannot_be_written_is_refused_in_words(small_disk: Path) -> None:
    folder = small_disk / "data"
    folder.mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageError) as refused:
        SingleInstance(folder).claim()
    assert refused.value.kind is ErrorKind.NOT_WRITABLE
    assert refused.value.values["path"] == str(folder)


async def test_a_second_start_raises_the_first_and_hands_its_link_over(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        person.window.showMinimized()
        link = "https://example.com sk-handed0123456789over"
        command = (sys.executable, "-m", "app", "--data-dir", str(tmp_path / "data"), link)
        second = await asyncio.create_subprocess_exec(*command)
        assert await second.wait() == 0
        await person.until(lambda: person.sees("profile.save"))
        assert not person.window.isMinimized()
        person.press("profile.cancel")
        await person.until(lambda: person.sees("profile.question.discard"))
        person.press("profile.question.discard")
        await person.until(lambda: not person.sees("profile.save"))


async def test_a_key_is_in_no_file_whatever_went_wrong(
    qapp: QApplication, tmp_path: Path, gateway: Gateway, complaints: Complaints
) -> None:
    complaints.expect("Nobody caught this")
    places = find_places(tmp_path / "data", tmp_path / "media")
    keyring = MemoryKeyring()
    secrets = Secrets(lambda: keyring)
    redact = Redactor(secrets.known_secrets)
    log_file, crash = start_logging(places.logs, redact), start_crash_report(places.logs, redact)
    try:
        async with started(qapp, tmp_path, Arguments(), secrets) as person:
            studio = person.session.studio
            profile = await add_gateway(studio, gateway)
            await studio.profiles.save(profile, {profile.keys[0].id: CANARY})
            await studio.models.refresh(profile)
            await _run_into_everything(person, gateway)
            crash.write(RuntimeError(f"Authorization: Bearer {CANARY}"))
            texts = [repr(message.error) for message in messages(person)]
    finally:
        crash.close()
        log_file.close()
    assert any(request.header("authorization").endswith(CANARY) for request in gateway.requests)
    assert CANARY in keyring.entries.values()
    assert not [text for text in texts if CANARY in text]
    assert holding(CANARY, tmp_path) == []


async def _run_into_everything(person: Person, gateway: Gateway) -> None:
    """Errors that quote the key, retries, a cut, a stop."""
    quoting = f'{{"error": {{"message": "bad key {CANARY}", "code": "{CANARY}"}}}}'.encode()
    for fault in (Status(401, body=quoting), Status(429, retry_after="0", body=quoting), ResetAfter(4)):
        gateway.faults.set(fault)
        await say(person, "Hello")
    act(person, messages(person)[-1], "continue")
    await person.until(lambda: ended(person) and not messages(person)[-1].error)
    gateway.faults.set(Silence(3))
    send(person, "Stop me")
    await person.until(lambda: live(person).text and person.session.studio.chat.streaming)
    person.press("composer.stop")
    await person.until(lambda: ended(person))


def test_a_studio_without_a_provider_opens_no_connection(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.stories.quiet_start", str(tmp_path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert told.stdout.splitlines() == ["ready", "ended"]
