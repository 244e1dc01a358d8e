"""The whole studio with its window, started as the program starts it, on an empty data folder."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.bootstrap.session import Session
from app.services.jobs.task_clock import TaskClock
from app.services.supervisor import Supervisor
from app.storage.places import find_places, resources_folder
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.ui.languages import Languages
from app.ui.single_instance import SingleInstance
from tests.gateway import Gateway
from tests.storage.keyrings import MemoryKeyring
from tests.stories.complaints import Complaints
from tests.stories.person import Person
from tests.studio import add_gateway


@asynccontextmanager
async def started(
    application: QApplication,
    folder: Path,
    arguments: Arguments,
    secrets: Secrets | None = None,
    clock: TaskClock | None = None,
) -> AsyncIterator[Person]:
    """A studio from its first window to its last closed file."""
    application.setQuitOnLastWindowClosed(False)
    places = find_places(folder / "data", folder / "media")
    settings = SettingsStore(places.settings)
    languages = Languages(resources_folder() / "i18n")
    languages.switch(arguments.language or "en")
    instance = SingleInstance(places.data)
    assert instance.claim()
    secrets = secrets or Secrets(MemoryKeyring)
    session = Session(application, arguments, places, settings, secrets, languages, instance, clock)
    supervisor = Supervisor()
    person = Person(session)
    try:
        living = supervisor.start("the studio", _live(session))
        await person.until(lambda: session.ready)
        yield person
        if session.ready:
            # A story may end in the middle of an answer; nobody is there to be asked about leaving.
            for conversation_id in session.studio.chat.streaming:
                session.studio.chat.stop(conversation_id)
            await person.until(lambda: not session.studio.chat.streaming)
        session.window.before_leaving = _let_go
        session.window.close()
        await living
    finally:
        await supervisor.close()
        instance.release()
        session.destroy()
        languages.switch("en")
        application.setStyleSheet("")
        application.clipboard().clear()  # what Python put there would outlive Python


async def _let_go() -> bool:
    """A story that has ended leaves without being asked."""
    return True


async def _live(session: Session) -> None:
    await session.live()


@pytest.fixture(autouse=True)
async def complaints(qapp: QApplication) -> AsyncIterator[Complaints]:
    """Fail a story in which a fault reached the event loop, or the program logged an error."""
    complaints, program = Complaints(), logging.getLogger("app")
    asyncio.get_running_loop().set_exception_handler(complaints.hear_loop)
    program.addHandler(complaints)
    yield complaints
    program.removeHandler(complaints)
    assert not complaints.unexpected


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path, gateway: Gateway) -> AsyncIterator[Person]:
    """A person whose studio has one provider: the gateway of the tests."""
    async with started(qapp, tmp_path, Arguments()) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        yield person
