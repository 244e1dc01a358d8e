"""Documents: files that hold text in a form of their own."""

from dataclasses import dataclass

PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OFFICE}.wordprocessingml.document"
XLSX = f"{_OFFICE}.spreadsheetml.sheet"
PPTX = f"{_OFFICE}.presentationml.presentation"
DOCUMENTS = frozenset({PDF, DOCX, XLSX, PPTX})
"""Media types whose text can be taken out."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document as a model reads it."""

    text: str
    pages: int | None = None
    """How many pages a PDF has."""
    cut: bool = False
    """The document goes on, but no more of it is sent."""
