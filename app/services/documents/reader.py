"""The process that reads one document: evil input can hang or swell it, and nothing else."""

import contextlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.domain.document import DOCX, PDF, PPTX, XLSX, DocumentText
from app.services.documents.gathering import Full, Gathering, Trouble, Unreadable
from app.services.documents.package import OfficePackage
from app.services.documents.prose import read_text_document
from app.services.documents.sheets import read_sheets
from app.services.documents.slides import read_slides

MOST_MEMORY = 1536 * 1024 * 1024
_OFFICE: Mapping[str, Callable[[OfficePackage, Gathering], None]] = {
    DOCX: read_text_document,
    XLSX: read_sheets,
    PPTX: read_slides,
}


def main(words: Sequence[str]) -> int:
    """Read the document of a path and a media type, and write its text to the standard output as JSON."""
    path, mime = words
    _limit_memory()
    sys.stdout.write(json.dumps(answer(Path(path), mime)))
    return 0


def answer(path: Path, mime: str) -> dict[str, object]:
    """The text of a document, or why there is none, as it travels between the processes."""
    try:
        read = read_document(path, mime)
    except Unreadable as unreadable:
        return {"trouble": unreadable.trouble}
    except MemoryError:
        return {"trouble": Trouble.TOO_COMPLEX}
    return {"text": read.text, "pages": read.pages, "cut": read.cut}


def read_document(path: Path, mime: str) -> DocumentText:
    """The text of a document.

    Raises:
        Unreadable: it is locked, broken or too complex.
    """
    gathering = Gathering()
    if mime == PDF:
        from app.services.documents.pages import read_pages  # a fifth of a second, and others do without

        pages, cut = read_pages(path, gathering)
        return DocumentText(gathering.text, pages, cut)
    with OfficePackage(path) as package:
        try:
            _OFFICE[mime](package, gathering)
        except Full:
            return DocumentText(gathering.text, cut=True)
        except (ValueError, OverflowError) as error:
            raise Unreadable(Trouble.BROKEN) from error
    return DocumentText(gathering.text)


def _limit_memory() -> None:
    """Where the system can, memory runs out for this process before it does for everybody."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
