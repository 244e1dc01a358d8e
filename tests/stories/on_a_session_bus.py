"""What a person sees at the window while the keys lie in a real keyring; run by test_profile_keyring inside
dbus-run-session.

Prints one JSON object: what was seen.
"""

import asyncio
import contextlib
import json
import sys
from pathlib import Path

import secretstorage
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.storage.secrets import Secrets
from app.ui.application import make_application
from tests.gateway import Gateway
from tests.qt_loop import QtLoop
from tests.storage.on_a_session_bus import start_daemon
from tests.stories.conftest import started
from tests.stories.test_profile_dialog import KEY, add, discard, edit, is_quiet, profiles

DEMO = Arguments(demo=True)
Seen = dict[str, bool]


async def add_a_provider(application: QApplication, folder: Path, gateway: Gateway) -> Seen:
    """First start: a key is typed into the dialog and saved."""
    async with started(application, folder, DEMO, Secrets()) as person:
        await person.until(is_quiet)
        await add(person, gateway)
        await person.until(lambda: len(profiles(person).all) == 2 and not person.sees("profile.save"))
        await person.until(is_quiet)
        return {"the gateway took the key": gateway.requests[-1].header("authorization") == f"Bearer {KEY}"}


async def come_back(application: QApplication, folder: Path) -> Seen:
    """Second start: the key is there, and the dialog says where."""
    async with started(application, folder, DEMO, Secrets()) as person:
        await person.until(is_quiet)
        place = await profiles(person).destination(profiles(person).all[1])
        await edit(person, 1)
        await person.until(lambda: person.reads("Stored in the system keyring (Secret Service)"))
        person.press("profile.cancel")
        person.find("profiles").close()
        return {"the key is there after a restart": place.key == KEY}


async def meet_a_locked_keyring(application: QApplication, folder: Path, gateway: Gateway) -> Seen:
    """Third start: the keyring is locked and nobody is there to unlock it."""
    lock_keyring()
    gateway.root = gateway.root.replace("127.0.0.1", "localhost")
    async with started(application, folder, DEMO, Secrets()) as person:
        await person.until(is_quiet)
        await edit(person, 1)
        await person.until(lambda: person.reads("Locked: unlock the keyring"))
        person.press("profile.cancel")
        person.find("profiles").close()
        await add(person, gateway)
        await person.until(lambda: person.sees("profile.question"))
        seen = {
            "one can try again": person.sees("profile.question.retry"),
            "one can go on for this session": person.sees("profile.question.session"),
            "nothing was saved": len(profiles(person).all) == 2,
        }
        await discard(person)
        return seen


def lock_keyring() -> None:
    """As when the screen is locked."""
    with contextlib.closing(secretstorage.dbus_init()) as connection:
        secretstorage.get_default_collection(connection).lock()


async def play(application: QApplication, folder: Path) -> Seen:
    """The three starts of one person."""
    gateway = Gateway()
    gateway.root = await gateway.server.start()
    try:
        seen = await add_a_provider(application, folder, gateway)
        seen |= await come_back(application, folder)
        return seen | await meet_a_locked_keyring(application, folder, gateway)
    finally:
        await gateway.server.stop()


def main(folder: Path) -> None:
    """Play the story with a keyring that ends with it."""
    daemon = start_daemon()
    application = make_application()
    loop = QtLoop(application)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            seen = loop.run_until_complete(play(application, folder))
    finally:
        daemon.terminate()
        daemon.wait()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
