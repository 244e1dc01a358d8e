"""What the person must know of their data: said at the start, kept until it is closed."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.ui.notices import Notices


def tell_of_data(notices: Notices, restored_from: date | None, set_aside: Path | None) -> None:
    """Say that damaged data was restored from a copy, or set aside where there was none."""
    translate = QCoreApplication.translate
    if restored_from is not None:
        text = translate(
            "Data",
            "Your data was damaged. It was restored from the copy of {day}. The damaged file lies in {file}.",
        )
        told = text.format(day=restored_from.isoformat(), file=set_aside or "–")
        notices.keep("data", told, "warning")
    elif set_aside is not None:
        text = translate("Data", "A damaged file was set aside and a new one begun. It lies in {file}.")
        notices.keep("data", text.format(file=set_aside), "error")


def tell_of_restore(notices: Notices, made_at: datetime, set_aside: Path) -> None:
    """Say that the data is that of a back-up, and where that lies which was there before."""
    text = QCoreApplication.translate(
        "Data", "Your data is that of the back-up of {day}. What was here before lies in {folder}."
    )
    day = f"{made_at.astimezone():%Y-%m-%d %H:%M}"
    notices.keep("restored", text.format(day=day, folder=set_aside), "info")
