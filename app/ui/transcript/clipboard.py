"""What lies on the clipboard after a copy: Markdown, HTML and plain text together."""

import atexit

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from app.ui.markdown.as_html import as_html
from app.ui.markdown.as_text import as_text

MARKDOWN, HTML, PLAIN = "text/markdown", "text/html", "text/plain"


class _CopiedMarkdown(QMimeData):
    """Each form is made only when a program asks for it: a long conversation takes seconds to convert."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self._markdown = markdown

    def formats(self) -> list[str]:
        return [MARKDOWN, HTML, PLAIN]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferred: object) -> object:
        if mimetype == MARKDOWN:
            return QByteArray(self._markdown.encode("utf-8", "replace"))
        if mimetype == HTML:
            return as_html(self._markdown)
        return as_text(self._markdown) if mimetype == PLAIN else None


def _settle() -> None:
    """Put finished data in the place of what only Python could make: Qt outlives Python at the end."""
    if not isinstance(QGuiApplication.instance(), QGuiApplication):
        return
    held = QGuiApplication.clipboard().mimeData()
    if isinstance(held, _CopiedMarkdown):
        finished = QMimeData()
        for name in held.formats():
            finished.setData(name, held.data(name))
        QGuiApplication.clipboard().setMimeData(finished)


atexit.register(_settle)


def mime_data(markdown: str) -> QMimeData:
    """One text in the three forms; each program takes the one that it understands best."""
    return _CopiedMarkdown(markdown)


def plain_text(markdown: str) -> str:
    """The text without marks: tables with tabs, formulas as their LaTeX."""
    return as_text(markdown)
