"""What closing the window means: the end, a question, or going on in the tray."""

from PySide6.QtGui import QGuiApplication

from app.bootstrap.pages import Pages
from app.bootstrap.services import OpenStudio
from app.ui.leaving import Farewell, GoingOn, ask_how, make_remember
from app.ui.window import Window


async def say_farewell(window: Window, opened: OpenStudio, pages: Pages) -> bool:
    """Whether the studio ends now. It may go on in the tray instead, where there is one."""
    settings = opened.studio.settings
    going_on = _going_on(opened)
    can_hide = not (window.is_quitting or _session_ends()) and pages.can_hide
    if can_hide and settings.current.when_closed == "tray":
        pages.hide_window()
        return False
    asks_for_jobs = can_hide and settings.current.when_closed == "ask"
    if not going_on.would_be_lost and not (asks_for_jobs and (going_on.jobs or going_on.waiting)):
        return True
    if not window.isVisible():
        window.raise_to_front()
    remember = make_remember(window) if can_hide else None
    farewell = await ask_how(window, going_on, remember)
    if remember is not None and remember.isChecked() and farewell is not Farewell.STAY:
        settings.change(when_closed="tray" if farewell is Farewell.HIDE else "quit")
    if farewell is Farewell.HIDE:
        pages.hide_window()
    return farewell is Farewell.QUIT


def _session_ends() -> bool:
    """Whether the desktop closes the window because the person logs out."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()


def _going_on(opened: OpenStudio) -> GoingOn:
    answers = len(opened.studio.chat.streaming)
    return GoingOn(answers, opened.sending, opened.elsewhere, opened.waiting)
