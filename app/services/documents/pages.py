"""The text of a PDF, page by page."""

from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from app.services.documents.gathering import Full, Gathering, Trouble, Unreadable

MOST_PAGES = 3000
_ODD = (AssertionError, AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)
"""What a reader of pages meets where a page is not built as it should be."""


def read_pages(path: Path, gathering: Gathering) -> tuple[int, bool]:
    """The pages that hold text, each under its number; how many there are, and whether some were cut off.

    Raises:
        Unreadable: it is locked or broken.
    """
    try:
        with PdfReader(path) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable(Trouble.LOCKED)
            count = len(reader.pages)
            if not count:
                raise Unreadable(Trouble.BROKEN)
            return count, _gather(reader, min(count, MOST_PAGES), gathering) or count > MOST_PAGES
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable(Trouble.LOCKED) from error
    except LimitReachedError as error:
        raise Unreadable(Trouble.TOO_COMPLEX) from error
    except (PyPdfError, RecursionError, *_ODD) as error:
        raise Unreadable(Trouble.BROKEN) from error


def _gather(reader: PdfReader, count: int, gathering: Gathering) -> bool:
    try:
        for number in range(count):
            if text := _text(reader.pages[number]):
                gathering.add(f"[Page {number + 1}]\n{text}\n")
    except Full:
        return True
    return False


def _text(page: PageObject) -> str:
    """The text of one page; a page that is broken takes nothing away from the others."""
    try:
        return page.extract_text().strip()
    except (PyPdfError, RecursionError, *_ODD):
        return ""
