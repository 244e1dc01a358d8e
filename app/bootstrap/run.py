"""From the command line to the closed window: one loop, one way out."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import qasync
from PySide6.QtWidgets import QApplication, QMessageBox

from app.bootstrap.command_line import Arguments, read_arguments
from app.bootstrap.session import Session
from app.domain.errors import StudioError
from app.storage.logs import CrashReport, start_crash_report, start_logging
from app.storage.places import Places, find_places, resources_folder
from app.storage.redaction import Redactor
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.ui.application import make_application
from app.ui.collector import Collector
from app.ui.languages import Languages
from app.ui.single_instance import SingleInstance

if TYPE_CHECKING:
    from app.storage.restoring import RestoreReport

log = logging.getLogger(__name__)


def run(words: Sequence[str]) -> int:
    """Run the studio until its window is closed; the exit code."""
    arguments = read_arguments(words)
    if arguments.doctor:
        from app.bootstrap.doctor import print_report  # an ordinary start has no use for it

        return print_report(arguments)
    if arguments.self_test:
        from app.bootstrap.self_test import self_test  # an ordinary start has no use for it

        return self_test(arguments.self_test)
    application = make_application()
    languages = Languages(resources_folder() / "i18n")
    try:
        return _run_with_data(application, arguments, languages)
    except StudioError as error:
        _say_why_not(error, languages)
        return 1


def _run_with_data(application: QApplication, arguments: Arguments, languages: Languages) -> int:
    places = find_places(arguments.data_dir, arguments.media_dir)
    instance = SingleInstance(places.data)
    if not instance.claim(arguments.link):
        return 0
    restored = _put_back(places)
    settings = SettingsStore(places.settings)
    languages.switch(arguments.language or settings.current.language)
    secrets = Secrets()
    redact = Redactor(secrets.known_secrets)
    log_file, crash = start_logging(places.logs, redact), start_crash_report(places.logs, redact)
    try:
        with asyncio.Runner(loop_factory=lambda: _make_loop(application, crash)) as runner:
            session = Session(
                application, arguments, places, settings, secrets, languages, instance, restored=restored
            )
            collector = Collector(session.window)
            code = runner.run(session.live())
            collector.end()
            session.destroy()
            return code
    finally:
        instance.release()
        crash.close()
        log_file.close()


def _put_back(places: Places) -> "RestoreReport | None":
    """Go back to a back-up that the last run laid ready, before anything is opened."""
    if not places.restore.exists():
        return None
    from app.storage.restoring import put_in_place  # an ordinary start has no use for it

    return put_in_place(places, datetime.now(UTC))


def _make_loop(application: QApplication, crash: CrashReport) -> asyncio.AbstractEventLoop:
    """The one event loop of the process; what no coroutine caught goes into the crash report."""
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(application)

    def report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            crash.write(error)
        else:
            log.error("The event loop says: %s", context.get("message"))

    loop.set_exception_handler(report)
    return loop


def _say_why_not(error: StudioError, languages: Languages) -> None:
    """Without data there is no window: one box says why, and that nothing was touched."""
    log.error("The studio cannot start: %s", error)
    from app.catalog.advice import Advice  # an ordinary start has no use for it

    words = Advice.load(resources_folder()).words(error.kind, error.values, languages.current)
    box = QMessageBox(QMessageBox.Icon.Critical, words.title, words.sentence)
    box.setObjectName("dialog.cannot_start")
    box.setInformativeText(words.step)
    box.exec()
