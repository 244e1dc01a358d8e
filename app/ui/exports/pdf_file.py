"""A conversation as pages of A4."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.ui.exports.ink import SMALL, Ink
from app.ui.exports.job import ExportJob
from app.ui.exports.outline import Outline
from app.ui.exports.strips import Room, Strip, StripMaker

DOTS_PER_INCH = 96
MARGIN_MM = 18.0
_SHARPNESS = 3.0
"""Pixels of pictures for each one of the layout."""
_BETWEEN = 14.0
_FOOT = 30.0
_LEAST_BEGINNING = 48.0
"""A message that has less room at the end of a page begins on the next one."""


def write_pdf(path: Path, outline: Outline, job: ExportJob, told: Callable[[], None]) -> None:
    """Write the pages; ``told`` is called after each message.

    Raises:
        OSError: the disk refuses.
    """
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(outline.title)
    writer.setCreator("Relay Studio")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{path} cannot be written")
    ink = Ink(job, _SHARPNESS)
    pages = _Pages(writer, painter, ink, outline.title)
    room = Room(pages.width, pages.height * 0.6)
    for strip in StripMaker(job, ink, room, writer).strips(outline):
        pages.add(strip)
        told()
    pages.finish()
    if not painter.end():
        raise OSError(f"{path} cannot be written")


class _Pages:
    """Fills pages with strips from top to bottom."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, ink: Ink, title: str) -> None:
        self._writer = writer
        self._painter = painter
        self._ink = ink
        self._title = title
        self._page = 1
        self._used = 0.0
        sheet = writer.pageLayout().paintRectPixels(DOTS_PER_INCH)
        self.width = float(sheet.width())
        self.height = float(sheet.height()) - _FOOT
        self._paint_ground()

    def add(self, strip: Strip) -> None:
        """Put a strip below what stands there, cut where the page ends."""
        if self._used:
            self._used += _BETWEEN
        start = 0.0
        while start < strip.height - 0.5:
            end = self._end_of_part(strip, start)
            if end <= start:
                self._turn()
                continue
            self._painter.save()
            self._painter.translate(0, self._used)
            strip.paint(self._painter, start, end)
            self._painter.restore()
            self._used += end - start
            start = end

    def finish(self) -> None:
        """Write the foot of the last page."""
        self._paint_foot()

    def _end_of_part(self, strip: Strip, start: float) -> float:
        """How far a strip fits on the page; a line that no page could hold is cut anywhere."""
        room = self.height - self._used
        if strip.height - start <= room:
            return strip.height
        if start == 0 and self._used and room < _LEAST_BEGINNING:
            return start
        fitting = [cut for cut in strip.cuts if start < cut <= start + room]
        if fitting:
            return fitting[-1]
        return start if self._used else start + room

    def _turn(self) -> None:
        self._paint_foot()
        self._writer.newPage()
        self._page += 1
        self._used = 0.0
        self._paint_ground()

    def _paint_ground(self) -> None:
        """A dark page is dark to its edges."""
        edge = self._writer.pageLayout().marginsPixels(DOTS_PER_INCH)
        sheet = QRectF(0, 0, self.width, self.height + _FOOT)
        whole = sheet.adjusted(-edge.left(), -edge.top(), edge.right(), edge.bottom())
        self._painter.fillRect(whole, self._ink.color("surface"))

    def _paint_foot(self) -> None:
        foot = QRectF(0, self.height, self.width, _FOOT)
        self._painter.setFont(self._ink.font(SMALL))
        self._painter.setPen(self._ink.color("text_muted"))
        bottom = Qt.AlignmentFlag.AlignBottom
        number = self._ink.job.words.page.format(page=self._page)
        metrics = self._painter.fontMetrics()
        room = round(self.width - metrics.horizontalAdvance(number) - 2 * _FOOT)
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self._painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignLeft, title)
        self._painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignRight, number)
