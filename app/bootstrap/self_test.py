"""``--self-test``: whether this copy of the program is whole, told as one JSON object.

A frozen program can lack a plug-in or a library and say nothing: films stay black, Chinese cannot be typed.
So the real studio is started in an empty folder, used as a person would use it, and taken away again.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication

from app import __version__
from app.bootstrap.command_line import Arguments
from app.bootstrap.self_test_checks import CHECKS, Check, Lacking
from app.bootstrap.session import Session
from app.services.supervisor import Supervisor
from app.storage.places import find_places, resources_folder
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.ui.application import make_application
from app.ui.languages import Languages
from app.ui.single_instance import SingleInstance

PATIENCE_S = 60.0

Finding = dict[str, object]


def self_test(target: str) -> int:
    """Look at everything and write what was found into a file, or to the standard output where it is ``-``.

    Returns:
        The exit code: 0 where nothing is lacking.
    """
    application = make_application()
    with (
        tempfile.TemporaryDirectory(prefix="relay-studio-", ignore_cleanup_errors=True) as folder,
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner,
    ):
        findings = runner.run(_look_at_all(application, Path(folder)))
    passed = all(finding["passed"] for finding in findings.values())
    report = {"version": __version__, "passed": passed, "checks": findings}
    _write(json.dumps(report, ensure_ascii=False), target)
    return 0 if passed else 1


def _write(text: str, target: str) -> None:
    if target != "-":
        Path(target).write_text(text + "\n", encoding="utf-8")
    elif sys.stdout is not None:  # a windowed program of Windows has none
        sys.stdout.write(text + "\n")


async def _look_at_all(application: QApplication, folder: Path) -> dict[str, Finding]:
    async with _opened(application, folder) as session:
        return {name: await _look(check, session) for name, check in CHECKS.items()}


async def _look(check: Check, session: Session) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return {"passed": True, "found": await check(session)}
    except Lacking as lack:
        return {"passed": False, "found": str(lack)}
    except Exception as error:  # noqa: BLE001  # whatever is raised is what was to be found out
        return {"passed": False, "found": repr(error)}


@asynccontextmanager
async def _opened(application: QApplication, folder: Path) -> AsyncIterator[Session]:
    """The studio on an empty folder, in Chinese, with the demo gateway."""
    places = find_places(folder / "data", folder / "media")
    languages = Languages(resources_folder() / "i18n")
    languages.switch("zh")
    instance = SingleInstance(places.data)
    instance.claim()
    settings, supervisor = SettingsStore(places.settings), Supervisor()
    session = Session(application, Arguments(demo=True), places, settings, Secrets(), languages, instance)
    living = supervisor.start("the studio", _live(session))
    try:
        await session.until_begun()
        yield session
        session.window.close()
        await living
    finally:
        await supervisor.close()
        instance.release()
        session.destroy()


async def _live(session: Session) -> None:
    await session.live()
