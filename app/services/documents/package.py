"""The parts of a zipped Office file (ECMA-376 part 2), unpacked within limits and without entities."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.parsers import expat

from app.domain.archives import UNREADABLE_ARCHIVE
from app.services.documents.gathering import Trouble, Unreadable

MOST_PARTS = 20_000
MOST_UNPACKED = 200_000_000
"""Bytes of XML that are read of one document, all parts together."""
_CHUNK_BYTES = 64 * 1024
_BROKEN = (expat.ExpatError, *UNREADABLE_ARCHIVE)


@dataclass(frozen=True, slots=True)
class Start:
    """An element begins. Names are without namespaces; those of relationships begin with ``r:``."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """An element ends."""

    name: str


Event = Start | End | str
"""What is met on the way through a part; a string is text."""


class OfficePackage:
    """An Office file that was opened; used with ``with``.

    Raises:
        Unreadable: it is no archive, or unpacks to more than is reasonable.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise Unreadable(Trouble.BROKEN) from error
        self._left = MOST_UNPACKED
        if len(self._archive.namelist()) > MOST_PARTS:
            self._archive.close()
            raise Unreadable(Trouble.TOO_COMPLEX)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self._archive.NameToInfo

    def events(self, part: str) -> Iterator[Event]:
        """The elements and texts of a part, as they come.

        Raises:
            Unreadable: it is missing, locked or broken, declares entities, or is too large.
        """
        found: list[Event] = []
        parser = _parser(found)
        try:
            with self._archive.open(part) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    self._spend(len(chunk))
                    parser.Parse(chunk, False)
                    yield from found
                    found.clear()
            parser.Parse(b"", True)
        except RuntimeError as error:
            raise Unreadable(Trouble.LOCKED) from error
        except _BROKEN as error:
            raise Unreadable(Trouble.BROKEN) from error
        yield from found

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → last word of the kind, and the part's name."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if not self.has(relations):
            return {}
        rows = [event.attributes for event in self.events(relations) if isinstance(event, Start)]
        return {
            row["Id"]: (row.get("Type", "").rpartition("/")[2], _absolute(folder, row["Target"]))
            for row in rows
            if row.keys() >= {"Id", "Target"}
        }

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise Unreadable(Trouble.TOO_COMPLEX)


def _parser(found: list[Event]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: found.append(
        Start(_plain(name), {_plain(key): value for key, value in attributes.items()})
    )
    parser.EndElementHandler = lambda name: found.append(End(_plain(name)))
    parser.CharacterDataHandler = found.append
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _refuse_declarations(*_declared: object) -> None:
    """Office files declare no document type; whoever does wants entities to grow."""
    raise Unreadable(Trouble.BROKEN)


def _plain(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"r:{local}" if space.endswith("/relationships") and "officeDocument" in space else local


def _absolute(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
