"""What lies on the clipboard after a copy: Markdown, HTML and plain text together."""

from PySide6.QtCore import QMimeData

from app.ui.transcript.as_html import as_html
from app.ui.transcript.as_text import as_text


def mime_data(markdown: str) -> QMimeData:
    """One text in the three forms; each program takes the one that it understands best."""
    data = QMimeData()
    data.setData("text/markdown", markdown.encode("utf-8", "replace"))
    data.setHtml(as_html(markdown))
    data.setText(as_text(markdown))
    return data


def plain_text(markdown: str) -> str:
    """The text without marks: tables with tabs, formulas as their LaTeX."""
    return as_text(markdown)
