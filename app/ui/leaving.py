"""The question before the window goes while something is still going on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui import dialogs


async def may_leave(window: QWidget, answers: int) -> bool:
    """Whether the person wants to leave while so many answers are being written."""
    if not answers:
        return True
    translate = QCoreApplication.translate
    one = translate("Leaving", "An answer is still being written. What has come so far is kept.")
    several = translate("Leaving", "{n} answers are still being written. What has come so far is kept.")
    text = one if answers == 1 else several.format(n=answers)
    title = translate("Leaving", "Leave the studio?")
    return await dialogs.confirm(window, title, text, translate("Leaving", "Leave"))
