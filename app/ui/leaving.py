"""The question before the window goes while something is still going on."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui import dialogs


class Farewell(Enum):
    """What the person wants when the window is closed."""

    STAY = auto()
    HIDE = auto()
    """The studio goes on in the tray."""
    QUIT = auto()


@dataclass(frozen=True, slots=True)
class GoingOn:
    """What would be lost or stand still.

    ``answers`` are being written; ``requests`` are paid, and their answers are awaited; ``jobs`` are made
    elsewhere and only asked for; ``waiting`` orders were not sent yet.
    """

    answers: int = 0
    requests: int = 0
    jobs: int = 0
    waiting: int = 0

    @property
    def would_be_lost(self) -> bool:
        """Whether something may be lost if the studio ends now."""
        return bool(self.answers or self.requests)


async def ask_how(window: QWidget, going_on: GoingOn, remember: QCheckBox | None) -> Farewell:
    """How to leave.

    Args:
        remember: has the answer kept; its presence offers the tray.
    """
    translate = QCoreApplication.translate
    texts = (
        _of_requests(going_on.requests),
        _of_answers(going_on.answers),
        _of_jobs(going_on.jobs),
        _of_waiting(going_on.waiting),
    )
    title = translate("Leaving", "Leave the studio?")
    # Return does not throw away what may be lost.
    is_harmless = remember is None and not going_on.would_be_lost
    leave = dialogs.Choice("yes", translate("Leaving", "Quit"), "primary" if is_harmless else "")
    hide = dialogs.Choice("tray", translate("Leaving", "Keep running in the tray"), "primary")
    choices = (leave,) if remember is None else (leave, hide)
    text = "\n".join(filter(None, texts))
    wait = translate("Leaving", "Wait")
    answer = await dialogs.ask(window, title, text, choices, cancel_text=wait, checkbox=remember)
    return {"yes": Farewell.QUIT, "tray": Farewell.HIDE}.get(answer, Farewell.STAY)


def make_remember(window: QWidget) -> QCheckBox:
    """The box below the question by which it is asked but once."""
    box = QCheckBox(QCoreApplication.translate("Leaving", "Do this from now on"), window)
    box.setObjectName("dialog.remember")
    return box


def _of_requests(count: int) -> str:
    one = QCoreApplication.translate(
        "Leaving",
        "A request is on its way. If you leave now, its result may be lost although it is paid.",
    )
    several = QCoreApplication.translate(
        "Leaving",
        "{n} requests are on their way. If you leave now, their results may be lost although they are paid.",
    )
    return _counted(count, one, several)


def _of_answers(count: int) -> str:
    one = QCoreApplication.translate(
        "Leaving", "An answer is still being written. What has come so far is kept."
    )
    several = QCoreApplication.translate(
        "Leaving", "{n} answers are still being written. What has come so far is kept."
    )
    return _counted(count, one, several)


def _of_jobs(count: int) -> str:
    one = QCoreApplication.translate(
        "Leaving", "A job goes on at the provider. The studio picks it up when you open it again."
    )
    several = QCoreApplication.translate(
        "Leaving", "{n} jobs go on at the provider. The studio picks them up when you open it again."
    )
    return _counted(count, one, several)


def _of_waiting(count: int) -> str:
    one = QCoreApplication.translate("Leaving", "An order waits, and is sent only while the studio runs.")
    several = QCoreApplication.translate(
        "Leaving", "{n} orders wait, and are sent only while the studio runs."
    )
    return _counted(count, one, several)


def _counted(count: int, one: str, several: str) -> str:
    if not count:
        return ""
    return one if count == 1 else several.format(n=count)
