"""The process that writes one exported file: neither its time nor its memory is the window's.

It reads an order from the standard input, tells on the standard output how far it is (``done of``), and ends
with the names of what it wrote, or with what went wrong, as one JSON object.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import ErrorKind, StorageError
from app.domain.export import ExportFormat
from app.storage.conversation_json import read_entry
from app.storage.failures import storage_errors
from app.storage.files import written_whole
from app.ui.exports.job import ExportJob, read_job
from app.ui.exports.markdown_file import FilesBeside, document_text
from app.ui.exports.outline import Outline, outline

TELL_EVERY = 20


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
    """Write the file or the files of an order, each whole or not at all; where they lie.

    Raises:
        StorageError: the disk refuses.
        MemoryError: it is larger than this computer can hold.
    """
    with storage_errors():
        source = json.loads(Path(job.source).read_text(encoding="utf-8"))
        tree = read_entry(source["conversations"][0]).tree
        shown = outline(tree, job.options, job.words, datetime.now(UTC))
        progress = _Progress(len(shown.rows) + 1)
        return _WRITERS[job.options.format](shown, job, progress)


@dataclass
class _Progress:
    """Tells how far the work is, not more often than somebody can look."""

    of: int
    done: int = 0

    def __call__(self) -> None:
        self.done += 1
        if self.done % TELL_EVERY == 0:
            print(self.done, max(self.of, self.done), flush=True)  # noqa: T201


def _markdown(shown: Outline, job: ExportJob, told: Callable[[], None]) -> tuple[Path, ...]:
    target = Path(job.target)
    folder = _free_folder(target)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with written_whole(target) as path:
            _write_text(path, document_text(shown, job, FilesBeside(part, folder.name, job), told))
            if part.exists():
                part.replace(folder)
        return (target, folder) if folder.exists() else (target,)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _html(shown: Outline, job: ExportJob, told: Callable[[], None]) -> tuple[Path, ...]:
    from app.ui.exports.html_file import page_text  # brings Qt and the drawing of formulas

    with written_whole(Path(job.target)) as path:
        _write_text(path, page_text(shown, job, told))
    return (Path(job.target),)


def _pdf(shown: Outline, job: ExportJob, told: Callable[[], None]) -> tuple[Path, ...]:
    from app.ui.exports.pdf_file import write_pdf

    application = _application()
    with written_whole(Path(job.target)) as path:
        write_pdf(path, shown, job, told)
    del application
    return (Path(job.target),)


def _pictures(shown: Outline, job: ExportJob, told: Callable[[], None]) -> tuple[Path, ...]:
    from app.ui.exports.picture_file import write_pictures

    application = _application()
    target = Path(job.target)
    names: list[Path] = []
    with ExitStack() as parts:

        def name(number: int) -> Path:
            own = target if number == 1 else target.with_name(f"{target.stem} {number}{target.suffix}")
            names.append(own)
            return parts.enter_context(written_whole(own))

        write_pictures(name, shown, job, told)
    del application
    return tuple(names)


_WRITERS: dict[ExportFormat, Callable[[Outline, ExportJob, Callable[[], None]], tuple[Path, ...]]] = {
    ExportFormat.MARKDOWN: _markdown,
    ExportFormat.HTML: _html,
    ExportFormat.PDF: _pdf,
    ExportFormat.PICTURE: _pictures,
}


def _write_text(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _free_folder(target: Path) -> Path:
    """A folder beside a document, under a name that is free; what lies in another one is never touched."""
    number, folder = 1, target.with_name(f"{target.stem} files")
    while folder.exists():
        number += 1
        folder = target.with_name(f"{target.stem} files {number}")
    return folder


def _application() -> object:
    """Fonts want an application; this one has no screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication(["relay-studio"])
