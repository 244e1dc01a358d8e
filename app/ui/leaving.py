"""The question before the window goes while something is still going on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui import dialogs


async def may_leave(window: QWidget, answers: int, requests: int) -> bool:
    """Whether the person wants to leave.

    ``answers`` are being written; ``requests`` are paid, and their answers are awaited. Tasks that are only
    asked for go on at the next start, and are no reason to ask.
    """
    if not answers and not requests:
        return True
    translate = QCoreApplication.translate
    text = "\n".join(filter(None, (_of_requests(requests), _of_answers(answers))))
    title, leave = translate("Leaving", "Leave the studio?"), translate("Leaving", "Leave")
    return await dialogs.confirm(window, title, text, leave, no=translate("Leaving", "Wait"))


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


def _counted(count: int, one: str, several: str) -> str:
    if not count:
        return ""
    return one if count == 1 else several.format(n=count)
