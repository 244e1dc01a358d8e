"""A conversation as Markdown, with its files in a folder beside it."""

import re
import shutil
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from app.domain.export import file_stem, free_name
from app.domain.media import Attachment, MediaKind
from app.ui.exports.job import ExportJob
from app.ui.exports.outline import Entry, Heading, Item, ItemKind, Outline

_TICKS = re.compile(r"`{3,}")
_MARKS = re.compile(r"([\\`*_\[\]<>#])")


class FilesBeside:
    """The folder of a document's files; each content is copied once, and the folder only made for one."""

    def __init__(self, folder: Path, shown_name: str, job: ExportJob) -> None:
        self._folder = folder
        self._shown_name = shown_name
        self._job = job
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def link(self, attachment: Attachment) -> str | None:
        """The address of a copy, as the document names it; None where the file is gone."""
        name = self._names.get(attachment.id)
        if name is None:
            source = self._job.file_of(attachment)
            if source is None:
                return None
            path = Path(attachment.name)
            ending = path.suffix.lstrip(".") or source.suffix.lstrip(".") or "bin"
            name = free_name(file_stem(path.stem, "file"), ending, self._taken)
            self._folder.mkdir(exist_ok=True)
            shutil.copyfile(source, self._folder / name)
            self._names[attachment.id] = name
        return quote(f"{self._shown_name}/{name}")


def document_text(
    outline: Outline, job: ExportJob, files: FilesBeside, told: Callable[[], None]
) -> Iterator[str]:
    """The document, piece by piece; ``told`` is called after each message."""
    yield f"# {_plain(outline.title)}\n\n"
    if outline.facts:
        yield f"*{_plain(outline.facts)}*\n\n"
    for row in outline.rows:
        yield from _heading(row) if isinstance(row, Heading) else _entry(row, job, files)
        told()


def _heading(row: Heading) -> Iterator[str]:
    yield f"---\n\n## {_plain(row.title)}\n\n"
    if row.note:
        yield f"*{_plain(row.note)}*\n\n"


def _entry(entry: Entry, job: ExportJob, files: FilesBeside) -> Iterator[str]:
    yield f"## {_plain(entry.speaker)}\n\n"
    if entry.facts:
        yield f"*{_plain(entry.facts)}*\n\n"
    for item in entry.items:
        yield f"{_item(item, job, files)}\n\n"


def _item(item: Item, job: ExportJob, files: FilesBeside) -> str:
    match item.kind:
        case ItemKind.TEXT:
            return item.text.strip("\n")
        case ItemKind.FOLDED:
            return _details(item.title, item.text.strip("\n"))
        case ItemKind.FOLDED_CODE:
            longest = max(map(len, _TICKS.findall(item.text)), default=2)
            fence = "`" * max(3, longest + 1)
            return _details(item.title, f"{fence}\n{item.text}\n{fence}")
        case ItemKind.FILE if item.attachment is not None:
            return _file(item.attachment, job, files)
        case ItemKind.LINK:
            return _plain(item.title)
        case _:
            return f"*{_plain(item.text)}*"


def _details(title: str, text: str) -> str:
    return f"<details>\n<summary>{escape(title)}</summary>\n\n{text}\n\n</details>"


def _file(attachment: Attachment, job: ExportJob, files: FilesBeside) -> str:
    link = files.link(attachment)
    if link is None:
        return f"*{_plain(job.words.missing_file.format(name=attachment.name))}*"
    shown = "!" if attachment.kind is MediaKind.PICTURE else ""
    return f"{shown}[{_plain(attachment.name)}]({link})"


def _plain(text: str) -> str:
    """A text that no mark of Markdown is read from."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
