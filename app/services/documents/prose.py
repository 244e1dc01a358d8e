"""Paragraphs and tables, which texts and slides write with the same element names."""

from collections.abc import Iterable, Iterator

from app.services.documents.gathering import Gathering
from app.services.documents.package import End, Event, OfficePackage, Start

BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING = "heading"


def read_text_document(package: OfficePackage, gathering: Gathering) -> None:
    """The paragraphs, tables and notes of a DOCX file."""
    for part in (BODY, *filter(package.has, _NOTES)):
        for line in prose(package.events(part)):
            gathering.add(line)


def prose(events: Iterable[Event]) -> Iterator[str]:
    """Paragraphs as lines, headings with ``#``, list items with ``-``, rows of tables with tabs."""
    return _Prose().lines(events)


class _Prose:
    def __init__(self) -> None:
        self._words: list[str] = []
        self._mark = ""
        self._rows: list[list[str]] = []
        """The open rows, one inside the other, each with its cells."""
        self._is_text = False
        self._spare = 0
        """How deep we are in what older programs read instead."""

    def lines(self, events: Iterable[Event]) -> Iterator[str]:
        for event in events:
            match event:
                case Start(name="Fallback"):
                    self._spare += 1
                case End(name="Fallback"):
                    self._spare -= 1
                case _ if self._spare:
                    continue
                case Start():
                    self._begin(event)
                case End():
                    yield from self._end(event.name)
                case str() if self._is_text:
                    self._words.append(event)

    def _begin(self, element: Start) -> None:
        match element.name:
            case "t":
                self._is_text = True
            case "tr":
                self._rows.append([])
            case "tc" if self._rows:
                self._rows[-1].append("")
            case "pStyle":
                self._mark = _heading_mark(element.attributes.get("val", ""))
            case "numPr":
                self._mark = self._mark or "- "
            case name if name in _BREAKS and not element.attributes.get("pos"):
                self._words.append(_BREAKS[name])

    def _end(self, name: str) -> Iterator[str]:
        if name == "t":
            self._is_text = False
        elif name == "p":
            yield from self._paragraph()
        elif name == "tr" and self._rows:
            row = "\t".join(self._rows.pop())
            yield from self._put(row) if row.strip() else ()

    def _paragraph(self) -> Iterator[str]:
        text, mark = "".join(self._words), self._mark
        self._words.clear()
        self._mark = ""
        if self._rows or text.strip():
            yield from self._put(mark + text)

    def _put(self, line: str) -> Iterator[str]:
        """Inside a table a line becomes part of its cell."""
        if not self._rows:
            yield line
        elif cells := self._rows[-1]:
            words = " ".join(line.split())
            cells[-1] = f"{cells[-1]} {words}".strip()


def _heading_mark(style: str) -> str:
    """``Heading2`` is two levels deep; what follows the word in other styles is no level."""
    level = style.lower().removeprefix(_HEADING).strip()
    is_heading = style.lower().startswith(_HEADING) and level.isdigit()
    return "#" * min(int(level), 6) + " " if is_heading else ""
