"""The studio with its window in this process, for as long as something is measured."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.command_line import Arguments
from app.bootstrap.session import Session
from app.storage.places import find_places, resources_folder
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.ui.application import make_application
from app.ui.chat.composer_input import ComposerInput
from app.ui.chat.page import ChatPage
from app.ui.collector import Collector
from app.ui.languages import Languages
from app.ui.single_instance import SingleInstance
from app.ui.transcript.view import TranscriptView

LOOK_EVERY_S = 0.02
Result = TypeVar("Result")


def in_studio(folder: Path, work: Callable[["StudioWindow"], Awaitable[Result]]) -> Result:
    """Start the studio on a data folder, await ``work`` with it, and close the window."""
    application = make_application()
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        return runner.run(_live(application, folder, work))


async def _live(
    application: QApplication, folder: Path, work: Callable[["StudioWindow"], Awaitable[Result]]
) -> Result:
    places = find_places(folder, folder / "media")
    settings, instance = SettingsStore(places.settings), SingleInstance(places.data)
    assert instance.claim()
    languages = Languages(resources_folder() / "i18n")
    studio = StudioWindow(Session(application, Arguments(), places, settings, Secrets(), languages, instance))
    collector = Collector(studio.session.window)
    living = asyncio.get_running_loop().create_task(studio.session.live())
    await until(lambda: studio.session.ready)
    try:
        return await work(studio)
    finally:
        studio.session.window.close()
        await living
        collector.end()
        studio.session.destroy()
        instance.release()


class StudioWindow:
    """A running studio. ``painted`` is called after each paint of the conversation and of the composer."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.painted: Callable[[QWidget], None] = lambda widget: None
        for kind in (TranscriptView, ComposerInput):
            self._watch(kind)

    @property
    def chat(self) -> ChatPage:
        """The conversation page."""
        page = self.session.window.page("conversations")
        assert isinstance(page, ChatPage)
        return page

    @property
    def field(self) -> ComposerInput:
        """Where one writes."""
        field = self.chat.findChild(ComposerInput)
        assert isinstance(field, ComposerInput)
        return field

    @property
    def view(self) -> TranscriptView:
        """The conversation on the screen."""
        view = self.chat.findChild(TranscriptView)
        assert isinstance(view, TranscriptView)
        return view

    def _watch(self, kind: type[TranscriptView] | type[ComposerInput]) -> None:
        """Replace the paint event before the first widget of its kind is made: Qt looks it up once."""
        paint = kind.paintEvent

        def paint_event(widget: QWidget, event: QPaintEvent) -> None:
            paint(widget, event)  # type: ignore[arg-type]
            self.painted(widget)

        kind.paintEvent = paint_event  # type: ignore[method-assign]


class Turns:
    """CPU time of the window's thread in each turn of its event loop, in milliseconds."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self._since = time.thread_time()
        self._dispatcher = QAbstractEventDispatcher.instance()

    def __enter__(self) -> "Turns":
        self._since = time.thread_time()
        self._dispatcher.awake.connect(self._turn)
        return self

    def __exit__(self, *failure: object) -> None:
        self._turn()
        self._dispatcher.awake.disconnect(self._turn)

    def _turn(self) -> None:
        now = time.thread_time()
        self.costs.append((now - self._since) * 1_000)
        self._since = now


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that shows itself by nothing else."""
    while not condition():  # noqa: ASYNC110  # nobody tells
        await asyncio.sleep(LOOK_EVERY_S)
