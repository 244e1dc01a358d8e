"""The video page's name and what leads into it, known before the page and what it needs are loaded."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.ui.palette_entry import PaletteEntry


def page_name() -> str:
    """The name in the present language."""
    return QCoreApplication.translate("VideosPage", "Videos")


def characters_entry(run: Callable[[], object]) -> PaletteEntry:
    """Leads to the characters."""
    title = QCoreApplication.translate("VideosPage", "Characters")
    return PaletteEntry(title, page_name(), "user", run, keywords="characters cameo 角色")
