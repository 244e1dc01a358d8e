"""The video page's name, known before the page and what it needs are loaded."""

from PySide6.QtCore import QCoreApplication


def page_name() -> str:
    """The name in the present language."""
    return QCoreApplication.translate("VideosPage", "Videos")
