"""The question before the window goes while something is still going on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui import dialogs


async def may_leave(window: QWidget, answers: int) -> bool:
    """Whether the person wants to leave while so many answers are being written."""
    if not answers:
        return True
    translate = QCoreApplication.translate
    return await dialogs.confirm(window, title, text, translate("Leaving", "Leave"))
