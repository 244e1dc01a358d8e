"""One run of the studio: an empty window first, then data and services, then the pages; away in reverse."""

import asyncio
import importlib
import linecache
import logging
from functools import cache
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QApplication

from app.bootstrap.command_line import Arguments
from app.bootstrap.termination import on_termination
from app.domain.errors import StudioError
from app.storage.places import Places, resources_folder
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.ui.data_notices import tell_of_data, tell_of_restore
from app.ui.first_paint import first_paint
from app.ui.languages import Languages
from app.ui.operation import cancel_all, none_begins
from app.ui.single_instance import SingleInstance
from app.ui.theme.appearance import Appearance
from app.ui.theme.theme import Theme
from app.ui.window import Window

if TYPE_CHECKING:
    from app.bootstrap.pages import Pages
    from app.bootstrap.services import OpenStudio
    from app.catalog.advice import Advice
    from app.services.jobs.task_clock import TaskClock
    from app.services.studio import Studio
    from app.storage.restoring import RestoreReport

log = logging.getLogger(__name__)

FIRST_PAGE = "conversations"
_FIRST_PAGE_S = 1.0


class Session:
    """Made with the loop running; ``live`` ends when the window is closed.

    Args:
        clock: the time in which tasks live, where it is not the system's own.
        restored: the back-up that this start has put in place of the data.
    """

    def __init__(
        self,
        application: QApplication,
        arguments: Arguments,
        places: Places,
        settings: SettingsStore,
        secrets: Secrets,
        languages: Languages,
        instance: SingleInstance,
        clock: "TaskClock | None" = None,
        restored: "RestoreReport | None" = None,
    ) -> None:
        self._arguments = arguments
        self._places = places
        self._settings = settings
        self._secrets = secrets
        self.languages = languages
        self._instance = instance
        self._clock = clock
        self._restored = restored
        chosen = settings.current
        self._appearance = Appearance(application, Theme(application))
        look = arguments.theme or chosen.theme
        self._appearance.choose(look, chosen.scale, reduce_motion=chosen.reduce_motion)
        self.window = Window(self._appearance.theme, languages, _advice)
        self._opened: OpenStudio | None = None
        self._pages: Pages | None = None
        self._begun = asyncio.Event()

    @property
    def ready(self) -> bool:
        """Whether the pages stand on open data."""
        return self._pages is not None and self._opened is not None

    @property
    def studio(self) -> "Studio":
        """The services, once the data is open."""
        assert self._opened is not None
        return self._opened.studio

    async def until_begun(self) -> None:
        """Wait until the pages stand, or the data turned out not to open."""
        await self._begun.wait()

    async def live(self) -> int:
        """Show the window, open the data, and wait until the person leaves; the exit code."""
        closed = asyncio.Event()
        self.window.closed.connect(closed.set)
        self.window.shut_down = self._shut_down
        self.window.before_leaving = self._may_leave
        self.window.restore_size(self._settings.current.window_geometry)
        self.window.show()
        await first_paint(self.window)
        try:
            with on_termination(self.window.leave_unasked):
                await self._begin()
                await closed.wait()
            return 0
        except StudioError as error:
            await self._say_why_not(error)
            return 1
        finally:
            await cancel_all()
            await self._put_away()

    def destroy(self) -> None:
        """Take the window apart while the application still stands; Python alone would choose any order."""
        shiboken6.delete(self.window)

    async def _begin(self) -> None:
        try:
            self._opened = await self._open()
            await self._fill_window(self._opened)
        finally:
            self._begun.set()

    async def _open(self) -> "OpenStudio":
        """Load the services, which takes longer than drawing a frame, away from the window's thread."""
        services = await asyncio.to_thread(importlib.import_module, "app.bootstrap.services")
        _forget_sources()
        opened: OpenStudio = await services.open_studio(
            self._places, self._settings, self._secrets, clock=self._clock
        )
        return opened

    async def _fill_window(self, opened: "OpenStudio") -> None:
        from app.bootstrap.pages import Pages  # Qt's classes are made in the window's thread

        _forget_sources()
        studio = opened.studio
        if self._arguments.demo:
            await studio.profiles.ensure_demo(self.languages.current)
        self._pages = Pages(studio, self.window, self._appearance, self.languages)
        self._pages.restore(self._settings.current.last_page or FIRST_PAGE)
        self._instance.called.connect(self._called)
        report = opened.database.opening
        tell_of_data(self.window.notices, report.restored_from, report.set_aside)
        tell_of_data(self.window.notices, None, self._settings.set_aside)
        if self._restored is not None:
            tell_of_restore(self.window.notices, self._restored.made_at, self._restored.set_aside)
        if self._arguments.link:
            self._pages.take_link(self._arguments.link)
        studio.supervisor.start("what can wait", self._tidy(opened))

    async def _tidy(self, opened: "OpenStudio") -> None:
        """What can wait until the first page stands: later starts, unfinished tasks, tidying."""
        await asyncio.sleep(_FIRST_PAGE_S)
        self._instance.listen()
        await asyncio.to_thread(importlib.import_module, "app.bootstrap.tasks")
        if self._pages is not None:
            self._pages.watch_tasks()
        try:
            await opened.studio.conversations.purge()
            await opened.studio.library.empty_leftovers()
            await opened.database.back_up()
            await opened.sweep()
        except StudioError as error:
            log.warning("The data could not be tidied: %s", error)
        await self._look_for_updates()
        await asyncio.to_thread(importlib.import_module, "app.bootstrap.data")
        opened.studio.supervisor.start("back-ups", opened.studio.backups.watch())

    async def _look_for_updates(self) -> None:
        try:
            if self._pages is not None:
                await self._pages.look_for_updates()
        except StudioError as error:
            log.warning("The release feed gave no answer: %s", error)

    def _called(self, link: str) -> None:
        """The program was started a second time."""
        self.window.raise_to_front()
        if link and self._pages is not None:
            self._pages.take_link(link)

    async def _may_leave(self) -> bool:
        """Whether the studio ends; else the person goes on with it, or it goes on in the tray."""
        if self._opened is None or self._pages is None:
            return True
        from app.bootstrap.farewell import say_farewell  # dialogs are slow to load

        return await say_farewell(self.window, self._opened, self._pages)

    async def _shut_down(self) -> None:
        """Keep and close everything; a window that was closed at once waits until its data is open."""
        await self._begun.wait()
        with none_begins():
            await cancel_all()
            if self._pages is not None:
                await self._pages.keep()
            await self._put_away()

    async def _put_away(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.close()

    async def _say_why_not(self, error: StudioError) -> None:
        """The data cannot be opened: say why, touch nothing, end."""
        from app.ui import dialogs

        log.error("The data cannot be opened: %s", error)
        words = _advice().words(error.kind, error.values, self.languages.current)
        text = " ".join(filter(None, (words.sentence, words.step)))
        await dialogs.ask(self.window, words.title, text, ())
        self.window.hide()


def _forget_sources() -> None:
    """PySide reads the source of every module that is imported after it, and Python would keep them all."""
    linecache.clearcache()


@cache
def _advice() -> "Advice":
    from app.catalog.advice import Advice  # most starts have nothing to explain

    return Advice.load(resources_folder())
