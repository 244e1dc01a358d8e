"""The sheets of an XLSX file: a line for each row, its cells divided by tabs (ECMA-376 part 1 §18)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.services.documents.gathering import Gathering
from app.services.documents.package import End, OfficePackage, Start

WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_MOST_COLUMNS = 1024
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Built-in number formats that show a date or a time (§18.8.30)."""
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - sheets know no zones
_LAST_DAY = 2_958_465
"""31 December 9999 as a serial number."""


@dataclass(frozen=True, slots=True)
class _Book:
    strings: list[str]
    date_styles: frozenset[int]
    epoch: datetime


def read_sheets(package: OfficePackage, gathering: Gathering) -> None:
    """Every sheet under its name."""
    parts = package.related(WORKBOOK)
    workbook = [event for event in package.events(WORKBOOK) if isinstance(event, Start)]
    from_1904 = any(event.attributes.get("date1904") in {"1", "true"} for event in workbook)
    book = _Book(list(_strings(package)), _date_styles(package), _EPOCHS[from_1904])
    for event in workbook:
        if event.name != "sheet" or event.attributes.get("r:id") not in parts:
            continue
        kind, part = parts[event.attributes["r:id"]]
        if kind == "worksheet" and package.has(part):
            gathering.add(f"# {event.attributes.get('name', '')}")
            for row in _rows(package, part, book):
                gathering.add(row)
            gathering.add("")


def _strings(package: OfficePackage) -> Iterator[str]:
    """The texts that cells refer to by number; how they are spoken is left out."""
    words: list[str] = []
    is_text, is_sound = False, False
    for event in package.events(_STRINGS) if package.has(_STRINGS) else ():
        match event:
            case Start(name="rPh") | End(name="rPh"):
                is_sound = isinstance(event, Start)
            case Start(name="t") | End(name="t"):
                is_text = isinstance(event, Start)
            case End(name="si"):
                yield "".join(words)
                words.clear()
            case str() if is_text and not is_sound:
                words.append(event)


def _date_styles(package: OfficePackage) -> frozenset[int]:
    """Which cell styles show their number as a date."""
    formats = set(_DATE_FORMATS)
    styles: list[int] = []
    in_cells = False
    for event in package.events(_STYLES) if package.has(_STYLES) else ():
        match event:
            case Start(name="cellXfs") | End(name="cellXfs"):
                in_cells = isinstance(event, Start)
            case Start(name="numFmt", attributes={"numFmtId": identity, "formatCode": code}):
                letters = _NO_LETTERS.sub("", code).lower()
                formats |= {int(identity)} if set(letters) & set("ymdhs") else set()
            case Start(name="xf", attributes=attributes) if in_cells:
                styles.append(int(attributes.get("numFmtId", "0")))
    return frozenset(number for number, chosen in enumerate(styles) if chosen in formats)


def _rows(package: OfficePackage, part: str, book: _Book) -> Iterator[str]:
    """The rows that hold something."""
    cells: dict[int, str] = {}
    words: list[str] = []
    cell: dict[str, str] = {}
    column, is_value = 0, False
    for event in package.events(part):
        match event:
            case Start(name="c", attributes=cell):
                column = _column(cell.get("r", "")) or column + 1
                words = []
            case Start(name="v" | "t") | End(name="v" | "t"):
                is_value = isinstance(event, Start)
            case End(name="c") if words and column <= _MOST_COLUMNS:
                cells[column] = " ".join(_shown("".join(words), cell, book).split())
            case End(name="row"):
                if cells:
                    yield "\t".join(cells.get(place, "") for place in range(1, max(cells) + 1))
                cells, column = {}, 0
            case str() if is_value:
                words.append(event)


def _column(reference: str) -> int:
    """1 for ``A7``, 28 for ``AB7``; 0 where the cell does not say."""
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shown(value: str, cell: dict[str, str], book: _Book) -> str:
    """The value of a cell as a person would read it."""
    match cell.get("t", "n"):
        case "s":
            return book.strings[int(value)] if int(value) < len(book.strings) else ""
        case "b":
            return "TRUE" if value == "1" else "FALSE"
        case "n" if int(cell.get("s", "0")) in book.date_styles:
            return _date(value, book.epoch)
        case _:
            return value


def _date(value: str, epoch: datetime) -> str:
    """A serial number of days as a date, a time of the day, or both."""
    days = float(value)
    if not 0 <= days <= _LAST_DAY:
        return value
    moment = epoch + timedelta(seconds=round(days * 86_400))
    if days < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if days.is_integer() else moment.isoformat(" ")
