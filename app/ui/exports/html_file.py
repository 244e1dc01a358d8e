"""A conversation as one page that stands alone: no script, no file beside it, nothing from the web."""

import base64
from collections.abc import Callable, Iterator
from html import escape

from app.domain.media import Attachment, MediaKind
from app.ui.exports.html_style import style_sheet
from app.ui.exports.html_text import code_html, message_html
from app.ui.exports.job import ExportJob
from app.ui.exports.outline import Entry, Heading, Item, ItemKind, Outline

POLICY = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'"
_SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"}
"""Pictures that a page shows; SVG is none of them, because it can hold more than a picture."""


def page_text(outline: Outline, job: ExportJob, told: Callable[[], None]) -> Iterator[str]:
    """The page, piece by piece; ``told`` is called after each message."""
    title = escape(outline.title)
    facts = f"<p>{escape(outline.facts)}</p>" if outline.facts else ""
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(job.words.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>\n{style_sheet(job.look, job.options.scheme)}</style>\n</head>\n"
        f"<body>\n<main>\n<header><h1>{title}</h1>{facts}</header>\n"
    )
    for row in outline.rows:
        yield from _heading(row) if isinstance(row, Heading) else _article(row, job)
        told()
    yield "</main>\n</body>\n</html>\n"


def _heading(row: Heading) -> Iterator[str]:
    note = f'<p class="note">{escape(row.note)}</p>' if row.note else ""
    yield f'<section class="branch"><h2>{escape(row.title)}</h2>{note}</section>\n'


def _article(entry: Entry, job: ExportJob) -> Iterator[str]:
    facts = f' <span class="facts">{escape(entry.facts)}</span>' if entry.facts else ""
    yield f'<article class="{entry.role}">\n<h2>{escape(entry.speaker)}{facts}</h2>\n'
    for item in entry.items:
        yield _item(item, job)
    yield "</article>\n"


def _item(item: Item, job: ExportJob) -> str:
    match item.kind:
        case ItemKind.TEXT:
            return message_html(item.text)
        case ItemKind.FOLDED:
            return _folded(item.title, message_html(item.text))
        case ItemKind.FOLDED_CODE:
            return _folded(item.title, f"<pre><code>{code_html(item.text, 'json')}</code></pre>")
        case ItemKind.FILE if item.attachment is not None:
            return _file(item.attachment, job)
        case ItemKind.LINK:
            address = escape(item.text)
            return f'<p><a href="{address}" rel="noopener noreferrer">{escape(item.title)}</a></p>\n'
        case _:
            return f'<p class="note">{escape(item.text)}</p>\n'


def _folded(title: str, content: str) -> str:
    return f"<details><summary>{escape(title)}</summary>\n{content}</details>\n"


def _file(attachment: Attachment, job: ExportJob) -> str:
    path = job.file_of(attachment)
    name = escape(attachment.name)
    if path is None:
        return f'<p class="note">{escape(job.words.missing_file.format(name=attachment.name))}</p>\n'
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    mime = escape(attachment.mime)
    if attachment.kind is MediaKind.PICTURE and attachment.mime in _SHOWN:
        return f'<p><img src="data:{mime};base64,{data}" alt="{name}"></p>\n'
    if attachment.kind is MediaKind.AUDIO:
        return f'<p>{name}<br><audio controls src="data:{mime};base64,{data}"></audio></p>\n'
    if attachment.kind is MediaKind.VIDEO:
        return f'<p>{name}<br><video controls src="data:{mime};base64,{data}"></video></p>\n'
    whole = f"data:application/octet-stream;base64,{data}"
    return f'<p><a class="file" download="{name}" href="{whole}">{name}</a></p>\n'
