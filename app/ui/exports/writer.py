"""The process that writes one exported file: neither its time nor its memory is the window's.

It reads an order from the standard input, tells on the standard output how far it is (``done of``), and ends
with the names of what it wrote, or with what went wrong, as one JSON object.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import ErrorKind, StorageError
from app.domain.export import ExportFormat
from app.storage.conversation_json import read_entry
from app.storage.failures import storage_errors
from app.storage.files import passing_folder, settle
from app.ui.exports.job import ExportJob, read_job
from app.ui.exports.markdown_file import FilesBeside, document_text
from app.ui.exports.outline import Outline, outline

TELL_EVERY = 20
_SCALES = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI")
Told = Callable[[], None]


def main() -> int:
    """Write what the order asks for."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a text file here
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        written = write(read_job(sys.stdin.read()))
        answer: dict[str, object] = {"written": [str(path) for path in written]}
    except StorageError as error:
        answer = {"error": error.kind.value, "values": error.values}
    except MemoryError:
        answer = {"error": ErrorKind.EXPORT_TOO_LARGE.value, "values": {}}
    print(json.dumps(answer, ensure_ascii=False), flush=True)  # noqa: T201  # the other process reads it
    return 0


def write(job: ExportJob) -> tuple[Path, ...]:
    """Write the files of an order beside their places, and put them there once all are whole; where they lie.

    Raises:
        StorageError: the disk refuses.
        MemoryError: it is larger than this computer can hold.
    """
    target = Path(job.target)
    folder = passing_folder(target)
    with storage_errors():
        source = json.loads(Path(job.source).read_text(encoding="utf-8"))
        tree = read_entry(source["conversations"][0]).tree
        shown = outline(tree, job.options, job.words, datetime.now(UTC))
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir()
            made = _WRITERS[job.options.format](shown, job, folder, _Progress(len(shown.rows) + 1))
            return tuple(_put_in_place(path, target.parent) for path in made)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass
class _Progress:
    """Tells how far the work is, not more often than somebody can look."""

    of: int
    done: int = 0

    def __call__(self) -> None:
        self.done += 1
        if self.done % TELL_EVERY == 0:
            print(self.done, max(self.of, self.done), flush=True)  # noqa: T201


def _markdown(shown: Outline, job: ExportJob, folder: Path, told: Told) -> list[Path]:
    beside = _free_folder(Path(job.target))
    files = FilesBeside(folder / beside, beside, job)
    document = folder / Path(job.target).name
    _write_text(document, document_text(shown, job, files, told))
    return [document, folder / beside] if (folder / beside).exists() else [document]


def _html(shown: Outline, job: ExportJob, folder: Path, told: Told) -> list[Path]:
    from app.ui.exports.html_file import page_text  # brings Qt and the drawing of formulas

    page = folder / Path(job.target).name
    _write_text(page, page_text(shown, job, told))
    return [page]


def _pdf(shown: Outline, job: ExportJob, folder: Path, told: Told) -> list[Path]:
    from app.ui.exports.pdf_file import write_pdf

    application = _application()
    document = folder / Path(job.target).name
    write_pdf(document, shown, job, told)
    del application
    return [document]


def _pictures(shown: Outline, job: ExportJob, folder: Path, told: Told) -> list[Path]:
    from app.ui.exports.picture_file import write_pictures

    application = _application()
    target = Path(job.target)
    made: list[Path] = []

    def name(number: int) -> Path:
        own = target.name if number == 1 else f"{target.stem} {number}{target.suffix}"
        made.append(folder / own)
        return made[-1]

    write_pictures(name, shown, job, told)
    del application
    return made


_WRITERS: dict[ExportFormat, Callable[[Outline, ExportJob, Path, Told], list[Path]]] = {
    ExportFormat.MARKDOWN: _markdown,
    ExportFormat.HTML: _html,
    ExportFormat.PDF: _pdf,
    ExportFormat.PICTURE: _pictures,
}


def _put_in_place(path: Path, folder: Path) -> Path:
    target = folder / path.name
    if path.is_dir():
        path.rename(target)
    else:
        settle(path, target)
    return target


def _write_text(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _free_folder(target: Path) -> str:
    """The name of a folder beside a document that is free; what lies in another one is never touched."""
    name, number = f"{target.stem} files", 1
    while target.with_name(name).exists():
        number += 1
        name = f"{target.stem} files {number}"
    return name


def _application() -> object:
    """Fonts want an application; this one has no screen, and takes over no scale of the person's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in _SCALES:
        os.environ.pop(name, None)
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication(["relay-studio"])
