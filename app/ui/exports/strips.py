"""Messages as laid-out strips, which pages and pictures are cut from."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPaintDevice, QPainter, QTextBlock, QTextCursor, QTextDocument

from app.domain.conversation import Role
from app.domain.media import MediaKind
from app.ui.exports.ink import SMALL, Ink
from app.ui.exports.inline_pictures import InlinePictures
from app.ui.exports.job import ExportJob
from app.ui.exports.laid_out_text import GAP, LaidOutText
from app.ui.exports.outline import Entry, Heading, Item, ItemKind, Outline

_GROUNDS = {Role.USER: "accent_soft", Role.SYSTEM: "sunken"}
_BETWEEN = 14


@dataclass(frozen=True, slots=True)
class Room:
    """How wide strips are, and how high a picture in them may be, in pixels of the layout."""

    width: float
    picture_height: float


class Strip:
    """A laid-out message of any height; ``cuts`` are the heights at which no line is divided."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self.height = document.size().height()
        self.cuts = (*_cuts(document), self.height)

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint the part between two heights; the painter stands where the part's upper edge goes."""
        painter.save()
        painter.translate(0, -top)
        self._document.drawContents(painter, QRectF(0, top, self._document.size().width(), bottom - top))
        painter.restore()


class StripMaker:
    """Lays messages out, one at a time.

    Args:
        job: gives words, fonts and colours.
        ink: makes the formats.
        room: what a strip may take.
        device: where it will be painted; None for pictures.
    """

    def __init__(self, job: ExportJob, ink: Ink, room: Room, device: QPaintDevice | None = None) -> None:
        self._job = job
        self._ink = ink
        self._room = room
        self._device = device

    def strips(self, outline: Outline) -> Iterator[Strip]:
        """The title, then each row."""
        yield self._title(outline)
        for row in outline.rows:
            yield self._heading(row) if isinstance(row, Heading) else self._entry(row)

    def _title(self, outline: Outline) -> Strip:
        document, text = self._begin()
        text.line(outline.title, self._ink.text(size=1.7, bold=True), above=0)
        if outline.facts:
            text.line(outline.facts, self._ink.text("text_muted", SMALL))
        return self._finish(document)

    def _heading(self, row: Heading) -> Strip:
        document, text = self._begin()
        text.line(row.title, self._ink.text("accent", 1.25, bold=True), above=GAP * 3)
        if row.note:
            text.line(row.note, self._ink.text("text_muted", SMALL), above=2)
        return self._finish(document)

    def _entry(self, entry: Entry) -> Strip:
        document, text = self._begin()
        ground = _GROUNDS.get(entry.role)
        if ground is None:
            self._write(entry, text)
        else:
            with text.box(ground):
                self._write(entry, text)
        return self._finish(document)

    def _write(self, entry: Entry, text: LaidOutText) -> None:
        text.line(entry.speaker, self._ink.text(size=0.95, bold=True), above=0)
        if entry.facts:
            text.add(f"    {entry.facts}", self._ink.text("text_muted", SMALL))
        for item in entry.items:
            self._write_item(item, text)

    def _write_item(self, item: Item, text: LaidOutText) -> None:
        muted = self._ink.text("text_muted", SMALL)
        match item.kind:
            case ItemKind.TEXT:
                text.write(item.text)
            case ItemKind.FOLDED:
                with text.box("surface", framed=True):
                    text.line(item.title, muted, above=0)
                    text.write(item.text, "text_muted")
            case ItemKind.FOLDED_CODE:
                text.line(item.title, muted)
                text.code(item.text, "json")
            case ItemKind.FILE:
                self._write_file(item, text)
            case ItemKind.LINK:
                text.line(item.title, muted)
            case _:
                text.line(item.text, muted)

    def _write_file(self, item: Item, text: LaidOutText) -> None:
        attachment = item.attachment
        assert attachment is not None
        muted = self._ink.text("text_muted", SMALL)
        path = self._job.file_of(attachment)
        if path is None:
            text.line(self._job.words.missing_file.format(name=attachment.name), muted)
        elif attachment.kind is not MediaKind.PICTURE or not text.picture(path):
            text.line(f"{self._job.words.attachments}: {attachment.name}", muted)

    def _begin(self) -> tuple[QTextDocument, LaidOutText]:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._ink.font())
        if self._device is not None:
            document.documentLayout().setPaintDevice(self._device)
        pictures = InlinePictures(self._ink, self._room.width - 4 * GAP, self._room.picture_height)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # nothing is laid out before all is written
        return document, LaidOutText(cursor, self._ink, pictures)

    def _finish(self, document: QTextDocument) -> Strip:
        QTextCursor(document).endEditBlock()
        document.setPageSize(QSizeF(self._room.width, -1))
        return Strip(document)


def _cuts(document: QTextDocument) -> list[float]:
    """Heights between lines, where those of no column reach across."""
    found: list[float] = []
    reach = 0.0
    for top, bottom in sorted(_lines(document)):
        if found and top < reach - 0.5:
            found.pop()
        reach = max(reach, bottom)
        found.append(reach)
    return found


def _lines(document: QTextDocument) -> Iterator[tuple[float, float]]:
    layout = document.documentLayout()
    block: QTextBlock = document.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        lines = block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            yield top + line.y(), top + line.y() + line.height()
        block = block.next()
